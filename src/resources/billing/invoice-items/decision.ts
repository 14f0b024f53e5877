import { errors } from '../../../core/catalogue.ts';
import type { Params } from '../../../core/shape.ts';
import type { Invoice, InvoiceItem } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { stateOf } from '../invoices/record.ts';
import type { CREATE } from './params.ts';

type Created = Params<typeof CREATE>;

/** Who is billed, in which currency, and on which draft, if not on the next one. */
interface Creditor {
  readonly customer: string;
  readonly currency: string;
  /** The only one that its price may be in: that of the invoice, or that is said. */
  readonly expected: string | undefined;
  readonly invoice: Invoice | undefined;
}

function namedDraft(scope: Scope, id: string | undefined): Invoice | undefined {
  if (id === undefined) return undefined;
  const invoice = scope.requireFor('invoice', id, 'invoice');
  if (stateOf(invoice) !== 'draft') throw errors.invoiceNotEditable();
  return invoice;
}

/** A call that names no currency has that of the invoice, or of the customer (assumed). */
export function creditorOf(scope: Scope, params: Created): Creditor {
  const { customer: named, customer_account: account, invoice: id } = params;
  if (account !== undefined)
    throw errors.notYetEmulated('invoice items of accounts as customers', 'Name a customer.');
  const invoice = namedDraft(scope, id);
  const customer = named ?? invoice?.customer;
  if (customer == null) throw errors.parameterMissing('customer');
  const known = scope.requireFor('customer', customer, 'customer');
  if (invoice !== undefined && invoice.customer !== customer) throw errors.invoiceOfOtherCustomer(customer);
  const currency = params.currency ?? invoice?.currency ?? known.currency ?? 'usd';
  if (invoice !== undefined && invoice.currency !== currency)
    throw errors.invoiceOfOtherCurrency(currency, invoice.currency);
  return { customer, currency, expected: params.currency ?? invoice?.currency, invoice };
}

/** What an item is of that is billed with a subscription. */
export function parentOf(scope: Scope, subscription: string | undefined): InvoiceItem['parent'] {
  if (subscription === undefined) return null;
  scope.requireFor('subscription', subscription, 'subscription');
  return { subscription_details: { subscription }, type: 'subscription_details' };
}
