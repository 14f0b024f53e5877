import type { Job, StateJobKind } from '../model/jobs.ts';
import type { Scope } from '../sandbox/scope.ts';
import { balanceOperations } from './balance/operations.ts';
import { balanceTransactionOperations } from './balance-transactions.ts';
import { chargeChanges } from './charge-changes.ts';
import { chargeOperations } from './charges.ts';
import { customerOperations } from './customers/operations.ts';
import { disputeCharge } from './disputes/course.ts';
import { disputeOperations } from './disputes/operations.ts';
import { eventOperations } from './events.ts';
import { expireNumber, isForetold } from './financial-connections/account-prospects.ts';
import { accountRefreshOperations, endRefresh } from './financial-connections/account-refresh.ts';
import { deactivate } from './financial-connections/account-status.ts';
import { accountOperations } from './financial-connections/accounts.ts';
import { sessionOperations } from './financial-connections/sessions.ts';
import { transactionOperations } from './financial-connections/transactions/operations.ts';
import { mandateOperations } from './mandates.ts';
import { runMicrodeposits, verifyPayment, verifySetup } from './microdeposits.ts';
import type { Operation } from './operation.ts';
import { paymentIntentOperations, settle } from './payment-intents/operations.ts';
import { paymentMethodOperations } from './payment-methods/operations.ts';
import { endRefund } from './refunds/course.ts';
import { chargeRefundOperations } from './refunds/of-charges.ts';
import { refundOperations } from './refunds/operations.ts';
import { chargeSearch, customerSearch, paymentIntentSearch } from './search/operations.ts';
import { setupIntentOperations } from './setup-intents/operations.ts';
import { webhookEndpointOperations } from './webhook-endpoints.ts';

/** Every endpoint, in the order of Stripe's API reference: the only list of them. */
export const operations: readonly Operation[] = [
  ...balanceOperations,
  ...balanceTransactionOperations,
  ...chargeOperations,
  ...chargeChanges,
  chargeSearch,
  ...customerOperations,
  customerSearch,
  ...disputeOperations,
  ...eventOperations,
  ...mandateOperations,
  ...paymentIntentOperations,
  verifyPayment,
  paymentIntentSearch,
  ...setupIntentOperations,
  verifySetup,
  ...paymentMethodOperations,
  ...refundOperations,
  ...chargeRefundOperations,
  ...accountOperations,
  ...accountRefreshOperations,
  ...sessionOperations,
  ...transactionOperations,
  ...webhookEndpointOperations,
];

/** What later work does, by kind; deliveries are the dispatcher's. */
const jobs: { readonly [Kind in StateJobKind]: (scope: Scope, job: Job<Kind>) => void } = {
  'account.refresh': endRefresh,
  'account.deactivate': (scope, job) => {
    const account = scope.tables['financial_connections.account'].get(job.subject);
    if (account?.status === 'active' && isForetold(scope, job)) deactivate(scope, account);
  },
  'account.number_expires': expireNumber,
  'payment_intent.settle': settle,
  'charge.dispute': (scope, { subject }) => disputeCharge(scope, subject),
  'refund.end': (scope, { subject }) => endRefund(scope, subject),
  'microdeposits.arrive': runMicrodeposits,
  'microdeposits.fail': runMicrodeposits,
  'microdeposits.expire': runMicrodeposits,
};

/** Does a job that is due, in the account whose it is. */
export function runJob<Kind extends StateJobKind>(scope: Scope, job: Job<Kind>): void {
  jobs[job.kind](scope, job);
}
