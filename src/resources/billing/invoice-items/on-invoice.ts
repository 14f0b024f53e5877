import type { Invoice, InvoiceItem, InvoiceLineItem } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { previousAttributes } from '../../params/changes.ts';
import { lineOf, linesOf, putLines } from '../invoices/lines.ts';
import { stateOf } from '../invoices/record.ts';
import { lineOfItem } from './pending.ts';

/** The draft that an item is on; null for one that is pending, undefined if its invoice is no longer a draft, or there. */
export function draftOf({ tables }: Scope, { invoice: id }: InvoiceItem): Invoice | null | undefined {
  if (id === null) return null;
  const invoice = tables.invoice.get(id);
  return invoice !== undefined && stateOf(invoice) === 'draft' ? invoice : undefined;
}

const isOf =
  ({ id }: InvoiceItem) =>
  ({ parent }: InvoiceLineItem): boolean =>
    (parent?.invoice_item_details ?? parent?.subscription_item_details)?.invoice_item === id;

/** The invoice with these lines, and told of. */
function relined(scope: Scope, before: Invoice, lines: readonly InvoiceLineItem[]): void {
  const after = putLines(scope, before, lines);
  const previous = previousAttributes(before, after);
  if (previous !== undefined) scope.emit('invoice.updated', after, previous);
}

/** Shows an item on its draft, as it is now: as a new line, or in the place of the one that it had. */
export function showOn(scope: Scope, invoice: Invoice, item: InvoiceItem): void {
  const lines = linesOf(scope, invoice.id);
  const known = lines.find(isOf(item));
  const line = lineOf(scope, invoice.id, lineOfItem(item), known?.id);
  relined(
    scope,
    invoice,
    known === undefined ? [line, ...lines] : lines.map((other) => (other === known ? line : other)),
  );
}

/** Takes an item off its draft. */
export function takeOff(scope: Scope, invoice: Invoice, item: InvoiceItem): void {
  const isItems = isOf(item);
  relined(
    scope,
    invoice,
    linesOf(scope, invoice.id).filter((line) => !isItems(line)),
  );
}
