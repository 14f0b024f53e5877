import { errors } from '../../../core/catalogue.ts';
import type { Invoice } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { type DraftPaymentMethod, resolvePaymentMethod } from '../../payment-methods/creation.ts';
import { intentOfInvoice } from './payment-intent.ts';

/**
 * By what an invoice is paid where nobody says: its own default, its subscription's, its customer's (docs:
 * billing/revenue-recovery/smart-retries). One that is only attached does not count. Sources are not looked at yet.
 */
function defaultOf({ tables }: Scope, invoice: Invoice): string | null {
  const customer = tables.customer.get(invoice.customer ?? '');
  const { subscription: of = '' } = invoice.parent?.subscription_details ?? {};
  return (
    invoice.default_payment_method ??
    tables.subscription.get(of)?.default_payment_method ??
    customer?.invoice_settings.default_payment_method ??
    null
  );
}

/** The payment method that is named, or the default, or the one that the customer has given the PaymentIntent. */
export function payerOf(scope: Scope, invoice: Invoice, named: string | undefined): DraftPaymentMethod {
  if (named !== undefined) return attachedTo(scope, invoice, named);
  const id = defaultOf(scope, invoice) ?? intentOfInvoice(scope, invoice.id)?.payment_method;
  if (id == null || scope.tables.payment_method.get(id) === undefined) throw errors.invoicePayerMissing();
  return resolvePaymentMethod(scope, id, 'payment_method');
}

/** One that is named is the customer's. */
function attachedTo(scope: Scope, { customer }: Invoice, named: string): DraftPaymentMethod {
  const draft = resolvePaymentMethod(scope, named, 'payment_method');
  if (draft.paymentMethod.customer === customer) return draft;
  throw errors.paymentMethodNotOfCustomer(named, 'payment_method');
}
