import { isCurrency } from '../core/currencies.ts';
import { isHash } from '../core/form.ts';
import { sentence } from '../core/sentence.ts';
import {
  hash,
  integer,
  mapOf,
  type OptionalShape,
  oneOf,
  optional,
  type Shape,
  timestamp,
  unsettable,
} from '../core/shape.ts';
import { STRIPES_VOICE } from '../core/voice.ts';
import type { Amounts, BalanceHolding, BankLogin } from '../model/bank-facts.ts';
import type { RefreshOutcome } from '../model/refresh.ts';
import type { Account } from '../model/wire.ts';
import { BALANCE_TYPES } from '../model/words.ts';

type Balance = NonNullable<Account['balance']>;

/** A balance as fixtures and the control surface write it: Stripe's own shape; `as_of` is optional. */
export interface BalanceSpec {
  readonly as_of?: number;
  readonly current: Amounts;
  readonly type?: 'cash' | 'credit';
  readonly cash?: { readonly available: Amounts | null };
  readonly credit?: { readonly used: Amounts | null };
}

const amountsByName = mapOf(integer(), { of: 'amounts by their currencies, such as { usd: 100 }' });
const amounts: Shape<Amounts> = (value, path, voice = STRIPES_VOICE) => {
  const wrong = isHash(value) ? Object.keys(value).find((name) => !isCurrency(name)) : undefined;
  if (wrong !== undefined)
    throw voice.refused(
      path,
      (place) =>
        sentence`${place}: "${wrong}" is no currency. Write its three lower-case letters, such as usd.`,
    );
  return amountsByName(value, path, voice);
};

const members = hash({
  as_of: optional(timestamp),
  current: amounts,
  type: optional(oneOf(...BALANCE_TYPES)),
  cash: unsettable(hash({ available: unsettable(amounts) })),
  credit: unsettable(hash({ used: unsettable(amounts) })),
});

/** What a balance may be: of one type, and without what was emptied. */
export const balanceShape: OptionalShape<BalanceSpec | null> = unsettable(
  (value, path, voice = STRIPES_VOICE) => {
    const { cash, credit, ...rest } = members(value, path, voice);
    const { type = credit == null ? 'cash' : 'credit' } = rest;
    const other = type === 'cash' ? 'credit' : 'cash';
    if ((type === 'cash' ? credit : cash) != null)
      throw voice.refused(
        path,
        (place) =>
          sentence`${place} has ${other} beside another type: a balance of type ${type} has no ${other}.`,
      );
    return {
      ...rest,
      ...(cash == null ? {} : { cash: { available: cash.available ?? null } }),
      ...(credit == null ? {} : { credit: { used: credit.used ?? null } }),
    };
  },
);

// Credit accounts have the type `credit`. No source says what investment and other accounts have: `cash` is assumed.
const balanceTypeOf = (category: Account['category']): 'cash' | 'credit' =>
  category === 'credit' ? 'credit' : 'cash';

export function holdingOf(spec: BalanceSpec, category: Account['category']): BalanceHolding {
  const type =
    spec.type ??
    (spec.credit !== undefined ? 'credit' : spec.cash !== undefined ? 'cash' : balanceTypeOf(category));
  const usable = type === 'credit' ? spec.credit?.used : spec.cash?.available;
  return {
    type,
    current: spec.current,
    usable: usable === undefined ? spec.current : usable,
    ...(spec.as_of === undefined ? {} : { asOf: spec.as_of }),
  };
}

/** The bank's figures at a time, where they follow from its transactions. */
type FiguresAt = (seconds: number) => Pick<BalanceHolding, 'current' | 'usable'> | undefined;

/**
 * What a refresh that ends with `outcome` at `seconds` finds: the bank's figures, at the bank's time. Null where the bank
 * supplies none. `as_of` is always later than the last one, because real programs wait for it to become newer.
 */
export function balanceAt(
  { balance }: Pick<BankLogin, 'balance'>,
  outcome: RefreshOutcome,
  seconds: number,
  previous: Pick<Balance, 'as_of'> | null,
  figuresAt: FiguresAt = () => undefined,
): Balance | null {
  if (balance === null || outcome === 'unavailable') return null;
  const asOf = balance.asOf ?? Math.max(seconds, (previous?.as_of ?? 0) + 1);
  const figures = figuresAt(asOf) ?? balance;
  const usable = outcome === 'current_only' ? null : figures.usable;
  return balance.type === 'credit'
    ? { as_of: asOf, credit: { used: usable }, current: figures.current, type: 'credit' }
    : { as_of: asOf, cash: { available: usable }, current: figures.current, type: 'cash' };
}
