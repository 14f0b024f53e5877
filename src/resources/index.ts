import type { Job } from '../core/scheduler.ts';
import type { Operation } from '../operation.ts';
import type { Sandbox } from '../sandbox.ts';
import { expireNumber } from './account-prospects.ts';
import { accountRefreshOperations, endRefresh } from './account-refresh.ts';
import { deactivate } from './account-status.ts';
import { accountOperations } from './accounts.ts';
import { chargeOperations } from './charges.ts';
import { customerSearchOperations } from './customer-search.ts';
import { customerOperations } from './customers.ts';
import { eventOperations } from './events.ts';
import { mandateOperations } from './mandates.ts';
import { paymentIntentOperations, settle } from './payment-intents.ts';
import { paymentMethodOperations } from './payment-methods.ts';
import { sessionOperations } from './sessions.ts';
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
