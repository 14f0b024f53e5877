import type { Shape } from '../../core/shape.ts';
import type { ObjectType, Records } from '../records.ts';
import { accountShape } from './account.ts';
import { authorizationShape } from './authorization.ts';
import { bankAccountShape } from './bank-account.ts';
import { checkoutShape } from './checkout.ts';
import { connectedAccountShape } from './connected-account.ts';
import { consentShape } from './consent.ts';
import { customerShape } from './customer.ts';
import { eventShape, webhookEndpointShape } from './event.ts';
import { invoiceLineShape, invoicePaymentShape, invoiceShape } from './invoice.ts';
import { invoiceItemShape } from './invoice-item.ts';
import { ownershipShape } from './ownership.ts';
import { paymentIntentShape } from './payment-intent.ts';
import { paymentMethodShape } from './payment-method.ts';
import { configurationShape } from './payment-method-configuration.ts';
import { balanceTransactionShape, chargeShape, mandateShape } from './payments.ts';
import { payoutShape } from './payout.ts';
import { priceShape, productShape } from './prices.ts';
import { disputeShape, refundShape } from './returns.ts';
import { sessionShape } from './session.ts';
import { setupAttemptShape, setupIntentShape } from './setups.ts';
import { subscriptionShape } from './subscription.ts';
import { tokenShape } from './token.ts';

/** What a record of each type may be, as it is stored: a type without a shape does not compile. */
export const RECORD_SHAPES: { readonly [T in ObjectType]: Shape<Records[T]> } = {
  customer: customerShape,
  'financial_connections.session': sessionShape,
  'financial_connections.account': accountShape,
  'financial_connections.account_ownership': ownershipShape,
  'financial_connections.consent': consentShape,
  'financial_connections.authorization': authorizationShape,
  payment_intent: paymentIntentShape,
  setup_intent: setupIntentShape,
  setup_attempt: setupAttemptShape,
  payment_method: paymentMethodShape,
  payment_method_configuration: configurationShape,
  charge: chargeShape,
  refund: refundShape,
  dispute: disputeShape,
  balance_transaction: balanceTransactionShape,
  mandate: mandateShape,
  bank_account: bankAccountShape,
  invoice: invoiceShape,
  line_item: invoiceLineShape,
  invoice_payment: invoicePaymentShape,
  token: tokenShape,
  product: productShape,
  price: priceShape,
  invoiceitem: invoiceItemShape,
  'checkout.session': checkoutShape,
  subscription: subscriptionShape,
  account: connectedAccountShape,
  payout: payoutShape,
  event: eventShape,
  webhook_endpoint: webhookEndpointShape,
};
