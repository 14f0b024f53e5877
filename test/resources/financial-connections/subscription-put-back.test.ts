import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/index.ts';
import type { Setup } from '../../support/setup.ts';
import {
  DAY,
  DAY_MS,
  refreshedAt,
  runs,
  START_SECONDS,
  subscribed,
  world,
} from '../../support/subscriptions.ts';

describe('an account that is put in place with a subscription', () => {
  const put = (at: Setup, fields: object = {}) =>
    at.emulator.putObjects({
      'financial_connections.accounts': [
        { id: 'fca_1', permissions: ['transactions'], subscriptions: ['transactions'], ...fields },
      ],
    });

  it('is refreshed daily', async () => {
    const at = world();
    await put(at);

    await at.emulator.clock.advance(2 * DAY_MS + 1_000);

    expect(refreshedAt(at)).toEqual([DAY + 1, 2 * DAY + 1]);
  });

  it.each([
    ['ten days and an hour ago', -10 * DAY - 3_600, DAY - 3_600],
    ['an hour ago', -3_600, DAY - 3_600],
    ['a day ago to the second', -DAY, DAY],
    ['in an hour', 3_600, DAY],
  ])('is refreshed at the times that its last refresh leads to: %s', async (_, attempted, due) => {
    const at = world();
    const hash = { status: 'succeeded', last_attempted_at: START_SECONDS + attempted };
    await put(at, { transaction_refresh: hash });

    expect(runs(at)).toEqual([[due, true]]);
  });

  it('is not refreshed if it is disconnected', async () => {
    const at = world();
    await put(at, { status: 'disconnected' });

    expect(runs(at)).toEqual([]);
  });

  it('once, however often it is put in place; and no more when it comes without', async () => {
    const at = world();
    await put(at);
    await put(at);
    const twice = runs(at);
    await put(at, { subscriptions: [] });

    expect(twice).toEqual([[DAY, true]]);
    expect(runs(at)).toEqual([]);
  });

  it('rests without the permission to read transactions', async () => {
    const at = world();
    await put(at, { permissions: ['balances'] });

    await at.emulator.clock.advance(2 * DAY_MS);

    expect(refreshedAt(at)).toEqual([]);
  });
});

describe('a snapshot', () => {
  it('goes on with the subscription where it was', async () => {
    const at = world();
    await subscribed(at);
    await at.emulator.clock.advance(DAY_MS / 2);
    const other = world();
    await other.emulator.restore(await at.emulator.snapshot());

    await other.emulator.clock.advance(2 * DAY_MS);

    expect(refreshedAt(other)).toEqual([DAY + 1, 2 * DAY + 1]);
  });

  it('of before version 6 has what banks know if it fits, and begins to run what was subscribed to', async () => {
    const at = world();
    await at.emulator.linkAccount({ id: 'fca_1', subscriptions: ['transactions'] });
    await at.emulator.linkAccount({ id: 'fca_2', prefetch: ['ownership'] });
    await at.emulator.linkAccount({ id: 'fca_3', prefetch: ['ownership'] });
    const document = structuredClone(await at.emulator.snapshot()) as unknown as Old;
    const [scope] = document.scopes;
    Object.assign(document, { version: 5, jobs: document.jobs.filter(({ job }) => job.kind !== RUN) });
    Reflect.deleteProperty(scope.tables, 'financial_connections.account_ownership');
    Reflect.deleteProperty(scope.facts, 'ownerships');
    const known = new Map(scope.facts.logins);
    Object.assign(known.get('fca_2') ?? {}, { owners: ['anything'] });
    Object.assign(known.get('fca_3') ?? {}, {
      owners: [{ name: 'Ada', email: null, phone: null, raw_address: null }],
    });
    const other = world();

    await other.emulator.restore(document as unknown as Snapshot);
    await other.emulator.clock.advance(1_000);

    const { data } = await other.stripe.financialConnections.accounts.list({ expand: ['data.ownership'] });
    const names = data.map(({ ownership }) =>
      (ownership as { owners: { data: { name: string }[] } } | null)?.owners.data.map(({ name }) => name),
    );
    expect(runs(other)).toEqual([[DAY, true]]);
    expect(names).toEqual([['Ada'], ['Jenny Rosen'], undefined]);
  });
});

const RUN = 'account.subscription';
interface Old {
  readonly version: number;
  readonly jobs: readonly { readonly job: { readonly kind: string } }[];
  readonly scopes: readonly [
    {
      readonly tables: object;
      readonly facts: { readonly logins: readonly (readonly [string, object])[] };
    },
  ];
}
