import type { Job } from '../core/scheduler.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { chargeOperations } from './charges.ts';
import { customerOperations } from './customers/operations.ts';
import { customerSearchOperations } from './customers/search.ts';
import { eventOperations } from './events.ts';
import { expireNumber } from './financial-connections/account-prospects.ts';
import { accountRefreshOperations, endRefresh } from './financial-connections/account-refresh.ts';
import { deactivate } from './financial-connections/account-status.ts';
import { accountOperations } from './financial-connections/accounts.ts';
import { sessionOperations } from './financial-connections/sessions.ts';
import { mandateOperations } from './mandates.ts';
import type { Operation } from './operation.ts';
import { paymentIntentOperations, settle } from './payment-intents/operations.ts';
import { paymentMethodOperations } from './payment-methods/operations.ts';
import { webhookEndpointOperations } from './webhook-endpoints.ts';

/** Every endpoint, in the order of Stripe's API reference: the only list of them. */
export const operations: readonly Operation[] = [
  ...chargeOperations,
  ...customerSearchOperations,
  ...customerOperations,
  ...eventOperations,
  ...mandateOperations,
  ...paymentIntentOperations,
  ...paymentMethodOperations,
  ...accountOperations,
  ...accountRefreshOperations,
  ...sessionOperations,
  ...webhookEndpointOperations,
];

/** What later work does, by kind; `webhook.attempt` is the dispatcher's. */
export const jobs: Readonly<Record<string, (sandbox: Sandbox, job: Job) => void>> = {
  'account.refresh': endRefresh,
  'account.deactivate': (sandbox, { subject }) => {
    const account = sandbox.tables['financial_connections.account'].get(subject);
    if (account?.status === 'active') deactivate(sandbox, account);
  },
  'account.number_expires': (sandbox, { subject }) => expireNumber(sandbox, subject),
  'payment_intent.settle': (sandbox, { subject }) => settle(sandbox, subject),
};
