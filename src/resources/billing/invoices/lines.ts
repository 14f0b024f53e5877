import type { Invoice, InvoiceLineItem } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { sumOf } from '../../params/largest-amount.ts';

export const LINE = 'line_item';

// As many as a list within an object has (docs: api/expanding_objects).
const MOST_SHOWN = 10;

/** What a line is of: an invoice item, or what a subscription has of a price. */
type LineSource =
  | { readonly invoice_item: string; readonly proration?: boolean; readonly subscription?: string | null }
  | {
      readonly subscription: string;
      readonly subscription_item: string;
      readonly proration?: boolean;
      readonly invoice_item?: string | null;
    };

/** What a line tells of its price; `unit_amount_decimal` is a text, as decimals travel. */
interface LinePrice {
  readonly id: string;
  readonly product: string;
  readonly unit_amount_decimal: string | null;
}

/** A line that is to be on an invoice. */
export interface LineDraft {
  readonly amount: number;
  readonly currency: string;
  readonly description: string | null;
  readonly period: { readonly start: number; readonly end: number };
  readonly price: LinePrice | null;
  readonly quantity: number | null;
  /** Of one that is no whole number, which `quantity` is without its fraction. */
  readonly quantity_decimal?: string;
  readonly source: LineSource;
  readonly discountable?: boolean;
  readonly metadata?: Readonly<Record<string, string>>;
}

const NO_CREDITS = { credited_items: null };

function parentOf(source: LineSource): NonNullable<InvoiceLineItem['parent']> {
  const { proration = false } = source;
  if ('subscription_item' in source)
    return {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: source.invoice_item ?? null,
        proration,
        proration_details: NO_CREDITS,
        subscription: source.subscription,
        subscription_item: source.subscription_item,
      },
      type: 'subscription_item_details',
    };
  return {
    invoice_item_details: {
      invoice_item: source.invoice_item,
      proration,
      proration_details: NO_CREDITS,
      subscription: source.subscription ?? null,
    },
    subscription_item_details: null,
    type: 'invoice_item_details',
  };
}

/** A line with every field that one can have. */
export const completeLine = (scope: Scope, fields: Partial<InvoiceLineItem> = {}): InvoiceLineItem => {
  const { amount = 0, quantity = 1 } = fields;
  const now = scope.seconds();
  return {
    id: fields.id ?? scope.id('il'),
    object: LINE,
    amount,
    currency: 'usd',
    description: null,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: {},
    parent: null,
    period: { end: now, start: now },
    pretax_credit_amounts: [],
    pricing: null,
    quantity,
    quantity_decimal: quantity === null ? null : String(quantity),
    subscription: null,
    subtotal: amount,
    taxes: [],
    ...fields,
  };
};

/** The line of a draft, not yet on its invoice. */
export function lineOf(scope: Scope, invoice: string, draft: LineDraft, id?: string): InvoiceLineItem {
  const { price, source, amount, currency, description, quantity, discountable = true } = draft;
  return completeLine(scope, {
    ...(id === undefined ? {} : { id }),
    amount,
    currency,
    description,
    discountable,
    invoice,
    metadata: draft.metadata ?? {},
    parent: parentOf(source),
    period: { end: draft.period.end, start: draft.period.start },
    pricing: price && {
      price_details: { price: price.id, product: price.product },
      type: 'price_details',
      unit_amount_decimal: price.unit_amount_decimal,
    },
    quantity,
    ...(draft.quantity_decimal === undefined ? {} : { quantity_decimal: draft.quantity_decimal }),
    subscription: source.subscription ?? null,
  });
}

/** The lines of an invoice, in the order of its list: the newest first, as in any list. */
export const linesOf = ({ tables }: Scope, invoice: string): readonly InvoiceLineItem[] =>
  [...tables[LINE].walk({ index: 'invoice', key: invoice })].reverse();

/** What is due of a total, and what becomes of the balance of its customer (docs: billing/customer/balance). */
export function dueOf(
  total: number,
  balance: number,
  currency: string,
): { readonly due: number; readonly balance: number } {
  const applied = total + balance;
  // "If the amount due for the invoice is less than Stripe's minimum allowed charge per currency, the invoice is
  // automatically marked paid, and we add the amount due to the customer's credit balance" (stripe-node types: Invoice).
  if (applied < leastOf(currency)) return { due: 0, balance: applied };
  return { due: applied, balance: 0 };
}

// Of other currencies no bound is known here.
const leastOf = (currency: string): number => (currency === 'usd' ? 50 : 1);

/** An invoice that shows these lines, as many as a list within an object has. */
export const showing = (invoice: Invoice, lines: readonly InvoiceLineItem[]): Invoice => ({
  ...invoice,
  lines: {
    ...invoice.lines,
    data: lines.slice(0, MOST_SHOWN),
    has_more: lines.length > MOST_SHOWN,
    total_count: lines.length,
  },
});

/** An invoice with lines, and the sums that follow from them. */
export function withLines(invoice: Invoice, lines: readonly InvoiceLineItem[]): Invoice {
  const total = sumOf(lines, invoice.currency);
  const { due } = dueOf(total, invoice.starting_balance, invoice.currency);
  return {
    ...showing(invoice, lines),
    amount_due: due,
    amount_remaining: due,
    subtotal: total,
    subtotal_excluding_tax: total,
    total,
    total_excluding_tax: total,
  };
}

/** Keeps these lines of an invoice, and no others. */
export function keepLines(scope: Scope, invoice: string, lines: readonly InvoiceLineItem[]): void {
  const table = scope.tables[LINE];
  const staying = new Set(lines.map(({ id }) => id));
  for (const { id } of linesOf(scope, invoice)) if (!staying.has(id)) table.delete(id);
  // From the end of the list, so that it is the newest first.
  for (const line of lines.toReversed()) table.put(line);
}

/** Gives an invoice these lines, and no others. */
export function putLines(scope: Scope, invoice: Invoice, lines: readonly InvoiceLineItem[]): Invoice {
  keepLines(scope, invoice.id, lines);
  return scope.tables.invoice.put(withLines(invoice, lines));
}
