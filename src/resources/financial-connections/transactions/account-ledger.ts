import { OWN_NUMBERS } from '../../../bank/ledger/ledger.ts';
import { elementAt } from '../../../core/element-at.ts';
import { LongList } from '../../../core/long-list.ts';
import type { Facts } from '../../../model/facts.ts';
import {
  type AccountLedger,
  NO_OWN,
  type OwnTransaction,
  placeNumbered,
  type ToldStage,
  type TransactionRefresh,
} from '../../../model/ledger.ts';
import type { Account } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { noteOwn } from './own-places.ts';
import { tagOf } from './transaction-ids.ts';
import { HISTORY_SECONDS, Visibility } from './visibility.ts';

/*
 * What is kept of an account's transactions, and how it changes. It is replaced as records are: whatever was computed of
 * it holds as long as it is the same.
 */

type Kept = Pick<Facts, 'ledgers' | 'ledgerTags' | 'transactionIds'>;

/** A ledger of which nobody has asked yet; its tag leads back to the account. */
function newLedger({ ledgerTags }: Kept, seed: number | null, account: string): AccountLedger {
  for (let salt = 0; ; salt++) {
    const tag = tagOf(seed, account, salt);
    if ((ledgerTags.get(tag) ?? account) !== account) continue;
    ledgerTags.set(tag, account);
    return { tag, refreshes: [], own: NO_OWN, retold: [] };
  }
}

const heldLedger = (scope: Scope, account: string): AccountLedger =>
  scope.facts.ledgers.get(account) ?? newLedger(scope.facts, scope.sandbox.bankSeed, account);

/** Puts what a change makes of an account's ledger in its place. */
export function changeLedger(
  scope: Scope,
  account: string,
  change: (ledger: AccountLedger) => Partial<AccountLedger>,
): void {
  const ledger = heldLedger(scope, account);
  scope.facts.ledgers.set(account, { ...ledger, ...change(ledger) });
}

/** Of an account that is put in place anew: nothing is left of what it had. */
export function forgetLedger({ facts }: Scope, account: string): void {
  const { ledgers, ledgerTags, transactionIds } = facts;
  const ledger = ledgers.get(account);
  if (ledger === undefined) return;
  ledgers.delete(account);
  ledgerTags.delete(ledger.tag);
  for (const { id } of ledger.own) if (id !== undefined) transactionIds.delete(id);
}

/** Of an account that an older snapshot has: it begins with the refresh that the account shows. */
export function ledgerOfRefresh(facts: Kept, account: string, refresh: TransactionRefresh): void {
  facts.ledgers.set(account, { ...newLedger(facts, null, account), refreshes: [refresh] });
}

const noteRefresh = (scope: Scope, account: string, refresh: TransactionRefresh): void =>
  changeLedger(scope, account, ({ refreshes }) => ({ refreshes: [...refreshes, refresh] }));

/** The refresh of transactions that an account shows: one that has ended is taken to have done so at once (assumed). */
export function refreshShown({ transaction_refresh: shown }: Account): TransactionRefresh | undefined {
  if (shown === null) return undefined;
  const { id, last_attempted_at: at, status } = shown;
  return { id, at, end: status === 'pending' ? null : at, status };
}

/** A refresh of transactions has been initiated, or is put in place: the account shows it. */
export function noteShownRefresh(scope: Scope, account: Account): void {
  const refresh = refreshShown(account);
  if (refresh !== undefined) noteRefresh(scope, account.id, refresh);
}

/** The last refresh of transactions has ended; nothing is computed. */
export function noteRefreshEnd(scope: Scope, account: string, status: 'succeeded' | 'failed'): void {
  if (scope.facts.ledgers.get(account)?.refreshes.at(-1)?.status !== 'pending') return;
  changeLedger(scope, account, ({ refreshes }) => {
    const running = elementAt(refreshes, refreshes.length - 1);
    return { refreshes: refreshes.with(-1, { ...running, end: scope.seconds(), status }) };
  });
  const { own, refreshes: ended } = heldLedger(scope, account);
  const isFirst = ended.filter((one) => one.status === 'succeeded').length === 1;
  if (status === 'succeeded' && isFirst) tellOfTooOld(scope, account, own);
}

/** Whoever gives transactions that no list will ever have is told so, once the first refresh has settled where lists begin. */
function tellOfTooOld(
  scope: Scope,
  account: string,
  given: Iterable<Pick<OwnTransaction, 'transactedAt'>>,
): void {
  const first = heldLedger(scope, account).refreshes.find(({ status }) => status === 'succeeded');
  if (first === undefined) return;
  const from = first.at - HISTORY_SECONDS;
  const tooOld = [...given].filter(({ transactedAt }) => transactedAt < from).length;
  if (tooOld === 0) return;
  scope.sandbox.sayOnce(
    `${tooOld} of the transactions that were given to ${account} are older than the 180 days before its first refresh, and no list has them: their transacted_at is before ${from}.`,
  );
}

/** A transaction of the user's own as it comes: it gets its number when it is put into an account. */
export type NewTransaction = Omit<OwnTransaction, 'number'>;

const nextNumber = ({ own }: AccountLedger): number => (own.last()?.number ?? OWN_NUMBERS - 1) + 1;

/** Puts transactions of the user's own into an account, and answers their numbers. */
export function addOwn(scope: Scope, account: string, added: readonly NewTransaction[]): readonly number[] {
  const first = nextNumber(heldLedger(scope, account));
  const numbered = added.map((transaction, at) => ({ number: first + at, ...transaction }));
  changeLedger(scope, account, ({ own }) => ({ own: own.withMore(numbered) }));
  noteOwn(scope.facts, account, numbered);
  tellOfTooOld(scope, account, numbered);
  for (const { id, number } of numbered)
    if (id !== undefined) scope.facts.transactionIds.set(id, { account, number });
  return numbered.map(({ number }) => number);
}

