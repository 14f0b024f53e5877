import { describe, expect, it, onTestFinished, vi } from 'vitest';
import shippedInstitutions from '../../fixtures/institutions.json' with { type: 'json' };
import { shippedAccounts } from '../../src/bank/institutions.ts';
import { createEmulator } from '../../src/index.ts';
import { PAYMENT_FATES } from '../../src/model/payments.ts';
import { linkedAccount, setup } from '../support/setup.ts';

const START = '2026-01-01T00:00:00Z';
const mine = (account: object) => ({ fixtures: { accounts: { mine: [{ name: 'Mine', ...account }] } } });
const bank = (institution: object) => ({ fixtures: { institutions: [institution] } });
const hook = (webhook: object) => ({ webhooks: [{ url: 'http://localhost/', ...webhook }] });

/** `String` throws at it. */
const BARE: unknown = Object.create(null);

const MISTAKES: readonly (readonly [options: unknown, message: string])[] = [
  [null, 'createEmulator is null. Write an object'],
  ['frozen', 'createEmulator is "frozen". Write an object'],
  [new Map([['seed', 'x']]), 'createEmulator is a Map. Write an object'],
  [Promise.resolve({ seed: 'x' }), 'createEmulator is a Promise. Write an object'],
  [{ seed: true }, "seed is true. Write a text or a number, such as 'one' or 1."],
  [{ refresh: { balance: { delayMs: '5' } } }, 'refresh.balance.delayMs is "5". Write milliseconds'],
  [{ refresh: { balance: { delayMs: Number.NaN } } }, 'refresh.balance.delayMs is NaN. Write milliseconds'],
  [{ refresh: { balance: { delayMs: -1 } } }, 'refresh.balance.delayMs is -1. Write milliseconds'],
  [{ refresh: { ownership: { nextRefreshAfterMs: null } } }, 'ownership.nextRefreshAfterMs is null. Write'],
  [{ refresh: { balance: 'failed' } }, 'refresh.balance is "failed". Write an object with any of delayMs'],
  [{ refresh: [] }, 'refresh is a list. Write an object'],
  [{ refresh: new Date(0) }, 'refresh is a Date. Write an object'],
  [hook({ retryScheduleMs: ['1 h'] }), 'webhooks[0].retryScheduleMs[0] is "1 h". Write milliseconds'],
  [hook({ retryScheduleMs: 5 }), 'webhooks[0].retryScheduleMs is 5. Write a list of milliseconds, or'],
  [hook({ timeoutMs: 'abc' }), 'webhooks[0].timeoutMs is "abc". Write milliseconds'],
  [hook({ timeoutMs: 0 }), 'webhooks[0].timeoutMs is 0. Write milliseconds'],
  [hook({ secret: '' }), 'webhooks[0].secret is "". Write a text'],
  [hook({ enabledEvents: [] }), 'webhooks[0].enabledEvents is empty: nothing would ever be sent.'],
  [hook({ enabledEvents: '*' }), 'webhooks[0].enabledEvents is "*". Write a list'],
  [hook({ enabledEvents: ['custmer.*'] }), 'has "custmer.*", and there is no such event'],
  [hook({ enabledEvents: ['**'] }), 'has "**", and there is no such event'],
  [hook({ enabledEvents: new Array(1) }), 'webhooks[0].enabledEvents[0] is undefined. Write a text'],
  [{ webhooks: new Array(1) }, 'webhooks[0] is undefined. Write an object'],
  [hook({ url: BARE }), 'webhooks[0].url "an object" is no URL'],
  [hook({ url: 'localhost:3000' }), '"localhost:3000" is no URL of http or https.'],
  [{ webhooks: [{ handler: 'x' }] }, 'webhooks[0].handler is "x". Give a function'],
  [{ webhooks: 'http://localhost/' }, 'webhooks is "http://localhost/". Write a list'],
  [{ rateLimit: 'on' }, 'rateLimit is "on". Say off or stripe.'],
  [{ log: true }, 'log is true. Give a function that takes the entries, or false.'],
  [{ time: { start: START, run: true } }, 'time: unknown option "run". Did you mean "runs"?'],
  [{ time: { start: START, runs: 'yes' } }, 'time.runs is "yes". Write true or false.'],
  [{ time: { start: START, runs: true, scale: 0 } }, 'time.scale is 0. Write a number above 0'],
  [
    { time: { start: START, runs: true, scale: 1e9 } },
    'time.scale is 1000000000. Write a number above 0 and up to',
  ],
  [{ time: { runs: true } }, 'time.start "undefined" is no date.'],
  [{ time: { start: BARE } }, 'time.start "an object" is no date.'],
  [{ time: 5 }, "time is 5. Say 'real', 'frozen', or"],
  [{ apiVersion: 5 }, '"5" is no API version'],
  [{ assume: 'error' }, 'assume is "error". Write an object'],
  [{ limits: { events: BARE } }, 'limits.events is an object. Write a whole number'],
  [{ limits: new Map([['events', 1]]) }, 'limits is a Map. Write an object'],
  [{ limits: { events: '5' } }, 'limits.events is "5". Write a whole number of at least 1.'],
  [{ objects: 'cus_1' }, 'objects is "cus_1". Write lists by type'],
  [
    { objects: { customers: [{ created: new Date(0) }] } },
    'customers[0].created is a Date: objects are plain',
  ],
  [{ fixtures: { foo: 1 } }, 'fixtures: unknown option "foo".'],
  [{ fixtures: { accounts: [] } }, 'fixtures.accounts is a list. Write an object'],
  [mine({ name: '' }), 'fixtures.accounts.mine[0].name is "".'],
  [{ fixtures: { accounts: { mine: [{}] } } }, 'fixtures.accounts.mine[0] has no name.'],
  [mine({ colour: 'red' }), 'fixtures.accounts.mine[0]: unknown option "colour".'],
  [mine({ deactivates_after: '5' }), 'deactivates_after: "5". A duration carries its unit'],
  [mine({ refresh: { delay: 'abc' } }), 'refresh.delay: "abc". A duration carries its unit'],
  [
    mine({ refresh: { next_refresh_after: '1' } }),
    'refresh.next_refresh_after: "1". A duration carries its unit',
  ],
  [mine({ refresh: { outcome: ['done'] } }), 'refresh.outcome[0] is "done". Say succeeded, failed'],
  [
    mine({ refresh: { next_after: '1h' } }),
    'unknown option "next_after". Did you mean "next_refresh_after"?',
  ],
  // biome-ignore lint/suspicious/noThenProperty: the word for the outcome that comes next.
  [mine({ refresh: { then: 'done' } }), 'refresh.then is "done". Say succeeded, failed'],
  [mine({ payment: 'maybe' }), 'payment is "maybe". Say succeeds, stays_processing'],
  [mine({ balance: { current: { USD: 1 } } }), 'balance.current: "USD" is no currency.'],
  [mine({ balance: { current: { usd: '1' } } }), 'balance.current.usd is "1". Write a whole number'],
  [mine({ balance: {} }), 'balance has no current.'],
  [
    mine({ transactions: [{ description: 'x', amount: 1, ago: '1d', posts_after: '1d' }] }),
    'fixtures.accounts.mine[0].transactions[0].posts_after: only a pending transaction posts or vanishes later.',
  ],
  [
    mine({
      transactions: [
        { description: 'x', amount: 1, ago: '1d', status: 'pending', posts_after: '1d', voids_after: '1d' },
      ],
    }),
    'fixtures.accounts.mine[0].transactions[0].voids_after: a transaction that vanishes does not post.',
  ],
  [mine({ owners: [{}] }), 'fixtures.accounts.mine[0].owners[0] has no name.'],
  [mine({ persona: 'nobody' }), 'persona is "nobody". Say payroll_worker, '],
  [mine({ transactions: [{ description: 'A', amount: 1 }] }), 'transactions[0] has no ago.'],
  [
    mine({ transactions: [{ description: 'A', amount: 1, ago: '3' }] }),
    'transactions[0].ago: "3". A duration carries its unit',
  ],
  [
    mine({ transactions: [{ description: 'A', amount: 1, ago: '3d', currency: 'USD' }] }),
    'currency is "USD", which is no currency.',
  ],
  [
    mine({ balance: { current: { usd: 1 }, type: 'cash', credit: { used: null } } }),
    'balance has credit beside another type',
  ],
  [
    bank({ name: 'My Bank', accounts: 'nowhere' }),
    'accounts is "nowhere". There is no such set. There are basic',
  ],
  [bank({ name: 'My Bank' }), '"My Bank" has no accounts. Name a set of them'],
];

