import { isWithin } from '../../../core/time-range.ts';
import type { Price } from '../../../model/wire.ts';
import type { Asked } from './params.ts';

const isLike = <Value>(wanted: Value | undefined, value: Value | undefined): boolean =>
  wanted === undefined || wanted === value;

/** Whether a price is what a list asks for, but for its lookup key. */
export function isAskedFor(
  price: Price,
  { active, created, currency, product, recurring, type }: Asked,
): boolean {
  const { interval, meter, usage_type: usage } = recurring ?? {};
  return (
    isLike(active, price.active) &&
    isLike(currency, price.currency) &&
    isLike(product, price.product) &&
    isLike(type, price.type) &&
    (recurring === undefined || price.recurring !== null) &&
    isLike(interval, price.recurring?.interval) &&
    isLike(meter, price.recurring?.meter ?? undefined) &&
    isLike(usage, price.recurring?.usage_type) &&
    (created === undefined || isWithin(created, price.created))
  );
}

/** The index that tells most, and the rest as a test: prices of a product, or those of a type, are few among many. */
export function filterOf(asked: Asked) {
  return {
    ...asked.created,
    ...indexOf(asked),
    where: (price: Price) => isAskedFor(price, asked),
  };
}

function indexOf({ active, currency, product, recurring, type }: Asked) {
  if (product !== undefined) return { index: 'product', key: product } as const;
  if (recurring?.meter !== undefined) return { index: 'meter', key: recurring.meter } as const;
  if (recurring?.interval !== undefined) return { index: 'interval', key: recurring.interval } as const;
  if (type !== undefined || recurring !== undefined)
    return { index: 'type', key: recurring === undefined ? type : 'recurring' } as const;
  if (currency !== undefined) return { index: 'currency', key: currency } as const;
  return { index: 'active', key: active === undefined ? undefined : String(active) } as const;
}
