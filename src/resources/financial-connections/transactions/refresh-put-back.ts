import { LongList } from '../../../core/long-list.ts';
import type { ToldStage, TransactionRefresh } from '../../../model/ledger.ts';
import type { Account } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { changeLedger, refreshShown } from './account-ledger.ts';

type Told = { readonly stages: readonly [ToldStage, ...ToldStage[]] };

/** What was said after more refreshes than there are now is said after all of them. */
function within<One extends Told>(one: One, count: number): One {
  const moved = (stage: ToldStage): ToldStage =>
    stage.behind !== undefined && stage.behind > count ? { ...stage, behind: count } : stage;
  const [first, ...rest] = one.stages;
  return { ...one, stages: [moved(first), ...rest.map(moved)] };
}

/** The refreshes of an account that shows this one: it is the last, and those that came after it have not been. */
function upTo(
  refreshes: readonly TransactionRefresh[],
  shown: TransactionRefresh | undefined,
): readonly TransactionRefresh[] {
  if (shown === undefined) return [];
  const place = refreshes.findIndex(({ id }) => id === shown.id);
  if (place < 0) return [...refreshes.filter(({ status }) => status !== 'pending'), shown];
  const known = refreshes[place];
  // When it ended is known better than the account tells.
  const isKnown = known?.status === shown.status && known.at === shown.at;
  return [...refreshes.slice(0, place), isKnown ? known : shown];
}

/** The account has been put back with another refresh of transactions than it showed. */
export function refreshPutBack(scope: Scope, account: Account): void {
  const shown = refreshShown(account);
  changeLedger(scope, account.id, ({ own, refreshes, retold }) => {
    const after = upTo(refreshes, shown);
    return {
      refreshes: after,
      own: LongList.of([...own].map((one) => within(one, after.length))),
      retold: retold.map((one) => within(one, after.length)),
    };
  });
}
