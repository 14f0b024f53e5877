import { boundAt, postedAt } from '../../../bank/ledger/effect.ts';
import type { Figures } from '../../../bank/ledger/figures.ts';
import type { Amounts } from '../../../model/bank-facts.ts';
import type { Account } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { loginOf } from '../bank-login.ts';
import { keepsBooks, type OpenLedger, openLedger } from './open-ledger.ts';

const plus = (amounts: Amounts, currency: string, amount: number): Amounts => ({
  ...amounts,
  [currency]: (amounts[currency] ?? 0) + amount,
});

/** The figures with what was said of the fixture's transactions, which the bank's own course does not know. */
function withRetold({ bank, retold }: OpenLedger, figures: Figures, seconds: number): Figures {
  let { current, usable } = figures;
  for (const [number, item] of retold) {
    const course = bank.item(number);
    if (course === undefined) continue;
    const posted = postedAt(item, seconds) - postedAt(course, seconds);
    const bound = boundAt(item, seconds) - boundAt(course, seconds);
    current = plus(current, item.currency, posted);
    usable = plus(usable, item.currency, posted + bound);
  }
  return { current, usable };
}

/**
 * What the bank of an account figures at a time: undefined where its balance does not follow from its transactions, which is
 * so of basic test accounts, and of every balance that a test has set.
 */
export function figuresAt(scope: Scope, account: Account, seconds: number): Figures | undefined {
  const { balance } = loginOf(scope, account.id);
  return balance === null || balance.given === true ? undefined : bookedAt(scope, account, seconds);
}

/** The same by the bank's books alone, whatever balance a test has set. */
export function bookedAt(scope: Scope, account: Account, seconds: number): Figures | undefined {
  // Basic accounts are refreshed far more often than their transactions are asked for.
  if (!keepsBooks(scope, account)) return undefined;
  const ledger = openLedger(scope, account);
  const figures = ledger.bank.balanceAt(seconds);
  return figures === undefined ? undefined : withRetold(ledger, figures, seconds);
}
