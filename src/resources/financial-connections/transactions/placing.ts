import { OWN_NUMBERS } from '../../../bank/ledger/ledger.ts';
import { DAY_SECONDS } from '../../../core/calendar.ts';
import { elementAt } from '../../../core/element-at.ts';
import { LongList } from '../../../core/long-list.ts';
import {
  type AccountLedger,
  placeNumbered,
  type ToldStage,
  type TransactionRefresh,
} from '../../../model/ledger.ts';
import type { Account, Transaction } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { previousAttributes } from '../../params/changes.ts';
import { nextAvailableAt } from '../account-refresh.ts';
import { addOwn, changeLedger, type NewTransaction } from './account-ledger.ts';
import { type AccountTransactions, placeOf, transactionsOf } from './account-transactions.ts';
import { type Said, toldTransaction } from './told.ts';
import { shownTransaction, stageNow, transitionsOf } from './transaction.ts';
import { HISTORY_SECONDS } from './visibility.ts';

/* Transactions that are put in place: they are there as if a refresh had shown them, and no event tells of it. */

const ACCOUNT = 'financial_connections.account';

type Placed = Said & { readonly transaction_refresh?: string; readonly updated?: number };

type Kept = Pick<AccountLedger, 'own' | 'refreshes' | 'retold'>;

const oneBehind = <One extends { readonly stages: readonly [ToldStage, ...ToldStage[]] }>(
  one: One,
  place: number,
): One => {
  const moved = (stage: ToldStage): ToldStage =>
    stage.behind !== undefined && stage.behind > place ? { ...stage, behind: stage.behind + 1 } : stage;
  const [first, ...rest] = one.stages;
  return { ...one, stages: [moved(first), ...rest.map(moved)] };
};

/** With a refresh more, at its place: what was said after that many is said after one more. */
const withRefresh = ({ own, refreshes, retold }: Kept, place: number, refresh: TransactionRefresh): Kept => ({
  own: LongList.of([...own].map((one) => oneBehind(one, place))),
  refreshes: refreshes.toSpliced(place, 0, refresh),
  retold: retold.map((one) => oneBehind(one, place)),
});

/**
 * Puts a refresh in place that has succeeded, among the others by its time; the account shows it where it is the last.
 * Answers how many there are before it.
 */
function placeRefresh(scope: Scope, account: Account, id: string, at: number): number {
  const refreshes = scope.facts.ledgers.get(account.id)?.refreshes ?? [];
  const later = refreshes.findIndex((one) => one.at > at || one.status === 'pending');
  const place = later < 0 ? refreshes.length : later;
  changeLedger(scope, account.id, (ledger) =>
    withRefresh(ledger, place, { id, at, end: at, status: 'succeeded' }),
  );
  if (later >= 0) return place;
  const next = account.status === 'active' ? nextAvailableAt(scope, 'transactions', at) : null;
  scope.tables[ACCOUNT].put({
    ...account,
    transaction_refresh: { id, last_attempted_at: at, next_refresh_available_at: next, status: 'succeeded' },
  });
  return place;
}

/** None takes longer, of which it is only known when it ended (assumed). */
const LONGEST_SECONDS = DAY_SECONDS;

/**
 * What a transaction tells of the refresh that has shown it: when that ended, where an account that was put in place tells
 * of its initiation only; and that it was initiated early enough, where only its end was told.
 */
function noteTimes(scope: Scope, account: string, place: number, { transacted_at, updated }: Placed): void {
  const refreshes = scope.facts.ledgers.get(account)?.refreshes ?? [];
  const refresh = refreshes[place];
  if (refresh?.status !== 'succeeded' || updated === undefined) return;
  const end = refresh.end === refresh.at && updated > refresh.at ? updated : refresh.end;
  const isFirst = refreshes.findIndex(({ status }) => status === 'succeeded') === place;
  const latest = (transacted_at ?? updated) + HISTORY_SECONDS;
  const isTold = isFirst && end === updated && latest < refresh.at && refresh.at - latest <= LONGEST_SECONDS;
  const at = isTold ? latest : refresh.at;
  if (end !== refresh.end || at !== refresh.at)
    changeLedger(scope, account, () => ({ refreshes: refreshes.with(place, { ...refresh, at, end }) }));
}

/**
 * Which refresh shows it: the one that it names, or else the last that has succeeded. Where there is none that is as late
 * as what is put in place, one is put beside it; where one is pending, that is the one.
 */
