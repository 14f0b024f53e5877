import { errors } from '../../../core/catalogue.ts';
import { StripeError } from '../../../core/errors.ts';
import type { Invoice, Mandate, PaymentIntent } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { standingMandate } from '../../intents/acceptance.ts';
import { aboutIntent } from '../../intents/access.ts';
import { checkLargest } from '../../params/largest-amount.ts';
import {
  checkConfirmable,
  checkUsable,
  decidePayment,
  makePayment,
} from '../../payment-intents/confirmation.ts';
import type { ConfirmParams } from '../../payment-intents/parameters.ts';
import { withPaymentMethod } from '../../payment-intents/record.ts';
import { failUnpaid } from '../../payment-intents/verification.ts';
import { type DraftPaymentMethod, keepPaymentMethod } from '../../payment-methods/creation.ts';
import { consents, draftOf, isUnverified, type Payer } from '../payers.ts';
import { type Named, payerOf } from './default-payment-method.ts';
import { checkTypes, intentOfInvoice, keepIntent, newIntent } from './payment-intent.ts';
import { INVOICE, invoiceLifecycle, stateOf } from './record.ts';

/** What is said of how an invoice is paid. */
export interface Paying extends Named {
  /** By default the invoice's, or the one that stands for the payment method. */
  readonly mandate?: string | null | undefined;
  /** Of the caller; the account's by default. */
  readonly version?: string;
}

/** Refuses an invoice that cannot be paid. */
export function checkPayable(invoice: Invoice): void {
  const status = stateOf(invoice);
  if (status === 'paid') throw errors.invoiceAlreadyPaid();
  if (status !== 'draft' && invoiceLifecycle[status].pay === undefined) throw errors.invoiceNotOpen();
}

/** The mandate by which a payment method is debited for an invoice; undefined if there is none that holds. */
function mandateFor(
  scope: Scope,
  named: string | null,
  { paymentMethod: { id } }: DraftPaymentMethod,
): Mandate | undefined {
  if (named === null) return standingMandate(scope, id);
  const mandate = scope.requireFor('mandate', named, 'mandate');
  const isUsed =
    mandate.type === 'single_use' && scope.tables.charge.count({ index: 'mandate', key: named }) > 0;
  return mandate.status === 'active' && mandate.payment_method === id && !isUsed ? mandate : undefined;
}

/** A payment that nobody has agreed to, or of a source that is not verified, fails, and tells so. */
function failBefore(
  scope: Scope,
  intent: PaymentIntent,
  draft: DraftPaymentMethod,
  refusal: StripeError,
): StripeError {
  const paymentMethod = keepPaymentMethod(scope, draft);
  return refusal.about({
    payment_intent: failUnpaid(scope, withPaymentMethod(intent, paymentMethod.id), refusal, 'decline'),
    payment_method: paymentMethod,
    payment_method_type: paymentMethod.type,
  });
}

const OFFLINE = { customer_acceptance: { type: 'offline' } } as const;

/** By what right a payer is debited, as a confirmation is told of it; a refusal if by none. */
function rightTo(
  scope: Scope,
  payer: Payer,
  draft: DraftPaymentMethod,
  named: string | null,
): Pick<ConfirmParams, 'mandate' | 'mandate_data'> | StripeError {
  if (isUnverified(payer, draft)) return errors.sourceUnverified();
  const mandate = mandateFor(scope, named, draft);
  if (mandate !== undefined) return { mandate: mandate.id };
  return named === null && consents(scope, payer) ? { mandate_data: OFFLINE } : errors.mandateInvalid();
}

/**
 * Pays a final invoice by its PaymentIntent, as a confirmation does, off-session and by a mandate that stands. What follows
 * for the invoice follows from the events of the payment. Throws where it cannot be tried; nothing has happened then.
 */
export function payInvoice(scope: Scope, invoice: Invoice, paying: Paying = {}): Invoice | StripeError {
  checkPayable(invoice);
  const payer = payerOf(scope, invoice, paying);
  const draft = draftOf(scope, payer);
  // One that was put in place may have no PaymentIntent yet.
  const known = intentOfInvoice(scope, invoice.id);
  if (known === undefined) checkTypes(scope, invoice);
  const intent = known ?? newIntent(scope, invoice);
  checkLargest(intent.amount, intent.currency);
  const decided = aboutIntent(intent, () => {
    checkConfirmable(intent, false);
    checkUsable(draft, intent);
    const named = paying.mandate ?? invoice.payment_settings.default_mandate;
    const params = rightTo(scope, payer, draft, named);
    if (params instanceof StripeError) return params;
    const { version = scope.settings.apiVersion } = paying;
    return decidePayment({ scope, params, version, header: () => null }, intent, draft);
  });
  if (known === undefined) keepIntent(scope, invoice, intent);
  const result =
    decided instanceof StripeError ? failBefore(scope, intent, draft, decided) : makePayment(scope, decided);
  return result instanceof StripeError ? result : scope.require(INVOICE, invoice.id);
}
