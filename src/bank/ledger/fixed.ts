import { parseDuration } from '../../core/duration.ts';
import type { FixedTransaction } from '../institutions.ts';
import type { LedgerItem, LedgerSource, LedgerStage } from './ledger.ts';

/* What a fixture says of an account's transactions, as distances from the linking. */

/** Their numbers begin here, behind those of all months. */
export const FIXED_NUMBERS: number = 2 ** 40;

const seconds = (duration: string | undefined): number | undefined => {
  const ms = parseDuration(duration ?? '');
  return ms === undefined ? undefined : Math.round(ms / 1000);
};

function fixedItem(
  { description, amount, currency = 'usd', ago, status = 'posted', ...later }: FixedTransaction,
  since: number,
  at: number,
): LedgerItem {
  const transactedAt = since - (seconds(ago) ?? 0);
  const first: LedgerStage = { status, at: transactedAt, amount, description };
  const postsAfter = seconds(later.posts_after);
  const voidsAfter = seconds(later.voids_after);
  const end: LedgerStage[] =
    status !== 'pending'
      ? []
      : postsAfter !== undefined
        ? [{ ...first, status: 'posted', at: since + postsAfter }]
        : voidsAfter !== undefined
          ? [{ ...first, status: 'void', at: since + voidsAfter }]
          : [];
  return { number: FIXED_NUMBERS + at, transactedAt, currency, stages: [first, ...end] };
}

/** In the order of their numbers. */
export const fixedItems = ({ account, since }: LedgerSource): readonly LedgerItem[] =>
  (account.transactions ?? []).map((transaction, at) => fixedItem(transaction, since, at));