function shownBy(scope: Scope, account: Account, said: Placed, known: number): number {
  const { transaction_refresh: named, updated } = said;
  const refreshes = scope.facts.ledgers.get(account.id)?.refreshes ?? [];
  const place = refreshes.findLastIndex(({ id }) => id === named);
  if (place >= 0) return place;
  // An answer of the API tells both: a refresh that another emulator has had.
  if (named !== undefined && updated !== undefined) return placeRefresh(scope, account, named, updated);
  const last = refreshes.findLastIndex(({ status }) => status === 'succeeded');
  const isLate = last < 0 || elementAt(refreshes, last).at < Math.min(known, scope.seconds());
  if (refreshes.at(-1)?.status === 'pending' || (named === undefined && !isLate)) return 0;
  return placeRefresh(scope, account, named ?? scope.id('fctxnref'), scope.seconds());
}

function withBehind(told: NewTransaction, behind: number): NewTransaction {
  if (behind === 0) return told;
  const [first, ...rest] = told.stages;
  return {
    ...told,
    stages: [{ ...first, behind }, ...rest.map((stage) => ({ ...stage, behind }))],
  };
}

/** In the place of the transaction that has its id, or as one of the user's own; answers its number. */
function placed(scope: Scope, account: string, told: NewTransaction): number {
  const { id = '' } = told;
  const place = placeOf(scope.facts, id);
  if (place?.account !== account || !hasItem(scope, account, id)) {
    // The same call has put it into another account.
    if (place !== undefined && place.account !== account)
      changeLedger(scope, place.account, ({ own }) => ({
        own: LongList.of([...own].filter((one) => one.id !== id)),
      }));
    return elementAt(addOwn(scope, account, [told]), 0);
  }
  const { number } = place;
  // It keeps its id: one of the caller's, or the one that is made of its number.
  const { id: _id, ...rest } = told;
  changeLedger(scope, account, ({ own, retold }) => {
    if (number >= OWN_NUMBERS) {
      const at = placeNumbered(own, number);
      const one = own.at(at ?? -1);
      return at === undefined || one === undefined ? {} : { own: own.with(at, { ...one, ...rest }) };
    }
    // Of a transaction of the fixture's: what is given is said of it, and when it was transacted stays.
    return { retold: [...retold.filter((one) => one.number !== number), { number, stages: told.stages }] };
  });
  return number;
}

/** Another may have the number that an id is made of: it was put in place before, with an id of its own. */
function hasItem(scope: Scope, account: string, id: string): boolean {
  const known = scope.tables[ACCOUNT].get(account);
  return known !== undefined && transactionsOf(scope, known).item(id) !== undefined;
}

/** The transaction of that id, if it is shown just as it is told: then the bank has said nothing new. */
function sameAs(scope: Scope, account: Account, said: Placed, told: NewTransaction): Transaction | undefined {
  const transactions = transactionsOf(scope, account);
  const item = transactions.shownItem(said.id ?? '');
  const sighting = item && transactions.visibility.sighting(item);
  if (item === undefined || sighting === undefined) return undefined;
  const shown = transactions.shown(item, sighting);
  const now = scope.seconds();
  const stage = told.stages.findLastIndex(({ at }) => at <= now);
  const { amount, description, status } = told.stages[stage] ?? told.stages[0];
  const after = {
    ...shown,
    amount,
    currency: told.currency,
    description,
    status,
    status_transitions: transitionsOf(told.stages, Math.max(0, stage)),
    transacted_at: told.transactedAt,
    transaction_refresh: said.transaction_refresh ?? shown.transaction_refresh,
  };
  return previousAttributes(shown, after) === undefined ? shown : undefined;
}

/**
 * Puts a transaction in place, and answers it as it is shown, or will be by the next refresh. One that is as it is shown
 * changes nothing; what differs is what the bank says from then on.
 */
export function placeTransaction(scope: Scope, accountId: string, said: Placed): Transaction {
  const account = scope.require(ACCOUNT, accountId);
  const draft = toldTransaction(said, scope.seconds(), 0);
  const same = sameAs(scope, account, said, draft);
  if (same !== undefined) return same;
  const known = elementAt(draft.stages, draft.stages.length - 1).at;
  const behind = shownBy(scope, account, said, known);
  if (said.transaction_refresh !== undefined) noteTimes(scope, accountId, behind, said);
  const number = placed(scope, accountId, withBehind(draft, behind));
  return asShown(scope, transactionsOf(scope, scope.require(ACCOUNT, accountId)), number);
}

function asShown(scope: Scope, transactions: AccountTransactions, number: number): Transaction {
  const item = transactions.itemOf(number);
  if (item === undefined)
    throw new Error(`There is no transaction ${number}, which has just been put there.`);
  const sighting = transactions.visibility.sighting(item);
  if (sighting !== undefined) return transactions.shown(item, sighting);
  const now = scope.seconds();
  const { id = '' } = transactions.ledger.kept?.refreshes.at(-1) ?? {};
  const stage = stageNow(item, now);
  return shownTransaction(transactions.account, transactions.idOf(number), item, {
    stage,
    refresh: { id, at: now, end: now, place: 0 },
  });
}
