import { errors } from '../../core/catalogue.ts';
import { mergedMetadata } from '../../core/metadata.ts';
import type { CheckoutLine } from '../../model/facts.ts';
import type { Price } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { amountOf } from '../billing/prices/amounts.ts';
import { inlinePrice } from '../billing/prices/inline.ts';
import { requirePrice } from '../billing/prices/required.ts';
import { sumOf } from '../params/largest-amount.ts';
import type { LineParams } from './line-parameters.ts';
import type { CheckoutMode } from './record.ts';

/** A line that is decided on, with its price, which is perhaps not in place yet. */
export interface DraftLine {
  readonly line: CheckoutLine;
  readonly price: Price;
  readonly amount: number;
  /** Writes the price that its parameters make. */
  readonly keep: () => void;
}

/** How many one session may have: of a payment, and of each kind of price of a subscription (docs: api/checkout/sessions/create). */
const MOST = { payment: 100, subscription: 20 } as const;

const DEFAULT_MAXIMUM = 99;

function adjustable(given: LineParams['adjustable_quantity']): CheckoutLine['adjustable_quantity'] {
  if (given === undefined) return null;
  const { enabled, maximum = enabled ? DEFAULT_MAXIMUM : null, minimum = enabled ? 0 : null } = given;
  return { enabled, maximum, minimum };
}

interface Priced {
  readonly price: Price;
  readonly description: string | null;
  readonly keep: () => void;
}

/** The price of a line: one that there is, or one that is made for it. */
function pricedBy(scope: Scope, { price: id, price_data: data }: LineParams, where: string): Priced {
  if (id !== undefined && data !== undefined) throw errors.onlyOneOf('price', 'price_data');
  if (data !== undefined) {
    const { price, keep } = inlinePrice(scope, data, `${where}[price_data]`);
    const { product_data: product } = data;
    const description = product?.name ?? nameOf(scope, price);
    return { price, description, keep: () => void keep() };
  }
  if (id === undefined) throw errors.parameterMissing(`${where}[price]`);
  const price = requirePrice(scope, id, `${where}[price]`);
  if (!price.active) throw errors.priceInactive(`${where}[price]`);
  return { price, description: nameOf(scope, price), keep: () => {} };
}

/** "Defaults to product name" (stripe-node types: LineItem.description). */
const nameOf = ({ tables }: Scope, { product }: Price): string | null =>
  tables.product.get(product)?.name ?? null;

/** A line as it was, with what is said of it anew. */
function changedLine(scope: Scope, known: CheckoutLine, params: LineParams): DraftLine {
  const { price: id } = known;
  const price = scope.require('price', id);
  const { adjustable_quantity: range, quantity = known.quantity } = params;
  const line = {
    ...known,
    ...(range === undefined ? {} : { adjustable_quantity: adjustable(range) }),
    metadata: mergedMetadata(known.metadata ?? {}, params.metadata),
    quantity,
  };
  return { line, price, amount: amountOf(scope, price, quantity), keep: () => {} };
}

function draftLine(
  scope: Scope,
  params: LineParams,
  where: string,
  left: Map<string, CheckoutLine>,
): DraftLine {
  if (params.id !== undefined) {
    const earlier = left.get(params.id);
    // Named twice, it is not there the second time: what Stripe says then was not seen.
    left.delete(params.id);
    if (earlier === undefined) throw errors.resourceMissingInParameter('item', params.id, `${where}[id]`);
    if (params.price === undefined && params.price_data === undefined)
      return changedLine(scope, earlier, params);
  }
  const { price, description, keep } = pricedBy(scope, params, where);
  // Required of all but metered prices, which have none (docs: api/checkout/sessions/create).
  const isMetered = price.recurring?.usage_type === 'metered';
  if (params.quantity === undefined && !isMetered) throw errors.parameterMissing(`${where}[quantity]`);
  const { id = scope.id('li'), quantity = 0 } = params;
  const line: CheckoutLine = {
    id,
    adjustable_quantity: adjustable(params.adjustable_quantity),
    description,
    metadata: mergedMetadata({}, params.metadata),
    price: price.id,
    quantity,
  };
  return { line, price, amount: amountOf(scope, price, quantity), keep };
}

/** The lines that a call asks for, in their order; may refuse them, and writes nothing. */
export const draftLines = (
  scope: Scope,
  params: readonly LineParams[],
  known: readonly CheckoutLine[] = [],
): readonly DraftLine[] => {
  const left = new Map(known.map((line) => [line.id, line]));
  return params.map((line, at) => draftLine(scope, line, `line_items[${at}]`, left));
};

/** Refuses lines that do not fit the mode, or one another. */
export function checkLines(mode: CheckoutMode, lines: readonly DraftLine[]): void {
  if (mode === 'setup') return;
  const recurring = lines.filter(({ price }) => price.type === 'recurring');
  if (mode === 'payment') {
    const at = lines.findIndex(({ price }) => price.type === 'recurring');
    if (at >= 0) throw errors.checkoutPriceRecurring(`line_items[${at}]`);
  } else if (recurring.length === 0) throw errors.checkoutPriceOnce();
  const most = MOST[mode];
  const counted = mode === 'payment' ? [lines.length] : [recurring.length, lines.length - recurring.length];
  if (counted.some((count) => count > most)) throw errors.arrayTooLong('line_items', most);
  // All prices are in one currency: that of the first.
  checkCurrency(lines[0]?.price.currency ?? '', lines);
}

/** Refuses prices in another currency than that. */
export function checkCurrency(currency: string, lines: readonly DraftLine[]): void {
  for (const [at, { price }] of lines.entries())
    if (price.currency !== currency)
      throw errors.priceInOtherCurrency(price.currency, currency, `line_items[${at}][price]`);
}

/** What lines cost together; those of a session are in one currency. */
export const totalOf = (lines: readonly DraftLine[]): number =>
  sumOf(lines, lines[0]?.price.currency ?? 'usd');
