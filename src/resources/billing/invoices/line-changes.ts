import { errors } from '../../../core/catalogue.ts';
import { mergedMetadata } from '../../../core/metadata.ts';
import type { Invoice, InvoiceItem, InvoiceLineItem } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { given, previousAttributes } from '../../params/changes.ts';
import { costOf, type DecidedCost, decidedCost, quantityOf } from '../invoice-items/costs.ts';
import { lineOfItem, takeUp } from '../invoice-items/pending.ts';
import { completeItem, INVOICE_ITEM } from '../invoice-items/record.ts';
import type { AddedLine, LineSaid } from './line-parameters.ts';
import { LINE, lineOf, linesOf, putLines } from './lines.ts';
import { INVOICE, stateOf } from './record.ts';

/* How the lines of a draft change. A line is of an invoice item, which changes with it, or of what a subscription has. */

/** A change of lines that has been decided: nothing is written before it is kept. */
export interface LinesChange {
  readonly lines: readonly InvoiceLineItem[];
  readonly keep: () => void;
}

/** Refuses what is no draft any more. */
export function checkLinesEditable(invoice: Invoice): void {
  if (stateOf(invoice) !== 'draft') throw errors.invoiceNotEditable();
}

function checkSaid(said: LineSaid, where: string): void {
  if (said.amount !== undefined && said.quantity !== undefined)
    throw errors.invoiceLineAmountAndQuantity(where === '' ? 'amount' : `${where}[amount]`);
}

/** A product that stands for a bare amount is called after its line (assumed). */
const UNNAMED = 'Invoice item';

interface AddedItem {
  readonly item: InvoiceItem;
  readonly keep: () => void;
}

/** An item that waits for an invoice, for this one, and with what is said of it besides. */
function waitingItem(scope: Scope, invoice: Invoice, id: string, line: AddedLine, where: string): AddedItem {
  const { customer, currency } = invoice;
  const before = scope.requireFor(INVOICE_ITEM, id, `${where}[invoice_item]`);
  if (before.invoice !== null) throw errors.invoiceNotEditable();
  if (before.customer !== customer) throw errors.invoiceOfOtherCustomer(before.customer);
  if (before.currency !== currency) throw errors.invoiceOfOtherCurrency(before.currency, currency);
  const quantity = quantityOf(line) ?? (line.amount === undefined ? before.quantity_decimal : '1');
  const cost = decidedCost(scope, line, {
    currency,
    expected: currency,
    name: line.description ?? before.description ?? UNNAMED,
    product: before.pricing?.price_details?.product,
    quantity,
  });
  const item = {
    ...before,
    ...(quantity === before.quantity_decimal ? {} : costOf(scope, before, quantity)),
    ...cost?.fields,
    ...given(line, 'description', 'discountable', 'period'),
    metadata: mergedMetadata(before.metadata ?? {}, line.metadata),
  };
  return {
    item,
    keep: () => {
      cost?.keep();
      takeUp(scope, item, invoice.id);
    },
  };
}

/** The item of a line that is added: one that waits, or a new one. */
function addedItem(scope: Scope, invoice: Invoice, line: AddedLine, where: string): AddedItem {
  checkSaid(line, where);
  if (line.invoice_item !== undefined) return waitingItem(scope, invoice, line.invoice_item, line, where);
  const { customer, currency } = invoice;
  const cost = decidedCost(scope, line, {
    currency,
    expected: currency,
    name: line.description ?? UNNAMED,
    quantity: quantityOf(line) ?? '1',
  });
  if (cost === undefined) throw errors.invoiceItemWithoutAmount();
  const item = completeItem(scope, {
    description: line.description ?? cost.name,
    ...given(line, 'period'),
    ...cost.fields,
    customer: customer ?? '',
    discountable: line.discountable ?? cost.fields.amount >= 0,
    invoice: invoice.id,
    metadata: mergedMetadata({}, line.metadata),
  });
  return {
    item,
    keep: () => {
      cost.keep();
      scope.emit('invoiceitem.created', scope.tables[INVOICE_ITEM].put(item));
    },
  };
}

