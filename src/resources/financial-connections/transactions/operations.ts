import type Stripe from 'stripe';
import { errors } from '../../../core/catalogue.ts';
import { pageFrom, pagination } from '../../../core/list.ts';
import { hash, optional, string } from '../../../core/shape.ts';
import { type TimeRange, timeRange } from '../../../core/time-range.ts';
import type { TransactionRefresh } from '../../../model/ledger.ts';
import type { Account, ParamsOf, Transaction } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { type Operation, operation } from '../../operation.ts';
import { type AccountTransactions, placeOf, transactionsOf } from './account-transactions.ts';
import { TRANSACTION } from './transaction.ts';
import { transactionList } from './transaction-list.ts';

const ACCOUNT = 'financial_connections.account';
const PATH = '/v1/financial_connections/transactions';
const ALWAYS: TimeRange = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** Refuses accounts whose transactions may not be read. Those of inactive accounts may (docs: financial-connections/webhooks). */
function checkReadable({ settings: { assume } }: Scope, { permissions, status }: Account): void {
  const isGranted = permissions?.includes('transactions') === true;
  if (!isGranted && assume.missingPermission === 'error') throw errors.insufficientPermission('transactions');
  if (status === 'disconnected' && assume.disconnectedTransactions === 'error')
    throw errors.disconnectedAccount();
}

const LIST = {
  ...pagination,
  account: string(),
  transacted_at: optional(timeRange),
  transaction_refresh: optional(
    hash({
      after: string(),
    } satisfies ParamsOf<Stripe.FinancialConnections.TransactionListParams.TransactionRefresh>),
  ),
} satisfies ParamsOf<Stripe.FinancialConnections.TransactionListParams>;

/** The place of a refresh among those of an account: one that is pending or has failed has one, too. */
function placeOfRefresh({ facts }: Scope, account: string, id: string): number {
  const place = facts.ledgers.get(account)?.refreshes.findLastIndex((refresh) => refresh.id === id) ?? -1;
  if (place >= 0) return place;
  throw errors.resourceMissingInParameter(
    'financial_connections.transaction_refresh',
    id,
    'transaction_refresh[after]',
  );
}

/** The refresh that has been initiated last. */
const lastOf = ({ ledger }: AccountTransactions): TransactionRefresh | undefined =>
  ledger.kept?.refreshes.at(-1);

/** Why no refresh has succeeded, and what to do. */
function whyNone(transactions: AccountTransactions): string {
  const last = lastOf(transactions);
  if (last?.status === 'pending')
    return `The refresh ${last.id} is pending: wait for it, or advance the clock.`;
  return last === undefined
    ? 'None has been initiated: refresh the account with features[]=transactions.'
    : `The refresh ${last.id} has failed: refresh the account again.`;
}

const isRunning = (transactions: AccountTransactions, refresh: string | undefined): boolean => {
  const last = lastOf(transactions);
  return last?.status === 'pending' && last.id === refresh;
};

const list = operation(
  'GET',
  PATH,
  {
    answers: TRANSACTION,
    list: true,
    sdkParams: 'FinancialConnections.TransactionListParams',
    params: LIST,
  },
  ({ scope, params, note }) => {
    const { account: id, transacted_at: range = ALWAYS, transaction_refresh: refresh } = params;
    const account = scope.requireFor(ACCOUNT, id, 'account');
    checkReadable(scope, account);
    const transactions = transactionsOf(scope, account);
    if (transactions.visibility.last === undefined) {
      note(whyNone(transactions));
      throw errors.noSuccessfulTransactionRefresh();
    }
    const afterRefresh = refresh === undefined ? undefined : placeOfRefresh(scope, id, refresh.after);
    if (isRunning(transactions, refresh?.after))
      note('Nothing comes after the refresh that is running: ask after the last one that you have read.');
    return pageFrom(transactionList(transactions, { range, afterRefresh }), {
      url: PATH,
      noun: TRANSACTION,
      params,
      outOfRange: scope.settings.assume.limitOutOfRange,
    });
  },
);

/** The transaction of an id, as its account's refreshes have shown it; undefined if none has. */
function found(scope: Scope, id: string): Transaction | undefined {
  const account = scope.tables[ACCOUNT].get(placeOf(scope.facts, id)?.account ?? '');
  if (account === undefined) return undefined;
  const transactions = transactionsOf(scope, account);
  const item = transactions.item(id);
  const sighting = item === undefined ? undefined : transactions.visibility.sighting(item);
  if (item === undefined || sighting === undefined) return undefined;
  checkReadable(scope, account);
  return transactions.shown(item, sighting);
}

const retrieve = operation(
  'GET',
  `${PATH}/:transaction`,
  {
    answers: TRANSACTION,
    sdkParams: 'FinancialConnections.TransactionRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.FinancialConnections.TransactionRetrieveParams>,
  },
  ({ scope, id }) => {
    const transaction = found(scope, id);
    if (transaction === undefined) throw errors.resourceMissing(TRANSACTION, id);
    return transaction;
  },
);

export const transactionOperations: readonly Operation[] = [list, retrieve];
