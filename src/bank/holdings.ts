import type { Amounts, BalanceHolding, BankLogin } from '../model/facts.ts';
import type { RefreshOutcome } from '../model/settings.ts';
import type { Account } from '../model/wire.ts';

/** Whether a text is the code of a currency as amounts are keyed by it: three lower-case letters. */
export const isCurrency = (text: string): boolean => /^[a-z]{3}$/.test(text);

type Balance = NonNullable<Account['balance']>;

/** A balance as fixtures and the control surface write it: Stripe's own shape; `as_of` is optional. */
export interface BalanceSpec {
  readonly as_of?: number;
  readonly current: Amounts;
  readonly type?: 'cash' | 'credit';
  readonly cash?: { readonly available: Amounts | null };
  readonly credit?: { readonly used: Amounts | null };
}

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

/**
 * What a refresh that ends with `outcome` at `seconds` finds: the bank's figures, at the bank's time. Null where the bank
 * supplies none. `as_of` is always later than the last one, because real programs wait for it to become newer.
 */
export function balanceAt(
  { balance }: Pick<BankLogin, 'balance'>,
  outcome: RefreshOutcome,
  seconds: number,
  previous: Balance | null,
): Balance | null {
  if (balance === null || outcome === 'unavailable') return null;
  const usable = outcome === 'current_only' ? null : balance.usable;
  const asOf = balance.asOf ?? Math.max(seconds, (previous?.as_of ?? 0) + 1);
  return balance.type === 'credit'
    ? { as_of: asOf, credit: { used: usable }, current: balance.current, type: 'credit' }
    : { as_of: asOf, cash: { available: usable }, current: balance.current, type: 'cash' };
}
