import type { InvoiceItem } from '../../../model/wire.ts';
import type { Asked } from './params.ts';

/** The index that tells most, and the rest as a test. */
export function filterOf(asked: Asked) {
  const { created, customer, customer_account: account, invoice, pending } = asked;
  const where = (item: InvoiceItem): boolean =>
    (customer === undefined || item.customer === customer) &&
    (pending === undefined || (item.invoice === null) === pending) &&
    // Accounts as customers are not emulated, so a filter by one finds no item.
    account === undefined;
  return { ...created, ...indexOf(customer, invoice, pending), where };
}

function indexOf(customer: string | undefined, invoice: string | undefined, pending: boolean | undefined) {
  if (invoice !== undefined) return { index: 'invoice', key: invoice } as const;
  if (customer !== undefined)
    return { index: pending === true ? 'pending_of' : 'customer', key: customer } as const;
  return { index: 'pending', key: pending === undefined ? undefined : String(pending) } as const;
}
