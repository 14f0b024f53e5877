import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TestAccount } from '../../../../src/bank/institutions.ts';
import type { Ledger } from '../../../../src/bank/ledger/ledger.ts';
import { booksOf } from '../../../support/bank-books.ts';
import { DAY, PERSONA_ACCOUNTS } from '../../../support/living.ts';
import { linkedAccount, setup } from '../../../support/setup.ts';
import { listed, NOW, type Transaction } from '../../../support/transactions.ts';

/* Money that is shown: whatever a balance has moved by is in the list of transactions, to the cent and in its currency. */

const AT_ONCE = { transactions: { delay: 'immediate' }, balance: { delay: 'immediate' } } as const;
const WITH_BALANCE = PERSONA_ACCOUNTS.filter(({ balance }) => balance != null);

async function linked(account: string, seed: number) {
  const world = setup({ seed, time: { start: NOW, runs: false } });
  const { emulator, stripe } = world;
  const { id } = await linkedAccount(world, {
    institution: 'Personas',
    account,
    permissions: ['balances', 'transactions'],
    refresh: AT_ONCE,
  });
  const books = await booksOf(world, id, account);
  const look = async (seconds: number) => {
    await emulator.clock.advance({ to: NOW + seconds });
    await stripe.financialConnections.accounts.refresh(id, { features: ['balance', 'transactions'] });
    const { balance } = await stripe.financialConnections.accounts.retrieve(id);
    if (balance == null) throw new Error(`${account} has no balance.`);
    expect(balance.as_of).toBe(NOW + seconds);
    return { balance, all: await listed(world, id) };
  };
  return { books, look };
}

type Look = Awaited<ReturnType<Awaited<ReturnType<typeof linked>>['look']>>;

const sumOf = (all: readonly Transaction[], isOfIt: (one: Transaction) => boolean): number =>
  all.filter(isOfIt).reduce((sum, { amount }) => sum + amount, 0);

/** What is held of deposits that have posted, which no list tells. */
const heldAt = (books: Ledger, currency: string, seconds: number): number =>
  [...books.walk({ from: seconds - 20 * DAY, to: seconds })]
    .filter((item) => item.currency === currency && (item.hold?.until ?? 0) > seconds)
    .filter(({ stages }) => stages.findLast(({ at }) => at <= seconds)?.status === 'posted')
    .reduce((sum, { hold }) => sum + (hold?.amount ?? 0), 0);

/** Of each currency: what has moved by what, and what of it can be used. */
function checkBooks({ name }: TestAccount, books: Ledger, before: Look, after: Look): void {
  const { as_of: now, cash, credit, current } = after.balance;
  for (const [currency, amount] of Object.entries(current)) {
    const ofIt = (one: Transaction): boolean => one.currency === currency;
    const posted = sumOf(after.all, (one) => {
      const at = one.status_transitions.posted_at ?? 0;
      return ofIt(one) && one.status === 'posted' && at > before.balance.as_of && at <= now;
    });
    expect(amount - (before.balance.current[currency] ?? 0), `${name}, ${currency}`).toBe(posted);
    const pendingDebits = sumOf(after.all, (one) => ofIt(one) && one.status === 'pending' && one.amount < 0);
    const usable = (credit?.used ?? cash?.available)?.[currency];
    const held = heldAt(books, currency, now);
    expect(usable, `${name}, ${currency}`).toBe(amount + pendingDebits - held);
  }
}

/** What has been looked at in all, of each seed. */
class Tally {
  readonly posted = new Set<string>();
  readonly pending = new Set<string>();

  note(seed: number, { all }: Look): void {
    for (const { id, status } of all) {
      if (status === 'posted') this.posted.add(`${seed}/${id}`);
      if (status === 'pending') this.pending.add(`${seed}/${id}`);
    }
  }
}

/** One that closes is looked at before it does. */
function instantsOf({ deactivates_after: closes }: TestAccount) {
  const seconds = fc.integer({ min: 3_600, max: closes === undefined ? 300 * DAY : DAY });
  return fc.tuple(seconds, seconds, fc.integer());
}

describe('the balance of a persona', () => {
  it('moves by what posts, and what is left of it by pending debits and held deposits, in all its currencies', async () => {
    const tally = new Tally();
    const holds =
      (account: TestAccount) =>
      async ([first, second, seed]: [number, number, number]) => {
        const { books, look } = await linked(account.name, seed);
        let before = await look(0);
        for (const seconds of [first, first + second]) {
          const after = await look(seconds);
          expect(Object.keys(after.balance.current)).toEqual(Object.keys(account.balance?.current ?? {}));
          checkBooks(account, books, before, after);
          tally.note(seed, after);
          before = after;
        }
      };
    for (const account of WITH_BALANCE)
      await fc.assert(fc.asyncProperty(instantsOf(account), holds(account)), { numRuns: 2 });

    expect(WITH_BALANCE.length).toBeGreaterThan(20);
    expect(tally.posted.size).toBeGreaterThan(200);
    expect(tally.pending.size).toBeGreaterThan(20);
  });

  it('has less to be used by what is held of a deposit, up to the second in which it is free', async () => {
    let seen = 0;
    for (const account of WITH_BALANCE) {
      const { books, look } = await linked(account.name, 7);
      const items = [...books.walk({ from: NOW + DAY, to: NOW + 60 * DAY, oldestFirst: true })];
      const until = items.find(({ hold }) => hold !== undefined)?.hold?.until;
      // Most personas are paid otherwise than by check.
      if (until === undefined) continue;
      seen++;
      const start = await look(0);
      const held = await look(until - NOW - 4_000);
      expect(heldAt(books, 'usd', held.balance.as_of)).toBeGreaterThan(0);
      checkBooks(account, books, start, held);
      checkBooks(account, books, held, await look(until - NOW));
    }

    expect(seen).toBeGreaterThan(0);
  });
});
