import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/index.ts';
import { linkedAccount, setup } from '../support/setup.ts';

/* Durations carry their unit wherever milliseconds are taken, and instants are Unix seconds as well. */

const START = '2026-01-01T00:00:00.000Z';
const frozen = { time: { start: START, runs: false } } as const;
const REFRESHED = 'financial_connections.account.refreshed_balance';

type Way = Parameters<Emulator['clock']['advance']>[0];

describe('clock.advance', () => {
  it.each<[Way, string]>([
    [1_000, '2026-01-01T00:00:01.000Z'],
    ['1s', '2026-01-01T00:00:01.000Z'],
    ['250ms', '2026-01-01T00:00:00.250Z'],
    ['10m', '2026-01-01T00:10:00.000Z'],
    ['1.5h', '2026-01-01T01:30:00.000Z'],
    ['30d', '2026-01-31T00:00:00.000Z'],
    [{ by: 1_000 }, '2026-01-01T00:00:01.000Z'],
    [{ by: '1s' }, '2026-01-01T00:00:01.000Z'],
    [{ to: 1_999_999_999 }, '2033-05-18T03:33:19.000Z'],
    [{ to: '1999999999' }, '2033-05-18T03:33:19.000Z'],
    [{ to: '2026-02-01' }, '2026-02-01T00:00:00.000Z'],
    [{ to: '2026-02-01T12:00:00+02:00' }, '2026-02-01T10:00:00.000Z'],
    [{ to: new Date('2026-02-01') }, '2026-02-01T00:00:00.000Z'],
  ])('takes %j', async (way, then) => {
    const { emulator } = setup(frozen);

    await emulator.clock.advance(way);

    expect(emulator.clock.now().toISOString()).toBe(then);
  });

  it.each<[unknown, string]>([
    [undefined, 'clock.advance is undefined. Say how far: 5000 (milliseconds), '],
    [null, 'clock.advance is null. Say how far'],
    [{}, 'clock.advance is an object. Say how far'],
    [{ by: '1s', to: START }, 'clock.advance is an object. Say how far'],
    [new Date(START), 'clock.advance is a Date. Say how far'],
    [
      '1',
      'clock.advance: by is "1". Write milliseconds, a number such as 5000, or a duration such as \'5s\'.',
    ],
    ['1 second', 'clock.advance: by is "1 second". Write milliseconds'],
    [Number.NaN, 'clock.advance: by is NaN. Write milliseconds'],
    [{ by: null }, 'clock.advance: by is null. Write milliseconds'],
    [{ to: 'soon' }, 'clock.advance: to "soon" is no date. Write Unix seconds or an ISO instant'],
    [{ to: 1_999_999_999_000 }, 'clock.advance: to "1999999999000" is no date. Write Unix seconds'],
    [{ until: 'idle' }, 'clock.advance: unknown option "until". There are by or to.'],
    [-1, 'Time only goes forward'],
    [Number.POSITIVE_INFINITY, 'Time ends with the year 9999'],
  ])('refuses %j with what to write', async (way, sentence) => {
    const { emulator } = setup(frozen);

    await expect(emulator.clock.advance(way as Way)).rejects.toThrow(sentence);

    expect(emulator.clock.now().toISOString()).toBe(START);
  });
});

describe('a duration with its unit', () => {
  it.each<EmulatorOptions>([
    { refresh: { balance: { delayMs: '1m', nextRefreshAfterMs: '1h' } } },
    { refresh: { balance: { delayMs: 60_000, nextRefreshAfterMs: 3_600_000 } } },
  ])('is how long a refresh takes: %j', async (options) => {
    const world = setup({ ...frozen, ...options });
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    await world.emulator.clock.runToIdle();

    expect(world.emulator.clock.now().toISOString()).toBe('2026-01-01T00:01:00.000Z');
    const { balance_refresh: refresh } = await world.stripe.financialConnections.accounts.retrieve(id);
    expect(refresh).toMatchObject({ next_refresh_available_at: Date.parse(START) / 1_000 + 3_600 });
  });

  it('is when a webhook is tried again', async () => {
    const { emulator, stripe } = setup({
      ...frozen,
      log: false,
      webhooks: [{ handler: () => new Response('', { status: 500 }), retryScheduleMs: ['5m', 3_600_000] }],
    });
    await stripe.customers.create();
    const attempts = () => emulator.deliveries()[0]?.attempts.length;

    await emulator.clock.advance('299s');
    expect(attempts()).toBe(1);
    await emulator.clock.advance('1s');
    expect(attempts()).toBe(2);
    await emulator.clock.advance('1h');
    expect(attempts()).toBe(3);
  });

  it('is how long nothing comes, and how long an event is waited for', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    await world.emulator.expectNoEvent(REFRESHED, { withinMs: '999ms' });
    await expect(world.emulator.expectNoEvent(REFRESHED, { withinMs: '1ms' })).rejects.toThrow(
      'Expected no event',
    );
    expect(await world.emulator.waitForEvent(REFRESHED, { timeoutMs: '5s' })).toMatchObject({
      type: REFRESHED,
    });
  });

  it('is how long something is kept', async () => {
    const { emulator, stripe } = setup({ limits: { eventLifetimeMs: '1h' } });
    await stripe.customers.create();
    await emulator.clock.advance('1h');
    await emulator.clock.advance('1s');

    await stripe.customers.create();

    expect(emulator.events()).toHaveLength(1);
  });
});

it('time starts at Unix seconds, too', () => {
  const { clock } = createEmulator({ time: { start: 1_767_225_600, runs: false } });

  expect(clock.now().toISOString()).toBe(START);
});

it('members of an emulator do their work when they are taken out', async () => {
  const { sandbox, events, expectNoEvent, waitForEvent, linkAccount, close, clock } = createEmulator();
  const { advance, now } = clock;
  const before = now().getTime();

  await linkAccount();
  await expectNoEvent('customer.created', { withinMs: '1s' });
  await advance('1s');

  expect(now().getTime()).toBe(before + 2_000);
  expect(events()).toEqual([await waitForEvent('financial_connections.account.created')]);
  expect(['sk_test_a', 'sk_test_b'].map((key) => sandbox(key).apiKey)).toEqual(['sk_test_a', 'sk_test_b']);
  // `map` passes an index along, which is no object of options.
  expect(() => ['sk_test_a'].map(sandbox as (key: string) => Emulator)).toThrow(
    'sandbox is 0. Write an object with any of webhooks.',
  );
  await close();
});
