import { errors } from '../../../core/catalogue.ts';
import { timesRounded, truncated } from '../../../core/decimal.ts';
import type { InvoiceItem, Price } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { lineAmount } from '../../params/largest-amount.ts';
import { amountOf } from '../prices/amounts.ts';
import { inlinePrice } from '../prices/inline.ts';
import { oneOffPrice } from '../prices/one-off.ts';
import { requirePriceOf } from '../prices/required.ts';
import type { Said } from './params.ts';

/** What an item costs, once that is decided; nothing is written before it is kept. */
export interface DecidedCost {
  readonly fields: Pick<InvoiceItem, 'amount' | 'currency' | 'pricing' | 'quantity' | 'quantity_decimal'>;
  /** What an item is called of which nothing is said: its product (docs: api/invoiceitems/create, the sample); null for a bare amount. */
  readonly name: string | null;
  readonly keep: () => void;
}

/** What is known where a cost is said. */
interface Known {
  readonly currency: string;
  /** The only currency that a price may be in, if there is one. */
  readonly expected?: string | undefined;
  /** What a product that is made of a bare amount is called. */
  readonly name: string;
  /** The product of the price that the item had. */
  readonly product?: string | undefined;
  readonly quantity: string;
}

// Each excludes the others: "You may only specify one of these parameters: amount, quantity." (recorded).
const WAYS = ['amount', 'unit_amount', 'unit_amount_decimal', 'price', 'price_data', 'pricing'] as const;

/** The way in which a call says what an item costs; undefined if it does not say it. */
function wayOf(said: Said): (typeof WAYS)[number] | undefined {
  const [way, other] = WAYS.filter((name) => said[name] !== undefined);
  if (way !== undefined && other !== undefined) throw errors.onlyOneOf(way, other);
  const counted = said.quantity === undefined ? 'quantity_decimal' : 'quantity';
  if (said.quantity !== undefined && said.quantity_decimal !== undefined)
    throw errors.onlyOneOf('quantity', 'quantity_decimal');
  if (way === 'amount' && said[counted] !== undefined) throw errors.onlyOneOf('amount', counted);
  return way;
}

/** How many of it a call says that there are; undefined if it does not say it. */
export const quantityOf = ({ quantity, quantity_decimal: decimal }: Said): string | undefined =>
  decimal ?? (quantity === undefined ? undefined : String(quantity));

const pricingOf = (price: Price, unit: string | null): InvoiceItem['pricing'] => ({
  price_details: { price: price.id, product: price.product },
  type: 'price_details',
  unit_amount_decimal: unit,
});

const counted = (quantity: string) => ({
  quantity: truncated(quantity),
  quantity_decimal: quantity,
});

/** Refuses a price in another currency than the invoice, or than the call says. */
function checkCurrency({ currency }: Pick<Price, 'currency'>, { expected }: Known, param: string): void {
  if (expected !== undefined && currency !== expected)
    throw errors.priceInOtherCurrency(currency, expected, param);
}

/** Of a price that there is, or that is made with the item. */
function ofPrice(scope: Scope, price: Price, quantity: string, keep: () => void): DecidedCost {
  return {
    fields: {
      amount: amountOf(scope, price, quantity),
      currency: price.currency,
      pricing: pricingOf(price, price.unit_amount_decimal),
      ...counted(quantity),
    },
    name: scope.tables.product.get(price.product)?.name ?? null,
    keep,
  };
}

/** A bare amount makes a price and a product for this one use (recorded). */
function ofUnit(scope: Scope, unit: string, { tax_behavior, tax_code }: Taxes, known: Known): DecidedCost {
  const { price, keep } = oneOffPrice(scope, {
    unit,
    currency: known.currency,
    name: known.name,
    product: known.product,
    ...(tax_behavior === undefined ? {} : { tax_behavior }),
    ...(typeof tax_code === 'string' && tax_code !== '' ? { tax_code } : {}),
  });
  return {
    fields: {
      amount: lineAmount(timesRounded(unit, known.quantity), known.currency),
      currency: known.currency,
      pricing: pricingOf(price, unit),
      ...counted(known.quantity),
    },
    name: null,
    keep,
  };
}

type Taxes = Pick<Said, 'tax_behavior'> & { readonly tax_code?: unknown };

/** Decides on what an item costs; undefined where the call does not say it. */
export function decidedCost(scope: Scope, said: Said & Taxes, known: Known): DecidedCost | undefined {
  const way = wayOf(said);
  if (way === undefined) return undefined;
  const { amount, unit_amount: unit, unit_amount_decimal: decimal, price_data: data, pricing } = said;
  const bare = amount ?? unit ?? decimal;
  if (bare !== undefined) return ofUnit(scope, String(bare), said, known);
  if (data !== undefined) {
    const { price, keep } = inlinePrice(scope, data, way);
    checkCurrency(price, known, `${way}[currency]`);
    return ofPrice(scope, price, known.quantity, () => void keep());
  }
  const param = way === 'pricing' ? 'pricing[price]' : 'price';
  const id = said.price ?? pricing?.price;
  if (id === undefined) throw errors.parameterMissing(param);
  const price = requirePriceOf(scope, id, param, 'one_time');
  checkCurrency(price, known, param);
  return ofPrice(scope, price, known.quantity, () => {});
}

/** What an item costs of which there are now so many. */
export function costOf(scope: Scope, item: InvoiceItem, quantity: string): DecidedCost['fields'] {
  const { pricing, currency } = item;
  const price = scope.tables.price.get(pricing?.price_details?.price ?? '');
  const unit = pricing?.unit_amount_decimal ?? null;
  const amount =
    price !== undefined && unit === null
      ? amountOf(scope, price, quantity)
      : lineAmount(timesRounded(unit ?? '0', quantity), currency);
  return { amount, currency, pricing, ...counted(quantity) };
}
