import type { List } from '../../core/list.ts';
import { Table } from '../../core/table.ts';
import type { CheckoutLine } from '../../model/facts.ts';
import type { LineItem } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { amountOf } from '../billing/prices/amounts.ts';
import { sumOf } from '../params/largest-amount.ts';
import { CHECKOUT } from './record.ts';
import { partAtFirst } from './subscription-data.ts';

/* The line items of a session as they travel: made of what was asked for, each time that they are. */

export const LINE_ITEM = 'item';

/** The lines of a session, which one of mode `setup` has none of. */
export const linesOf = ({ facts }: Scope, session: string): readonly CheckoutLine[] =>
  facts.checkouts.get(session)?.lines ?? [];

function shownLine(scope: Scope, session: string, line: CheckoutLine): LineItem {
  const { id, adjustable_quantity, description, metadata, quantity } = line;
  const price = scope.tables.price.get(line.price) ?? null;
  const created = scope.tables[CHECKOUT].get(session)?.created ?? scope.seconds();
  const part = price === null ? 0 : partAtFirst(scope.facts.checkouts.get(session) ?? {}, price, created);
  const amount = price === null ? 0 : Math.round(amountOf(scope, price, quantity) * part);
  return {
    id,
    object: LINE_ITEM,
    adjustable_quantity,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price?.currency ?? 'usd',
    description,
    metadata,
    price,
    quantity,
  };
}

/** A table of them, made for this request: they are few, and a table knows how to page. */
export function lineTable(scope: Scope, session: string): Table<LineItem> {
  const table = new Table<LineItem>();
  // A page begins with the last that was put: the first that was asked for.
  for (const line of linesOf(scope, session).toReversed()) table.put(shownLine(scope, session, line));
  return table;
}

export const linesUrl = (session: string): string => `/v1/checkout/sessions/${session}/line_items`;

/** "The first handful" that a session includes where it is asked to (docs: api/checkout/sessions/line_items). */
const HANDFUL = 10;

export function includedLines(session: string, scope: Scope): List<LineItem> {
  const lines = linesOf(scope, session);
  return {
    object: 'list',
    data: lines.slice(0, HANDFUL).map((line) => shownLine(scope, session, line)),
    has_more: lines.length > HANDFUL,
    url: linesUrl(session),
  };
}

/** What all lines of a session cost. */
export function sumOfLines(scope: Scope, session: string): number {
  const lines = linesOf(scope, session).map((line) => shownLine(scope, session, line));
  return sumOf(
    lines.map(({ amount_total: amount }) => ({ amount })),
    lines[0]?.currency ?? 'usd',
  );
}
