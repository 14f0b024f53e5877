import type { ToldStage } from '../../../model/ledger.ts';
import type { NewTransaction } from './account-ledger.ts';

/** What is said of a transaction, in Stripe's names. */
export interface Said {
  readonly amount: number;
  readonly currency?: string;
  readonly description: string;
  readonly id?: string;
  readonly posted_at?: number | null;
  readonly status?: ToldStage['status'];
  readonly transacted_at?: number;
  readonly void_at?: number | null;
}

/**
 * A transaction of the user's own, posted now unless something else is said. It is pending until it posts or is void, where
 * that comes later; the refreshes that have been started, `behind` so many, do not show it.
 */
export function toldTransaction(
  { amount, currency = 'usd', description, id, posted_at, void_at, ...said }: Said,
  now: number,
  behind: number,
): NewTransaction {
  const { status = void_at == null ? 'posted' : 'void' } = said;
  const transactedAt = said.transacted_at ?? posted_at ?? void_at ?? now;
  const ends: readonly (readonly [ToldStage['status'], number])[] = [
    ...(status === 'posted' || posted_at != null ? [['posted', posted_at ?? transactedAt] as const] : []),
    ...(status === 'void' ? [['void', void_at ?? posted_at ?? transactedAt] as const] : []),
  ];
  const [next] = ends;
  const begins = next === undefined || next[1] > transactedAt ? [['pending', transactedAt] as const] : [];
  const [first, ...later] = [...begins, ...ends].map(
    ([state, at]): ToldStage => ({
      status: state,
      at,
      amount,
      description,
      ...(behind === 0 ? {} : { behind }),
    }),
  );
  // There is one at least: what does not end begins.
  if (first === undefined) throw new Error('A transaction without a state.');
  return { transactedAt, currency, stages: [first, ...later], ...(id === undefined ? {} : { id }) };
}
