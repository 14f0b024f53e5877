import { errors } from '../../core/catalogue.ts';
import type { StripeError } from '../../core/errors.ts';
import { next } from '../../core/lifecycle.ts';
import type { Charge, Mandate, PaymentIntent, PaymentMethod } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { completeCharge, failedCharge } from '../charges.ts';
import { noteDebit } from '../financial-connections/transactions/payments.ts';
import type { Failure } from '../intents/fates.ts';
import { forgetOutcome, knobsOf } from '../intents/knobs.ts';
import { attach } from '../payment-methods/attachment.ts';
import { type DraftPaymentMethod, keepPaymentMethod } from '../payment-methods/creation.ts';
import { futureUsage } from './conditions.ts';
import { endMandate, spentMandate } from './ended-mandate.ts';
import { afterFailure, failedIntent } from './failing.ts';
import { endingOf, refusalOf } from './fate.ts';
import { INTENT, intentLifecycle } from './record.ts';

/**
 * Debits a bank account that is verified, by the confirmation or after it. A later job brings the bank's answer, unless it
 * stays processing for ever; what Stripe does not send to the bank is refused at once.
 */
export function debit(
  scope: Scope,
  intent: PaymentIntent,
  draft: DraftPaymentMethod,
  mandate: Mandate,
  event: 'confirm' | 'verify',
): PaymentIntent | StripeError {
  const failure = refusalOf(scope, intent, draft);
  if (failure !== undefined) return decline(scope, { intent, draft, mandate }, failure);
  const status = next(intentLifecycle, INTENT, intent.status, event);
  const isSaved = draft.paymentMethod.customer !== null;
  const holder = futureUsage(intent) === null || isSaved ? null : customerOf(scope, intent);
  const kept = holder === null ? usedOnce(draft) : draft;
  keepPaymentMethod(scope, kept);
  scope.tables.mandate.put(mandate);
  const charge = scope.tables.charge.put(chargeOf(scope, intent, draft, mandate.id));
  noteDebit(scope, charge);
  const processing = scope.tables[INTENT].put({
    ...intent,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    status,
  });
  if (holder !== null) attach(scope, kept, { customer: holder, customer_account: null });
  scope.emit('charge.pending', charge);
  scope.emit('payment_intent.processing', processing);
  if (endingOf(scope, intent, draft).when === 'later') scheduleSettlement(scope, processing, charge);
  return processing;
}

/** Deposits take days, in which a customer may be deleted: then nobody is left to attach to. */
const customerOf = (scope: Scope, { customer }: PaymentIntent): string | null =>
  scope.tables.customer.get(customer ?? '') === undefined ? null : customer;

/** The bank will answer, after as long as it takes. */
export const scheduleSettlement = (
  scope: Scope,
  { id: subject }: Pick<PaymentIntent, 'id'>,
  { id: charge }: Pick<Charge, 'id'>,
): void =>
  scope.in(knobsOf(scope, subject).settlementDelayMs, { kind: 'payment_intent.settle', subject, charge });

/** A payment method that was used without a customer may not be used again (recorded). */
const usedOnce = ({ paymentMethod, plan }: DraftPaymentMethod): DraftPaymentMethod => ({
  paymentMethod,
  plan: paymentMethod.customer === null ? { ...plan, spent: true } : plan,
});

interface Declined {
  readonly intent: PaymentIntent;
  readonly draft: DraftPaymentMethod;
  readonly mandate: Mandate | undefined;
}

/**
 * The payment fails within the call that confirms it, which is refused, and leaves a failed charge behind: documented of
 * blocked accounts, recorded of cards.
 */
export function decline(scope: Scope, { intent, draft, mandate }: Declined, failure: Failure): StripeError {
  const { paymentMethod } = draft;
  const { code, message } = failure;
  forgetOutcome(scope, intent.id);
  const charge = failedCharge(chargeOf(scope, intent, draft, mandate?.id), failure);
  const refusal = errors.paymentFailed(code, message).about({
    charge: charge.id,
    payment_method: paymentMethod,
    payment_method_type: paymentMethod.type,
  });
  const declined = failedIntent(intent, 'decline', refusal, { charge: charge.id, paymentMethod });
  keepPaymentMethod(scope, usedOnce(draft));
  const isKnown = scope.tables.mandate.get(mandate?.id ?? '') !== undefined;
  // No event tells of a mandate that begins as it will stay.
  if (mandate !== undefined && !isKnown)
    scope.tables.mandate.put(spentMandate(scope, mandate, paymentMethod));
  scope.tables.charge.put(charge);
  scope.tables[INTENT].put(declined);
  scope.emit('charge.failed', charge);
  scope.emit('payment_intent.payment_failed', declined);
  if (isKnown) endMandate(scope, charge);
  return refusal.about({ payment_intent: afterFailure(scope, declined) });
}

function chargeOf(
  scope: Scope,
  intent: PaymentIntent,
  { paymentMethod }: DraftPaymentMethod,
  mandate: string | undefined,
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
    payment_method_details: bank === undefined ? null : debited(bank, mandate),
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
  mandate: string | undefined,
): Charge['payment_method_details'] {
  const { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number } = bank;
  const us_bank_account = {
    account_holder_type,
    account_type,
    bank_name,
    fingerprint,
    last4,
    ...(mandate === undefined ? {} : { mandate }),
    payment_reference: null,
    routing_number,
  };
  return { type: 'us_bank_account', us_bank_account };
}
