import { errors } from '../../../core/catalogue.ts';
import type { Invoice } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { resolvePaymentMethod } from '../../payment-methods/creation.ts';
import { checkSource, defaultsOf, firstPayer, isThere, type Payer } from '../payers.ts';
import { intentOfInvoice } from './payment-intent.ts';

/** What a call says that pays. */
export interface Named {
  readonly paymentMethod?: string | undefined;
  readonly source?: string | undefined;
}

/** By what an invoice is paid where nobody says: its own defaults, its subscription's, its customer's. */
function defaultOf({ tables }: Scope, invoice: Invoice): Payer | null {
  const { subscription: of = '' } = invoice.parent?.subscription_details ?? {};
  return firstPayer([
    invoice,
    tables.subscription.get(of),
    defaultsOf(tables.customer.get(invoice.customer ?? '')),
  ]);
}

/** What is named, or the default, or the payment method that the customer has given the PaymentIntent. */
export function payerOf(scope: Scope, invoice: Invoice, { paymentMethod, source }: Named): Payer {
  if (paymentMethod !== undefined) return attachedTo(scope, invoice, paymentMethod);
  if (source !== undefined) {
    checkSource(scope, source, invoice.customer, 'source');
    return { id: source, asSource: true };
  }
  const given = intentOfInvoice(scope, invoice.id)?.payment_method;
  const payer = defaultOf(scope, invoice) ?? (given == null ? null : { id: given, asSource: false });
  if (payer === null || !isThere(scope, payer)) throw errors.invoicePayerMissing();
  return payer;
}

/** One that is named is the customer's. */
function attachedTo(scope: Scope, { customer }: Invoice, named: string): Payer {
  const { paymentMethod } = resolvePaymentMethod(scope, named, 'payment_method');
  if (paymentMethod.customer === customer) return { id: named, asSource: false };
  throw errors.paymentMethodNotOfCustomer(named, 'payment_method');
}
