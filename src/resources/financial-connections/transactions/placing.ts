import { OWN_NUMBERS } from '../../../bank/ledger/ledger.ts';
import { elementAt } from '../../../core/element-at.ts';
import { LongList } from '../../../core/long-list.ts';
import { placeNumbered } from '../../../model/ledger.ts';
import type { Account, Transaction } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { nextAvailableAt } from '../account-refresh.ts';
import { addOwn, changeLedger, type NewTransaction } from './account-ledger.ts';
import { type AccountTransactions, placeOf, transactionsOf } from './account-transactions.ts';
import { type Said, toldTransaction } from './told.ts';
import { shownTransaction, stageNow } from './transaction.ts';

/* Transactions that are put in place: they are there as if a refresh had shown them, and no event tells of it. */

const ACCOUNT = 'financial_connections.account';

/** Puts a refresh in place that has just succeeded; the account shows it. Answers how many there are before it. */
function placeRefresh(scope: Scope, account: Account, id: string): number {
  const at = scope.seconds();
  const place = scope.facts.ledgers.get(account.id)?.refreshes.length ?? 0;
  changeLedger(scope, account.id, ({ refreshes }) => ({
    refreshes: [...refreshes, { id, at, end: at, status: 'succeeded' }],
  }));
  const next = account.status === 'active' ? nextAvailableAt(scope, 'transactions', at) : null;
  scope.tables[ACCOUNT].put({
    ...account,
    transaction_refresh: { id, last_attempted_at: at, next_refresh_available_at: next, status: 'succeeded' },
  });
  return place;
}

/**
 * Which refresh shows it: the one that it names, or else the last that has succeeded. Where there is none that is as late
 * as what is put in place, one is put beside it; where one is pending, that is the one.
 */
function shownBy(scope: Scope, account: Account, named: string | undefined, known: number): number {
  const refreshes = scope.facts.ledgers.get(account.id)?.refreshes ?? [];
  const place = refreshes.findLastIndex(({ id }) => id === named);
  if (place >= 0) return place;
  const last = refreshes.findLastIndex(({ status }) => status === 'succeeded');
  const isLate = last < 0 || elementAt(refreshes, last).at < Math.min(known, scope.seconds());
  if (refreshes.at(-1)?.status === 'pending' || (named === undefined && !isLate)) return 0;
  return placeRefresh(scope, account, named ?? scope.id('fctxnref'));
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
  if (place?.account !== account || !hasNumber(scope, account, place.number)) {
    // The same call has put it into another account.
    if (place !== undefined && place.account !== account)
      changeLedger(scope, place.account, ({ own }) => ({
        own: LongList.of([...own].filter((one) => one.id !== id)),
      }));
    return elementAt(addOwn(scope, account, [told]), 0);
  }
  const { number } = place;
  changeLedger(scope, account, ({ own, retold }) => {
    if (number >= OWN_NUMBERS) {
      const at = placeNumbered(own, number);
      const one = own.at(at ?? -1);
      return at === undefined || one === undefined
        ? {}
        : { own: own.with(at, { ...one, ...told, ...idOf(one) }) };
    }
    // Of a transaction of the fixture's: what is given is said of it, and when it was transacted stays.
    return { retold: [...retold.filter((one) => one.number !== number), { number, stages: told.stages }] };
  });
  return number;
}

const idOf = ({ id }: { readonly id?: string }): { readonly id?: string } => (id === undefined ? {} : { id });

function hasNumber(scope: Scope, account: string, number: number): boolean {
  const known = scope.tables[ACCOUNT].get(account);
  return known !== undefined && transactionsOf(scope, known).itemOf(number) !== undefined;
}

/** Puts a transaction in place, and answers it as it is shown, or will be by the next refresh. */
export function placeTransaction(
  scope: Scope,
  accountId: string,
  said: Said & { readonly transaction_refresh?: string },
): Transaction {
  const account = scope.require(ACCOUNT, accountId);
  const draft = toldTransaction(said, scope.seconds(), 0);
  const known = elementAt(draft.stages, draft.stages.length - 1).at;
  const behind = shownBy(scope, account, said.transaction_refresh, known);
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
