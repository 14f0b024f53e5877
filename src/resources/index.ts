import type { Job, StateJobKind } from '../model/jobs.ts';
import type { Scope } from '../sandbox/scope.ts';
import { balanceOperations } from './balance/operations.ts';
import { balanceTransactionOperations } from './balance-transactions/operations.ts';
import { sourceOperations } from './bank-accounts/operations.ts';
import { settleCharge } from './bank-accounts/settlement.ts';
import { bounceDeposits } from './bank-accounts/verification.ts';
import { invoiceItemOperations } from './billing/invoice-items/operations.ts';
import { invoiceActions } from './billing/invoices/actions.ts';
import { collectLater, finalizeLater } from './billing/invoices/jobs.ts';
import { invoiceLineOperations } from './billing/invoices/line-operations.ts';
import { invoiceOperations } from './billing/invoices/operations.ts';
import { invoicePaymentOperations } from './billing/invoices/payments.ts';
import { previewOperation } from './billing/invoices/preview.ts';
import { planOperations } from './billing/plans/operations.ts';
import { priceOperations } from './billing/prices/operations.ts';
import { productOperations } from './billing/products/operations.ts';
import { subscriptionItemOperations } from './billing/subscriptions/item-operations.ts';
import { subscriptionJobs } from './billing/subscriptions/jobs.ts';
import { billingSubscriptionOperations } from './billing/subscriptions/operations.ts';
import { chargeChanges } from './charge-changes.ts';
import { chargeOperations } from './charges.ts';
import { runExpiry } from './checkout/ending.ts';
import { checkoutOperations } from './checkout/operations.ts';
import { accountSessionOperations } from './connect/account-sessions.ts';
import { connectedAccountOperations } from './connect/accounts.ts';
import { capabilityOperations } from './connect/capabilities.ts';
import { endVerification } from './connect/course.ts';
import { externalAccountOperations } from './connect/external-accounts.ts';
import { linkOperations } from './connect/links.ts';
import { customerOperations } from './customers/operations.ts';
import { disputeCharge } from './disputes/course.ts';
import { disputeOperations } from './disputes/operations.ts';
import { eventOperations } from './events.ts';
import {
  announceNumberExpiry,
  arriveNumbers,
  expireNumbers,
} from './financial-connections/account-numbers.ts';
import { ownershipOperations } from './financial-connections/account-ownership.ts';
import { accountRefreshOperations, endRefresh } from './financial-connections/account-refresh.ts';
import { runSubscription, subscriptionOperations } from './financial-connections/account-subscription.ts';
import { accountOperations } from './financial-connections/accounts.ts';
import { authorizationOperations } from './financial-connections/authorization-operations.ts';
import { consentOperations } from './financial-connections/consents.ts';
import { announceEnd, endAccess } from './financial-connections/expected-deactivation.ts';
import { inferredBalanceOperations } from './financial-connections/inferred-balances/operations.ts';
import { institutionOperations } from './financial-connections/institutions.ts';
import { expireSession } from './financial-connections/session-ending.ts';
import { sessionOperations } from './financial-connections/sessions.ts';
import { transactionOperations } from './financial-connections/transactions/operations.ts';
import { mandateOperations } from './mandates.ts';
import { runMicrodeposits, verifyPayment, verifySetup } from './microdeposits.ts';
import type { Operation } from './operation.ts';
import { paymentIntentOperations, settle } from './payment-intents/operations.ts';
import { configurationOperations } from './payment-method-configurations/operations.ts';
import { paymentMethodOperations } from './payment-methods/operations.ts';
import { endPayout } from './payouts/course.ts';
import { payoutOperations } from './payouts/operations.ts';
import { endRefund } from './refunds/course.ts';
import { chargeRefundOperations } from './refunds/of-charges.ts';
import { refundOperations } from './refunds/operations.ts';
import {
  chargeSearch,
  customerSearch,
  invoiceSearch,
  paymentIntentSearch,
  priceSearch,
  productSearch,
  subscriptionSearch,
} from './search/operations.ts';
import { setupIntentOperations } from './setup-intents/operations.ts';
import { tokenOperations } from './tokens/operations.ts';
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
  ...sourceOperations,
  ...disputeOperations,
  ...eventOperations,
  previewOperation,
  invoiceSearch,
  ...invoiceOperations,
  ...invoiceActions,
  ...invoiceLineOperations,
  ...invoicePaymentOperations,
  ...mandateOperations,
  ...paymentIntentOperations,
  verifyPayment,
  paymentIntentSearch,
  ...setupIntentOperations,
  verifySetup,
  ...paymentMethodOperations,
  ...configurationOperations,
  ...refundOperations,
  ...chargeRefundOperations,
  ...tokenOperations,
  ...productOperations,
  productSearch,
  ...priceOperations,
  priceSearch,
  ...planOperations,
  ...invoiceItemOperations,
  ...checkoutOperations,
  ...billingSubscriptionOperations,
  subscriptionSearch,
  ...subscriptionItemOperations,
  ...payoutOperations,
  ...connectedAccountOperations,
  ...capabilityOperations,
  ...externalAccountOperations,
  ...linkOperations,
  ...accountSessionOperations,
  ...accountOperations,
  ...ownershipOperations,
  ...accountRefreshOperations,
  ...inferredBalanceOperations,
  ...authorizationOperations,
  ...consentOperations,
  ...institutionOperations,
  ...subscriptionOperations,
  ...sessionOperations,
  ...transactionOperations,
  ...webhookEndpointOperations,
];

/** What later work does, by kind; deliveries are the dispatcher's. */
const jobs: { readonly [Kind in StateJobKind]: (scope: Scope, job: Job<Kind>) => void } = {
  'account.refresh': endRefresh,
  'account.deactivate': endAccess,
  'account.upcoming_deactivation': announceEnd,
  'account.number_expires': expireNumbers,
  'account.upcoming_number_expiry': announceNumberExpiry,
  'account.numbers_arrive': arriveNumbers,
  'account.subscription': runSubscription,
  'session.expire': (scope, { subject }) => expireSession(scope, subject),
  'checkout.expire': (scope, { subject }) => runExpiry(scope, subject),
  'payment_intent.settle': settle,
  'bank_account.bounce': (scope, { subject }) => bounceDeposits(scope, subject),
  'charge.settle': (scope, { subject }) => settleCharge(scope, subject),
  'charge.dispute': (scope, { subject }) => disputeCharge(scope, subject),
  'connected_account.verify': (scope, { subject }) => endVerification(scope, subject),
  'payout.end': (scope, { subject }) => endPayout(scope, subject),
  'refund.end': (scope, { subject }) => endRefund(scope, subject),
  'invoice.finalize': (scope, { subject }) => finalizeLater(scope, subject),
  'invoice.collect': (scope, { subject }) => collectLater(scope, subject),
  'microdeposits.arrive': runMicrodeposits,
  'microdeposits.fail': runMicrodeposits,
  'microdeposits.expire': runMicrodeposits,
  ...subscriptionJobs,
};

/** Does a job that is due, in the account whose it is. */
export function runJob<Kind extends StateJobKind>(scope: Scope, job: Job<Kind>): void {
  jobs[job.kind](scope, job);
}