/** What is left of one of the user's own when others take its place: what a refresh has shown, as it has, and payments. */
function leftOf(own: OwnTransaction, visibility: Visibility): readonly OwnTransaction[] {
  if (own.of !== undefined) return [own];
  const sighting = visibility.sighting(own);
  if (sighting === undefined) return [];
  const [first, ...rest] = own.stages.slice(0, sighting.stage + 1);
  return first === undefined ? [] : [{ ...own, stages: [first, ...rest] }];
}

/** One that is given again by its id: more is said of what there is. */
function goneOn(own: OwnTransaction, said: OwnTransaction['stages']): OwnTransaction {
  const [first, ...rest] = own.stages;
  const since = elementAt(own.stages, own.stages.length - 1).at;
  const later = said.map((stage) => ({ ...stage, at: Math.max(stage.at, since) }));
  return { ...own, stages: [first, ...rest, ...later] };
}

/**
 * From now on a bank has these transactions of an account only, and those that are put into it later. What refreshes have
 * shown stays as they have shown it: nothing that was collected disappears.
 */
export function replaceTransactions(
  scope: Scope,
  account: string,
  given: readonly NewTransaction[],
  /** After so many refreshes; of an account that is new, before those that are put in place with it. */
  behind: number = refreshesStarted(scope, account),
): void {
  const ledger = heldLedger(scope, account);
  const visibility = new Visibility(ledger);
  const left = new Map(
    [...ledger.own].flatMap((own) => leftOf(own, visibility)).map((own) => [own.number, own]),
  );
  for (const { id, number } of ledger.own)
    if (id !== undefined && !left.has(number)) scope.facts.transactionIds.delete(id);
  // Their numbers go on, so that no id comes to mean another transaction.
  let next = nextNumber(ledger);
  const numbered = given.map((transaction): OwnTransaction => {
    const same = left.get(scope.facts.transactionIds.get(transaction.id ?? '')?.number ?? -1);
    return same === undefined ? { number: next++, ...transaction } : goneOn(same, transaction.stages);
  });
  for (const one of numbered) left.set(one.number, one);
  const own = [...left.values()].sort((one, other) => one.number - other.number);
  const { replacedBehind = behind } = ledger;
  changeLedger(scope, account, () => ({ own: LongList.of(own), replacedBehind }));
  tellOfTooOld(scope, account, numbered);
  for (const { id, number } of numbered)
    if (id !== undefined) scope.facts.transactionIds.set(id, { account, number });
}

type Stages = OwnTransaction['stages'];

/** Said before any refresh of the account was started. */
function saidBefore([first, ...rest]: Stages): Stages {
  const without = ({ behind: _earlier, ...stage }: ToldStage): ToldStage => stage;
  return [without(first), ...rest.map(without)];
}

/**
 * Goes on with what was said of the transactions of an earlier account, which is the same at the bank: ids that were chosen
 * stay with that one. An account that was given transactions of its own has those.
 */
export function goOnWithLedger(scope: Scope, earlier: string, account: string): void {
  const { ledgers } = scope.facts;
  const before = ledgers.get(earlier);
  if (before === undefined || ledgers.get(account)?.replacedBehind !== undefined) return;
  const { own, retold, replacedBehind } = before;
  if (own.length === 0 && retold.length === 0 && replacedBehind === undefined) return;
  const taken = Array.from(own, ({ id: _chosen, ...one }) => ({ ...one, stages: saidBefore(one.stages) }));
  noteOwn(scope.facts, account, taken);
  changeLedger(scope, account, () => ({
    own: LongList.of(taken),
    retold: retold.map((one) => ({ ...one, stages: saidBefore(one.stages) })),
    ...(replacedBehind === undefined ? {} : { replacedBehind: 0 }),
  }));
}

/** How many refreshes have been started: those do not contain what is said now. */
export const refreshesStarted = ({ facts }: Scope, account: string): number =>
  facts.ledgers.get(account)?.refreshes.length ?? 0;

/** What the bank says of a transaction, by its number. */
export type Told = readonly [number: number, stage: ToldStage];

/** The bank says something more of transactions. */
export function tell(scope: Scope, account: string, told: readonly Told[]): void {
  changeLedger(scope, account, (ledger) => {
    let { own } = ledger;
    for (const [number, stage] of told) {
      const place = placeNumbered(own, number);
      const one = own.at(place ?? -1);
      if (place !== undefined && one !== undefined) own = own.with(place, withStage(one, stage));
    }
    const retold = toldAgain(
      ledger.retold,
      told.filter(([number]) => number < OWN_NUMBERS),
    );
    return { own, retold };
  });
}

/** What would have come later does not come any more. A clock that was set back makes nothing happen before it began. */
function withStage(own: OwnTransaction, said: ToldStage): OwnTransaction {
  const at = Math.max(said.at, own.transactedAt);
  const [first, ...rest] = own.stages.filter((stage) => stage.at <= at);
  const stage = { ...said, at };
  return { ...own, stages: first === undefined ? [stage] : [first, ...rest, stage] };
}

function toldAgain(retold: AccountLedger['retold'], told: readonly Told[]): AccountLedger['retold'] {
  if (told.length === 0) return retold;
  const byNumber = new Map(retold.map((one) => [one.number, one]));
  for (const [number, said] of told) {
    const before = byNumber.get(number);
    const at = Math.max(said.at, before?.stages.at(-1)?.at ?? said.at);
    const stages = before === undefined ? ([said] as const) : ([...before.stages, { ...said, at }] as const);
    byNumber.set(number, { number, stages });
  }
  return [...byNumber.values()];
}
