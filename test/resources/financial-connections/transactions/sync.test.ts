import { describe, expect, it } from 'vitest';
import { type Booked, booked, booksOf, type Refresh, shownOf } from '../../../support/bank-books.ts';
import { DAY, PERSONA_ACCOUNTS } from '../../../support/living.ts';
import { linkedAccount, type Setup, setup } from '../../../support/setup.ts';
import { listed, NOW, synced, type Transaction } from '../../../support/transactions.ts';

/*
 * The loop of Stripe's docs, with all pages read: whoever follows it has what the bank has. What that is, is asked of the
 * bank's own books, and not of a list.
 */

const DAYS = 90;
const EVENT = 'financial_connections.account.refreshed_transactions';

/** Closed accounts are refreshed no more. */
const NAMES = PERSONA_ACCOUNTS.filter(({ deactivates_after: closes }) => closes === undefined).map(
  ({ name }) => name,
);

/*
 * Banks post at noon, and each refresh is initiated just before and ends just after: what is posted meanwhile comes with
 * the one of the next day.
 */
const START = NOW - 30;
const DELAY = '1m';

/** Days on which refreshes fail; on the last of them one program loses the event, too. */
const FAILING = [5, 20, 21, 8];
const LOST = [0, 7, 8];

interface Program {
  readonly habit: string;
  readonly limit: number;
  /** Days whose event it loses. */
  readonly lost?: readonly number[];
}

const PROGRAMS: readonly Program[] = [
  { habit: 'reads pages of 100', limit: 100 },
  { habit: 'reads pages of 3', limit: 3 },
  { habit: 'loses events', limit: 100, lost: LOST },
];

async function linked(name: string, failing: readonly number[] = []): Promise<Setup & { id: string }> {
  const world = setup({ seed: 'sync', time: { start: START, runs: false }, limits: { events: 1_000 } });
  const outcome = Array.from({ length: DAYS }, (_, day) => (failing.includes(day) ? 'failed' : 'succeeded'));
  const { id } = await linkedAccount(world, {
    institution: 'Personas',
    account: name,
    permissions: ['transactions'],
    refresh: { transactions: { delay: DELAY, outcome } },
  });
  return { ...world, id };
}

/** The refreshes of which events have told. */
const refreshesIn = (received: Setup['received']): readonly Refresh[] =>
  received.flatMap(({ event }) => {
    if (event.type !== EVENT || event.data.object.transaction_refresh === null) return [];
    const { id, last_attempted_at: at, status } = event.data.object.transaction_refresh;
    return [{ id, at, end: event.created, status }];
  });

/** A program that upserts by id all that came after its last cursor, and takes the next one from the event. */
class Mirror {
  readonly program: Program;
  readonly held = new Map<string, Transaction>();
  /** What it has seen become of what it held. */
  readonly changes = new Set<string>();
  #cursor: string | undefined;

  constructor(program: Program) {
    this.program = program;
  }

  async told(world: Setup, account: string, day: number, { id, status }: Refresh): Promise<void> {
    const { limit, lost = [] } = this.program;
    if (lost.includes(day)) return;
    if (status === 'succeeded')
      for (const changed of await synced(world, account, this.#cursor, limit)) this.#hold(changed);
    this.#cursor = id;
  }

  #hold(changed: Transaction): void {
    const before = this.held.get(changed.id);
    const amount = before?.amount === changed.amount ? 'the same' : 'another';
    if (before !== undefined) this.changes.add(`${before.status} → ${changed.status}, ${amount} amount`);
    this.held.set(changed.id, changed);
  }
}

/** An account that is subscribed to, and what programs have made of its events after 90 days. */
async function mirrored(name: string, failing: readonly number[] = []) {
  const world = await linked(name, failing);
  const { emulator, stripe, received, id } = world;
  const mirrors = PROGRAMS.map((program) => new Mirror(program));
  await stripe.financialConnections.accounts.subscribe(id, { features: ['transactions'] });
  for (let day = 0; day < DAYS; day++) {
    await emulator.clock.advance({ to: START + day * DAY + 90 });
    const refreshes = refreshesIn(received);
    const last = refreshes.at(-1);
    // One a day, by the subscription alone.
    expect(refreshes).toHaveLength(day + 1);
    expect(last).toMatchObject({ at: START + day * DAY, end: START + day * DAY + 60 });
    expect(last?.status).toBe(failing.includes(day) ? 'failed' : 'succeeded');
    if (last !== undefined) for (const mirror of mirrors) await mirror.told(world, id, day, last);
  }
  const books = await booksOf(world, id, name);
  return { world, mirrors, whole: await listed(world, id), bank: shownOf(books, refreshesIn(received)) };
}

const inOrder = (transactions: readonly Booked[]): readonly string[] => transactions.map(booked).sort();

describe('a program that keeps up with an account', () => {
  it('is tried with every persona that stays active', () => {
    expect(NAMES.length).toBeGreaterThan(15);
  });

  describe.each([
    ['', []],
    [', though some refreshes fail', FAILING],
  ] as const)('has what the bank has, day by day for 90 days%s', (_, failing) => {
    it.each(NAMES)('%s', async (name) => {
      const { mirrors, whole, bank } = await mirrored(name, failing);

      expect(inOrder(whole), 'the list').toEqual(inOrder(bank));
      for (const { program, held } of mirrors) {
        expect(inOrder([...held.values()]), program.habit).toEqual(inOrder(bank));
        expect(new Set(held.keys()), program.habit).toEqual(new Set(whole.map(({ id }) => id)));
      }
      expect(bank.length).toBeGreaterThan(0);
    });
  });

  it('sees some change: pending ones post, with another amount, or disappear, and nothing else becomes of any', async () => {
    const { mirrors } = await mirrored('Persona: Payroll worker');

    for (const { changes, program } of mirrors)
      expect([...changes].sort(), program.habit).toEqual([
        'pending → posted, another amount',
        'pending → posted, the same amount',
        'pending → void, the same amount',
      ]);
  });

  it('loses the data of a refresh if it takes its cursor from the account while that refresh is pending', async () => {
    const world = await linked('Persona: Payroll worker');
    const { stripe, emulator, id } = world;
    await stripe.financialConnections.accounts.refresh(id, { features: ['transactions'] });
    await emulator.clock.advance('10d');
    await stripe.financialConnections.accounts.refresh(id, { features: ['transactions'] });
    const { transaction_refresh: running } = await stripe.financialConnections.accounts.retrieve(id);
    const cursor = running?.id ?? '';

    expect(running?.status).toBe('pending');
    expect(await synced(world, id, cursor)).toEqual([]);
    await emulator.clock.advance(DELAY);

    const all = await listed(world, id);
    expect(all.filter(({ transaction_refresh: refresh }) => refresh === cursor).length).toBeGreaterThan(0);
    expect(await synced(world, id, cursor)).toEqual([]);
  });
});