describe('options', () => {
  it.each(MISTAKES)('%j are refused with what to write instead', (options, message) => {
    expect(() => createEmulator(options as never)).toThrow(TypeError);
    expect(() => createEmulator(options as never)).toThrow(message);
  });

  it('that are undefined have their defaults', async () => {
    const refresh = { balance: { delayMs: undefined } };
    const world = setup({ refresh, seed: undefined, assume: { earlyRefresh: undefined } } as never);
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    await world.emulator.clock.advance(1_000);

    expect((await world.stripe.financialConnections.accounts.retrieve(id)).balance_refresh?.status).toBe(
      'succeeded',
    );
  });

  it('take a number for a seed, which is the same as its text', async () => {
    const idFrom = async (seed: string | number) => (await setup({ seed }).stripe.customers.create()).id;

    expect(await idFrom(5)).toBe(await idFrom('5'));
  });

  it('name an instant in UTC when it has no zone', () => {
    vi.stubEnv('TZ', 'Asia/Tokyo');
    onTestFinished(() => void vi.unstubAllEnvs());
    const at = (start: string) =>
      createEmulator({ time: { start, runs: false } })
        .clock.now()
        .toISOString();

    expect(new Date('2026-01-01T12:00:00').getUTCHours()).toBe(3);
    expect(at('2026-01-01T12:00:00')).toBe('2026-01-01T12:00:00.000Z');
    expect(at('2026-01-01 12:00')).toBe('2026-01-01T12:00:00.000Z');
    expect(at('2026-01-01T12:00:00+02:00')).toBe('2026-01-01T10:00:00.000Z');
    expect(at('1767225600')).toBe('2026-01-01T00:00:00.000Z');
  });

  it('hold objects that may change afterwards without harm', async () => {
    const customer = { id: 'cus_1', metadata: { tier: 'gold' } };
    const { clientFor } = setup({ objects: { customers: [customer] } });
    customer.metadata.tier = 'none';

    expect((await clientFor('sk_test_other').customers.retrieve('cus_1')) as object).toMatchObject({
      metadata: { tier: 'gold' },
    });
  });
});

