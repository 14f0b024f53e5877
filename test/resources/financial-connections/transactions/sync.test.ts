import { describe, expect, it } from 'vitest';
import { InstitutionCatalogue } from '../../../../src/bank/institutions.ts';
import { type Setup, setup } from '../../../support/setup.ts';
import { listed, NOW, refreshed, synced, type Transaction } from '../../../support/transactions.ts';

/* The loop of Stripe's docs, with all pages read: whoever follows it has what the bank has. */

const DAYS = 90;
const EVENT = 'financial_connections.account.refreshed_transactions';

const catalogue = new InstitutionCatalogue();
const personas = catalogue.find('Personas');
/** Closed accounts are refreshed no more. */
const NAMES = (personas === undefined ? [] : catalogue.accountsOf(personas))
  .filter(({ deactivates_after: closes }) => closes === undefined)
  .map(({ name }) => name);

async function linked(name: string): Promise<Setup & { readonly id: string }> {
  const world = setup({ seed: 'sync', time: { start: NOW, runs: false }, limits: { events: 1_000 } });
  const { id } = await world.emulator.linkAccount({ institution: 'Personas', account: name });
  return { ...world, id };
}

/** What does not depend on when it was asked for. */
const asTheBankHasIt = ({ transaction_refresh: _refresh, updated: _updated, ...rest }: Transaction) => rest;

const inOrder = (transactions: Iterable<Transaction>): readonly object[] =>
  [...transactions].map(asTheBankHasIt).sort((a, b) => (a.id < b.id ? -1 : 1));

/** The refresh that the last event tells of. */
function lastRefresh(received: Setup['received']) {
  const event = received.at(-1)?.event;
  if (event?.type !== EVENT || event.data.object.transaction_refresh === null)
    throw new Error(`No refresh of transactions has ended: ${event?.type}.`);
  return event.data.object.transaction_refresh;
}

interface Habits {
  readonly limit: number;
  /** Days on which the event is lost, and on which the refresh fails. */
  readonly missed?: readonly number[];
  readonly failed?: readonly number[];
}

/** Day by day: a refresh, its event, and all that came after the last cursor, upserted by id. */
async function mirrored(name: string, { limit, missed = [], failed = [] }: Habits) {
  const world = await linked(name);
  const { emulator, stripe, received, id } = world;
  const mirror = new Map<string, Transaction>();
  let cursor: string | undefined;
  for (let day = 0; day < DAYS; day++) {
    const outcome = failed.includes(day) ? 'failed' : 'succeeded';
    await emulator.updateAccount(id, { refresh: { transactions: { outcome } } });
    await refreshed(world, id);
    const refresh = lastRefresh(received);
    expect(refresh.status).toBe(outcome);
    if (!missed.includes(day)) {
      if (outcome === 'succeeded')
        for (const changed of await synced(world, id, cursor, limit)) mirror.set(changed.id, changed);
      cursor = refresh.id;
    }
    if (day < DAYS - 1) await emulator.clock.advance({ to: NOW + (day + 1) * 86_400 });
  }
  return { mirror, whole: await listed({ emulator, stripe }, id) };
}

/** What the bank has at the end, asked for twice only: when the account was linked, and then. */
async function atTheBank(name: string): Promise<readonly object[]> {
  const world = await linked(name);
  await refreshed(world, world.id);
  await world.emulator.clock.advance({ to: NOW + (DAYS - 1) * 86_400 });
  await refreshed(world, world.id);
  return inOrder(await listed(world, world.id));
}

describe('a program that keeps up with an account', () => {
  it('is tried with every persona that stays active', () => {
    expect(NAMES.length).toBeGreaterThan(15);
  });

  it.each(NAMES)('has what the bank has, day by day for 90 days: %s', async (name) => {
    const { mirror, whole } = await mirrored(name, { limit: 100 });

    // Of every transaction the last state that was shown, by the refresh that showed it.
    expect([...mirror.values()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      [...whole].sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect(inOrder(mirror.values())).toEqual(await atTheBank(name));
    expect(mirror.size).toBeGreaterThan(0);
  });

  it.each(['Persona: Payroll worker', 'Persona: Small business', 'Persona: New account'])(
    'has so with pages of 3, a lost event and refreshes that fail: %s',
    async (name) => {
      const { mirror } = await mirrored(name, { limit: 3, missed: [0, 7, 8], failed: [5, 20, 21] });

      expect(inOrder(mirror.values())).toEqual(await atTheBank(name));
    },
  );

  it('sees some change: pending ones post, with another amount, or disappear', async () => {
    const { whole } = await mirrored('Persona: Payroll worker', { limit: 100 });
    const statuses = new Set(whole.map(({ status }) => status));

    expect([...statuses].sort()).toEqual(['pending', 'posted', 'void']);
    expect(
      whole.some(
        ({ transacted_at: at, status_transitions: { posted_at: posted } }) =>
          posted !== null && posted > at + 86_400,
      ),
    ).toBe(true);
  });

  it('loses the data of a refresh if it takes its cursor from the account while that refresh is pending', async () => {
    const world = await linked('Persona: Payroll worker');
    const { stripe, emulator, id } = world;
    await refreshed(world, id);
    await emulator.clock.advance('10d');
    await stripe.financialConnections.accounts.refresh(id, { features: ['transactions'] });
    const { transaction_refresh: running } = await stripe.financialConnections.accounts.retrieve(id);
    const cursor = running?.id ?? '';

    expect(running?.status).toBe('pending');
    expect(await synced(world, id, cursor)).toEqual([]);
    await emulator.clock.advance('2s');

    const all = await listed(world, id);
    expect(all.filter(({ transaction_refresh: refresh }) => refresh === cursor).length).toBeGreaterThan(0);
    expect(await synced(world, id, cursor)).toEqual([]);
  });
});
