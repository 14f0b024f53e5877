import { errors } from '../../../core/catalogue.ts';
import { StripeError } from '../../../core/errors.ts';
import type { Invoice, Mandate, PaymentIntent } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { standingMandate } from '../../intents/acceptance.ts';
import { aboutIntent } from '../../intents/access.ts';
import {
  checkConfirmable,
  checkUsable,
  decidePayment,
  makePayment,
} from '../../payment-intents/confirmation.ts';
import { withPaymentMethod } from '../../payment-intents/record.ts';
import { failUnpaid } from '../../payment-intents/verification.ts';
import { type DraftPaymentMethod, keepPaymentMethod } from '../../payment-methods/creation.ts';
import { payerOf } from './default-payment-method.ts';
import { intentOfInvoice, keepIntent, newIntent } from './payment-intent.ts';
import { INVOICE, invoiceLifecycle, stateOf } from './record.ts';

/** What is said of how an invoice is paid. */
export interface Paying {
  /** By default the one of the invoice, of its subscription, or of its customer. */
  readonly paymentMethod?: string | undefined;
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

/** A payment that nobody has agreed to fails, and tells so. */
function failWithoutMandate(scope: Scope, intent: PaymentIntent, draft: DraftPaymentMethod): StripeError {
  const refusal = errors.mandateInvalid();
  const paymentMethod = keepPaymentMethod(scope, draft);
  return refusal.about({
    payment_intent: failUnpaid(scope, withPaymentMethod(intent, paymentMethod.id), refusal, 'decline'),
    payment_method: paymentMethod,
    payment_method_type: paymentMethod.type,
  });
}

/**
 * Pays a final invoice by its PaymentIntent, as a confirmation does, off-session and by a mandate that stands. What follows
 * for the invoice follows from the events of the payment. Throws where it cannot be tried; nothing has happened then.
 */
export function payInvoice(scope: Scope, invoice: Invoice, paying: Paying = {}): Invoice | StripeError {
  checkPayable(invoice);
  const draft = payerOf(scope, invoice, paying.paymentMethod);
  // One that was put in place may have no PaymentIntent yet.
  const known = intentOfInvoice(scope, invoice.id);
  const intent = known ?? newIntent(scope, invoice);
  const decided = aboutIntent(intent, () => {
    checkConfirmable(intent, false);
    checkUsable(draft, intent);
    const named = paying.mandate ?? invoice.payment_settings.default_mandate;
    const mandate = mandateFor(scope, named, draft);
    if (mandate === undefined) return undefined;
    const { version = scope.settings.apiVersion } = paying;
    const params = { mandate: mandate.id };
    return decidePayment({ scope, params, version, header: () => null }, intent, draft);
  });
  if (known === undefined) keepIntent(scope, invoice, intent);
  const result =
    decided === undefined ? failWithoutMandate(scope, intent, draft) : makePayment(scope, decided);
  return result instanceof StripeError ? result : scope.require(INVOICE, invoice.id);
}