describe('the options of a sandbox', () => {
  it.each([
    [{ webhook: [] }, 'sandbox: unknown option "webhook". Did you mean "webhooks"?'],
    [{ seed: 'x' }, 'sandbox: unknown option "seed".'],
    [{ webhooks: [{ url: 'localhost' }] }, 'sandbox: webhooks[0].url "localhost" is no URL'],
    [{ webhooks: {} }, 'sandbox: webhooks is an object. Write a list of webhooks'],
    [5, 'sandbox is 5. Write an object with any of webhooks.'],
  ])('%j are refused with what to write instead', (options, message) => {
    const { emulator } = setup();

    expect(() => emulator.sandbox('sk_test_other', options as never)).toThrow(TypeError);
    expect(() => emulator.sandbox('sk_test_other', options as never)).toThrow(message);
  });

  it('that are undefined have their defaults', () => {
    const { emulator } = setup();

    expect(emulator.sandbox('sk_test_other', { webhooks: undefined } as never).apiKey).toBe('sk_test_other');
  });
});

describe('fixtures', () => {
  it.each(PAYMENT_FATES)('may say that payments from an account end so: %s', (payment) => {
    expect(() => createEmulator(mine({ payment }) as never)).not.toThrow();
  });

  it('that are shipped are what fixtures may be', () => {
    const accounts = Object.fromEntries(shippedInstitutions.map(({ accounts: set = '' }) => [set, []]));
    const fixtures = {
      institutions: shippedInstitutions,
      accounts: { ...accounts, shipped: shippedAccounts() },
    };

    expect(() => createEmulator({ fixtures } as never)).not.toThrow();
  });

  it('say how refreshes go as the control surface does: one outcome behind another', async () => {
    // biome-ignore lint/suspicious/noThenProperty: the word for the outcome that comes next.
    const refresh = { outcome: 'failed', delay: 'immediate', then: 'unavailable' } as const;
    const world = setup({ fixtures: { accounts: { basic: [{ name: 'Moody', refresh }] } } });
    const fixed = await linkedAccount(world, { account: 'Moody' });
    const changed = await linkedAccount(world, { account: 'Success' });
    await world.emulator.updateAccount(changed.id, { refresh: { balance: refresh } });

    for (const { id } of [fixed, changed]) {
      const seen: unknown[] = [];
      for (let time = 0; time < 3; time++) {
        await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
        const { balance, balance_refresh } = await world.stripe.financialConnections.accounts.retrieve(id);
        seen.push([balance_refresh?.status, balance]);
        await world.emulator.clock.advance(1_000);
      }
      expect(seen).toEqual([
        ['failed', null],
        ['succeeded', null],
        ['succeeded', null],
      ]);
    }
  });

  it('choose how soon an account may be refreshed again', async () => {
    const world = setup({
      fixtures: { accounts: { basic: [{ name: 'Rare', refresh: { next_refresh_after: '1h' } }] } },
    });
    const { id } = await linkedAccount(world, { account: 'Rare', prefetch: ['balances'] });
    await world.emulator.clock.runToIdle();

    const { balance_refresh: refresh } = await world.stripe.financialConnections.accounts.retrieve(id);

    expect((refresh?.next_refresh_available_at ?? 0) - (refresh?.last_attempted_at ?? 0)).toBe(3_600);
  });
});

it('what JSON cannot hold is refused in a sentence, too', () => {
  const seed: unknown = 10n;

  expect(() => createEmulator({ seed: seed as string })).toThrow(
    'createEmulator: seed is 10. Write a text or a',
  );
});
