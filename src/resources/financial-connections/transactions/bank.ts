import type { LedgerItem } from '../../../bank/ledger/ledger.ts';
import { errors } from '../../../core/catalogue.ts';
import { type Lifecycle, next } from '../../../core/lifecycle.ts';
import { sentence } from '../../../core/sentence.ts';
import type { BankTransaction, ToldStage } from '../../../model/ledger.ts';
import type { Account } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { addOwn, refreshesStarted, type Told, tell } from './account-ledger.ts';
import { type AccountTransactions, transactionsOf } from './account-transactions.ts';
import { type Said, toldTransaction } from './told.ts';
import { stageNow, transitionsOf } from './transaction.ts';

/* What a bank does with transactions by itself, apart from what refreshes show of it. */

type Status = ToldStage['status'];

/** A posted one may still disappear: the bank has corrected itself (assumed). */
export const transactionLifecycle: Lifecycle<Status, 'settle' | 'void'> = {
  pending: { settle: 'posted', void: 'void' },
  posted: { void: 'void' },
  void: {},
};

function seenByBank(
  transactions: AccountTransactions,
  number: number,
  now: number,
): readonly BankTransaction[] {
  const item = transactions.itemOf(number);
  if (item === undefined) return [];
  const stage = stageNow(item, now);
  const { amount, description, status } = item.stages[stage] ?? item.stages[0];
  return [
    {
      id: transactions.idOf(number),
      object: 'bank_transaction',
      account: transactions.account,
      amount,
      currency: item.currency,
      description,
      status,
      status_transitions: transitionsOf(item.stages, stage),
      transacted_at: item.transactedAt,
    },
  ];
}

/** The transaction of an id as it is now, if it may go on so; a refusal that says why where it may not. */
function goingOn(scope: Scope, account: Account, id: string, by: 'settle' | 'void', where: string) {
  const item = transactionsOf(scope, account).item(id);
  const now = scope.seconds();
  const stage = item?.stages[stageNow(item, now)];
  if (item !== undefined && (stage === undefined || stage.at > now))
    throw errors.misuse(
      sentence`${where}: the transaction ${id} is still to come: the bank knows it from ${item.stages[0].at} on, and it is ${now}. Advance the clock before.`,
      where,
    );
  if (item === undefined || stage === undefined)
    throw errors.misuse(
      sentence`${where}: the account ${account.id} has no transaction ${id}. A list of its transactions has their ids, and so has the answer to what was posted here.`,
      where,
    );
  if (transactionLifecycle[stage.status][by] === undefined)
    throw errors.misuse(
      sentence`${where}: the transaction ${id} is ${stage.status}, and ${by === 'settle' ? 'only a pending one posts' : 'stays so'}.`,
      where,
    );
  return { item, stage };
}

/** What the bank says of a transaction, now. */
function saidNow(
  scope: Scope,
  account: Account,
  { number }: LedgerItem,
  { amount, description, status }: Pick<ToldStage, 'amount' | 'description' | 'status'>,
): Told {
  const behind = refreshesStarted(scope, account.id);
  const stage = { status, at: scope.seconds(), amount, description };
  return [number, behind === 0 ? stage : { ...stage, behind }];
}

/** A pending transaction posts, perhaps with another amount or text: what is to be told then. */
export function settled(
  scope: Scope,
  account: Account,
  { id, ...changed }: { readonly id: string; readonly amount?: number; readonly description?: string },
  where: string,
): Told {
  const { item, stage } = goingOn(scope, account, id, 'settle', where);
  const { amount, description } = { ...stage, ...changed };
  const status = next(transactionLifecycle, 'transaction', stage.status, 'settle');
  return saidNow(scope, account, item, { amount, description, status });
}

/** A transaction disappears: what is to be told then. */
export function voided(scope: Scope, account: Account, id: string, where: string): Told {
  const { item, stage } = goingOn(scope, account, id, 'void', where);
  const status = next(transactionLifecycle, 'transaction', stage.status, 'void');
  return saidNow(scope, account, item, { ...stage, status });
}

/** Posts transactions, and tells more of others; answers all of them. Its books are read once, at the end. */
export function bankDoes(
  scope: Scope,
  account: Account,
  posted: readonly Said[],
  told: readonly Told[],
): readonly BankTransaction[] {
  const now = scope.seconds();
  const behind = refreshesStarted(scope, account.id);
  const made = posted.map((one) => toldTransaction(one, now, behind));
  const numbers = made.length === 0 ? [] : addOwn(scope, account.id, made);
  if (told.length > 0) tell(scope, account.id, told);
  const transactions = transactionsOf(scope, account);
  return [...numbers, ...told.map(([number]) => number)].flatMap((number) =>
    seenByBank(transactions, number, now),
  );
}
