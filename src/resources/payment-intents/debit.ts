import type { StripeError } from '../../core/errors.ts';
import { next } from '../../core/lifecycle.ts';
import type { Charge, Mandate, PaymentIntent, PaymentMethod } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { completeCharge } from '../charges.ts';
import { knobsOf } from '../intents/knobs.ts';
import { attach } from '../payment-methods/attachment.ts';
import { type DraftPaymentMethod, keepPaymentMethod } from '../payment-methods/creation.ts';
import { futureUsage } from './conditions.ts';
import { INTENT, intentLifecycle } from './record.ts';

/** Debits a bank account that is verified. A later job brings the bank's answer, unless it stays processing for ever. */
export function debit(
  scope: Scope,
  intent: PaymentIntent,
  draft: DraftPaymentMethod,
  mandate: Mandate,
): PaymentIntent | StripeError {
  const { paymentMethod, plan } = draft;
  const { outcome = plan.fate, settlementDelayMs } = knobsOf(scope, intent.id);
  const isSaved = paymentMethod.customer !== null;
  const holder = futureUsage(intent) === null || isSaved ? null : intent.customer;
  // A payment method that was used without a customer may not be used again (recorded).
  const kept = { paymentMethod, plan: isSaved || holder !== null ? plan : { ...plan, spent: true } };
  keepPaymentMethod(scope, kept);
  scope.tables.mandate.put(mandate);
  const charge = scope.tables.charge.put(chargeOf(scope, intent, draft, mandate));
  const processing = scope.tables[INTENT].put({
    ...intent,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    status: next(intentLifecycle, INTENT, intent.status, 'confirm'),
  });
  if (holder !== null) attach(scope, kept, { customer: holder, customer_account: null });
  scope.emit('charge.pending', charge);
  scope.emit('payment_intent.processing', processing);
  if (outcome !== 'stays_processing')
    scope.in(settlementDelayMs, { kind: 'payment_intent.settle', subject: intent.id, charge: charge.id });
  return processing;
}

function chargeOf(
  scope: Scope,
  intent: PaymentIntent,
  { paymentMethod }: DraftPaymentMethod,
  mandate: Mandate,
): Charge {
  const { transfer_data: transfer } = intent;
  const { us_bank_account: bank } = paymentMethod;
  return completeCharge(scope, {
    amount: intent.amount,
    application_fee_amount: intent.application_fee_amount,
    billing_details: paymentMethod.billing_details,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    metadata: intent.metadata,
    on_behalf_of: intent.on_behalf_of,
    payment_intent: intent.id,
    payment_method: paymentMethod.id,
    payment_method_details: bank === undefined ? null : debited(bank, mandate.id),
    receipt_email: intent.receipt_email,
    shipping: intent.shipping,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    transfer_data:
      transfer == null ? null : { amount: transfer.amount ?? null, destination: transfer.destination },
    transfer_group: intent.transfer_group,
  });
}

/**
 * The bank account as a charge shows it: without the Financial Connections account (stripe-node types:
 * Charge.PaymentMethodDetails.UsBankAccount).
 */
function debited(
  bank: NonNullable<PaymentMethod['us_bank_account']>,
  mandate: string,
): Charge['payment_method_details'] {
  const { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number } = bank;
  const us_bank_account = {
    account_holder_type,
    account_type,
    bank_name,
    fingerprint,
    last4,
    mandate,
    payment_reference: null,
    routing_number,
  };
  return { type: 'us_bank_account', us_bank_account };
}
