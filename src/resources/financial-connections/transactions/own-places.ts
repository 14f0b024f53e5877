import type { Facts } from '../../../model/facts.ts';
import type { OwnTransaction } from '../../../model/ledger.ts';
import { ownNumbered } from '../../../model/ledger.ts';

/* Where a charge, a refund or a dispute is among the transactions of accounts. */

interface Place {
  readonly account: string;
  readonly number: number;
}

/** Made of what is kept when it is first asked for, and kept up to date from then on; of none are places saved. */
const PLACES = new WeakMap<Facts['ledgers'], Map<string, readonly Place[]>>();

function note(places: Map<string, readonly Place[]>, account: string, own: Iterable<OwnTransaction>): void {
  for (const { of, number } of own)
    if (of !== undefined) places.set(of, [...(places.get(of) ?? []), { account, number }]);
}

/** Transactions have been put into an account. */
export function noteOwn({ ledgers }: Pick<Facts, 'ledgers'>, account: string, own: Iterable<OwnTransaction>) {
  const places = PLACES.get(ledgers);
  if (places !== undefined) note(places, account, own);
}

function allPlaces(ledgers: Facts['ledgers']): ReadonlyMap<string, readonly Place[]> {
  const known = PLACES.get(ledgers);
  if (known !== undefined) return known;
  const places = new Map<string, readonly Place[]>();
  for (const [account, { own }] of ledgers) note(places, account, own);
  PLACES.set(ledgers, places);
  return places;
}

/** The transactions that something is at its bank, oldest first: one, and one more in each account that goes on with it. */
export function ownOf(
  { ledgers }: Pick<Facts, 'ledgers'>,
  of: string,
): readonly { readonly account: string; readonly own: OwnTransaction }[] {
  return (allPlaces(ledgers).get(of) ?? []).flatMap(({ account, number }) => {
    const ledger = ledgers.get(account);
    const own = ledger === undefined ? undefined : ownNumbered(ledger.own, number);
    // It may have been taken away, or its account put in place anew.
    return own?.of === of ? [{ account, own }] : [];
  });
}