/** Adds lines, which come before those that there are (recorded). */
export function addedLines(scope: Scope, invoice: Invoice, added: readonly AddedLine[]): LinesChange {
  const items = added.map((line, at) => addedItem(scope, invoice, line, `lines[${at}]`));
  // One that stands twice would be on the invoice already when it comes again.
  if (new Set(items.map(({ item }) => item.id)).size < items.length) throw errors.invoiceNotEditable();
  const lines = items.map(({ item }) => lineOf(scope, invoice.id, lineOfItem(item))).reverse();
  return {
    lines: [...lines, ...linesOf(scope, invoice.id)],
    keep: () => {
      for (const { keep } of items) keep();
    },
  };
}

/** The line of an invoice that a call names. */
export function requireLine(scope: Scope, invoice: Invoice, id: string, param: string): InvoiceLineItem {
  const line = scope.requireFor(LINE, id, param);
  if (line.invoice !== invoice.id) throw errors.resourceMissingInParameter('invoice line item', id, param);
  return line;
}

const itemOf = ({ tables }: Scope, { parent }: InvoiceLineItem): InvoiceItem | undefined =>
  tables[INVOICE_ITEM].get(
    (parent?.invoice_item_details ?? parent?.subscription_item_details)?.invoice_item ?? '',
  );

/** What a line costs after a change; undefined if nothing is said of it. */
function costAfter(scope: Scope, line: InvoiceLineItem, said: LineSaid): DecidedCost | undefined {
  const { description, pricing, currency, quantity_decimal: known } = line;
  const quantity = quantityOf(said) ?? (said.amount === undefined ? (known ?? '1') : '1');
  const decided = decidedCost(scope, said, {
    currency,
    expected: currency,
    name: said.description ?? description ?? UNNAMED,
    // Recorded: another amount is another price of the same product.
    product: pricing?.price_details?.product,
    quantity,
  });
  if (decided !== undefined || quantity === known) return decided;
  const fields = costOf(scope, completeItem(scope, { id: 'line', currency, pricing }), quantity);
  return { fields, name: null, keep: () => {} };
}

/** A line after a change, with the invoice item that it is of. */
export function changedLine(
  scope: Scope,
  line: InvoiceLineItem,
  said: LineSaid,
  where: string,
): { readonly line: InvoiceLineItem; readonly keep: () => void } {
  checkSaid(said, where);
  const cost = costAfter(scope, line, said);
  const { amount, pricing, quantity, quantity_decimal } = cost?.fields ?? line;
  const plain = given(said, 'description', 'discountable', 'period');
  const item = itemOf(scope, line);
  return {
    line: {
      ...line,
      ...plain,
      amount,
      metadata: mergedMetadata(line.metadata, said.metadata),
      pricing,
      quantity,
      quantity_decimal,
      subtotal: amount,
    },
    keep: () => {
      cost?.keep();
      if (item === undefined) return;
      const metadata = mergedMetadata(item.metadata ?? {}, said.metadata);
      scope.tables[INVOICE_ITEM].put({ ...item, ...cost?.fields, ...plain, metadata });
    },
  };
}

/** Takes lines off a draft: with their invoice items, or so that these wait for another invoice. */
export function withoutLines(
  scope: Scope,
  invoice: Invoice,
  removed: readonly { readonly id: string; readonly behavior: 'delete' | 'unassign' }[],
): LinesChange {
  const known = removed.map(({ id, behavior }, at) => ({
    behavior,
    line: requireLine(scope, invoice, id, `lines[${at}][id]`),
  }));
  const gone = new Set(known.map(({ line }) => line.id));
  return {
    lines: linesOf(scope, invoice.id).filter(({ id }) => !gone.has(id)),
    keep: () => {
      for (const { behavior, line } of known) release(scope, itemOf(scope, line), behavior);
    },
  };
}

function release(scope: Scope, item: InvoiceItem | undefined, behavior: 'delete' | 'unassign'): void {
  if (item === undefined) return;
  const table = scope.tables[INVOICE_ITEM];
  if (behavior === 'unassign') {
    table.put({ ...item, invoice: null });
    return;
  }
  table.delete(item.id);
  scope.emit('invoiceitem.deleted', item);
}

/** Gives a draft its lines after a change, and tells of it. */
export function keepChange(
  scope: Scope,
  before: Invoice,
  { lines, keep }: LinesChange,
  metadata: Invoice['metadata'] = before.metadata,
): Invoice {
  keep();
  const after = putLines(scope, { ...before, metadata }, lines);
  const previous = previousAttributes(before, after);
  if (previous !== undefined) scope.emit('invoice.updated', after, previous);
  return scope.require(INVOICE, after.id);
}
