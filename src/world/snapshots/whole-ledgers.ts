import { OWN_NUMBERS } from '../../bank/ledger/ledger.ts';
import type { AccountLedger } from '../../model/ledger.ts';
import type { StagedScope } from './staged.ts';
import { damaged, named } from './voice.ts';

/* What is kept of transactions, together: a transaction that is found by its id is the one that lists have. */

/** All numbers of transactions stay below it. */
const END_OF_NUMBERS = 2 ** 45;

const isAscending = (numbers: readonly number[]): boolean =>
  numbers.every((number, at) => number > (numbers[at - 1] ?? -1));

function wrongWith({ own, retold, refreshes }: AccountLedger): string | undefined {
  const numbers = Array.from(own, ({ number }) => number);
  const hasOwnNumbers = numbers.every((number) => number >= OWN_NUMBERS && number < END_OF_NUMBERS);
  if (!hasOwnNumbers || !isAscending(numbers)) return 'its own transactions do not have numbers of their own';
  if (retold.some(({ number }) => number >= OWN_NUMBERS))
    return 'what was said of a transaction of its own is not with it';
  if (new Set(retold.map(({ number }) => number)).size < retold.length)
    return 'what was said of a transaction is there more than once';
  if ([...own].some(({ stages, transactedAt }) => stages[0].at < transactedAt))
    return 'a transaction is known before it was transacted';
  const isOver = refreshes.every(({ end, status }) => (end === null) === (status === 'pending'));
  if (!isOver || refreshes.slice(0, -1).some(({ status }) => status === 'pending'))
    return 'a refresh is pending that is not the last, or has no end, or one that is pending has';
  return undefined;
}

/** Each transaction with an id of the caller's is where that id leads to; answers how many there are. */
function checkIds({ facts }: StagedScope, account: string, place: string): number {
  const chosen = [...(facts.ledgers.get(account)?.own ?? [])].filter(({ id }) => id !== undefined);
  for (const { id = '', number } of chosen) {
    const found = facts.transactionIds.get(id);
    if (found?.account !== account || found.number !== number)
      throw damaged(`${place}.transactionIds`, `${named(id)} does not lead to its transaction.`);
  }
  return chosen.length;
}

/** What an account shows of its last refresh is what is kept of it: its transactions name it. */
function checkShown({ facts, tables }: StagedScope, place: string): void {
  for (const { id, transaction_refresh: shown } of tables['financial_connections.account'].values())
    if (shown !== null && facts.ledgers.get(id)?.refreshes.at(-1)?.id !== shown.id)
      throw damaged(
        `${place}.ledgers`,
        `the last refresh of ${named(id)} is not ${named(shown.id)}, which the account shows.`,
      );
}

export function checkLedgers(scope: StagedScope, place: string): void {
  const { ledgers, ledgerTags, transactionIds } = scope.facts;
  let ids = 0;
  for (const [account, ledger] of ledgers) {
    if (!scope.tables['financial_connections.account'].isCursor(account))
      throw damaged(
        `${place}.ledgers`,
        `it knows of the financial_connections.account ${named(account)}, and there is none.`,
      );
    const wrong = wrongWith(ledger);
    if (wrong !== undefined) throw damaged(`${place}.ledgers`, `${named(account)}: ${wrong}.`);
    if (ledgerTags.get(ledger.tag) !== account)
      throw damaged(`${place}.ledgerTags`, `the tag of ${named(account)} does not lead to it.`);
    ids += checkIds(scope, account, place);
  }
  checkShown(scope, place);
  // Each that there must be is there: so one more leads nowhere.
  if (ledgerTags.size > ledgers.size)
    throw damaged(`${place}.ledgerTags`, 'one leads to an account without it.');
  if (transactionIds.size > ids) throw damaged(`${place}.transactionIds`, 'one leads to no transaction.');
}
