import type { Customer, Invoice } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { previousAttributes } from '../../params/changes.ts';

/* What invoices leave with their customers. One who has been deleted is told nothing. */

type Left = Partial<Pick<Customer, 'balance' | 'currency' | 'delinquent'>>;

/** Gives a customer what follows from an invoice, and tells of it if it is news. */
export function tellCustomer(scope: Scope, id: string | null, left: Left): void {
  const before = scope.tables.customer.get(id ?? '');
  if (before === undefined) return;
  const after = { ...before, ...left };
  const previous = previousAttributes(before, after);
  if (previous === undefined) return;
  scope.emit('customer.updated', scope.tables.customer.put(after), previous);
}

/** "Currency the customer can be charged in for recurring billing purposes": the first invoice's. */
export function keepCurrency(scope: Scope, { customer: id, currency }: Invoice): void {
  const customer = scope.tables.customer.get(id ?? '');
  if (customer !== undefined && customer.currency == null) tellCustomer(scope, customer.id, { currency });
}

/** The parts of a customer that an invoice shows. "Until the invoice is finalized", they are the customer's own. */
export const shownOf = (customer: Customer | undefined): Partial<Invoice> =>
  customer === undefined
    ? {}
    : {
        customer_address: customer.address ?? null,
        customer_email: customer.email,
        customer_name: customer.name ?? null,
        customer_phone: customer.phone ?? null,
        customer_shipping: customer.shipping,
        customer_tax_exempt: customer.tax_exempt ?? 'none',
      };

const DIGITS = 4;

/** The number of an invoice of a customer, who counts on. No event tells of the count (assumed). */
export function takeNumber(scope: Scope, id: string | null): string {
  const customer = scope.tables.customer.get(id ?? '');
  const count = customer?.next_invoice_sequence ?? 1;
  if (customer !== undefined) scope.tables.customer.put({ ...customer, next_invoice_sequence: count + 1 });
  return `${customer?.invoice_prefix ?? 'INVOICE'}-${String(count).padStart(DIGITS, '0')}`;
}
