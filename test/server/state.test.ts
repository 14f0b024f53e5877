import { readFile, stat } from 'node:fs/promises';
import Stripe from 'stripe';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Emulator, EmulatorOptions } from '../../src/index.ts';
import { kept, stateFile } from '../support/kept.ts';
import { linkedAccount } from '../support/setup.ts';

/* What goes over a restart. Files that cannot be read are in state-file.test.ts, locks in state-lock.test.ts. */

const KEYS = ['sk_test_a_first_sandbox', 'sk_test_a_second_sandbox'] as const;

const clientOf = (emulator: Emulator, key: string = emulator.apiKey, config: Stripe.StripeConfig = {}) =>
  new Stripe(key, {
    httpClient: Stripe.createFetchHttpClient(emulator.fetch),
    maxNetworkRetries: 0,
    telemetry: false,
    ...config,
  });

/** A call of the control surface without a key. */
const control = (emulator: Emulator, path: string): Promise<Response> =>
  emulator.fetch(`http://127.0.0.1/_emulator${path}`);

/** Some of everything: jobs, deliveries to come, a connected account, answers kept for idempotency keys. */
async function furnish(emulator: Emulator, key: string): Promise<void> {
  const view = emulator.sandbox(key);
  const stripe = clientOf(emulator, key);
  await stripe.webhookEndpoints.create({ url: 'http://localhost:9/hook', enabled_events: ['*'] });
  const account = await linkedAccount({ emulator: view, stripe }, { permissions: ['balances'] });
  await stripe.financialConnections.accounts.refresh(account.id, { features: ['balance'] });
  await stripe.customers.create({ name: 'Once' }, { idempotencyKey: 'once' });
  await stripe.customers.create({ name: 'Connected' }, { stripeAccount: 'acct_connected' });
}

const snapshots = (emulator: Emulator) =>
  Promise.all([emulator.apiKey, ...KEYS].map((key) => emulator.sandbox(key).snapshot()));

describe('a restart', () => {
  it('keeps every sandbox with all that is in it', async () => {
    const file = stateFile();
    const before = await kept(file);
    for (const key of KEYS) await furnish(before.emulator, key);
    const taken = await snapshots(before.emulator);
    await before.stop();

    const after = await kept(file);

    expect(await snapshots(after.emulator)).toEqual(taken);
  });

  it('goes on where it was: jobs, deliveries, idempotency, connected accounts', async () => {
    const file = stateFile();
    const [key] = KEYS;
    const before = await kept(file);
    await furnish(before.emulator, key);
    const once = await clientOf(before.emulator, key).customers.list({ limit: 1 });
    await before.stop();

    const { emulator } = await kept(file);
    const stripe = clientOf(emulator, key);
    const again = await stripe.customers.create({ name: 'Once' }, { idempotencyKey: 'once' });
    const ran = await emulator.sandbox(key).clock.runToIdle();
    const [account] = (await stripe.financialConnections.accounts.list()).data;
    const connected = await stripe.customers.list({}, { stripeAccount: 'acct_connected' });

    expect(again.id).toBe(once.data[0]?.id);
    expect(ran.map(({ kind }) => kind)).toContain('webhook.attempt');
    expect(account?.balance_refresh?.status).toBe('succeeded');
    expect(connected.data.map(({ name }) => name)).toEqual(['Connected']);
  });

  it('keeps a sandbox that nobody has used in between, several times over', async () => {
    const file = stateFile();
    const before = await kept(file);
    for (const key of KEYS) await furnish(before.emulator, key);
    const taken = await snapshots(before.emulator);
    await before.stop();

    for (const name of ['one', 'two']) {
      const between = await kept(file);
      await clientOf(between.emulator, 'sk_test_of_somebody_else').customers.create({ name });
      await between.stop();
    }

    const after = await kept(file);
    expect(await snapshots(after.emulator)).toEqual(taken);
    expect((await clientOf(after.emulator, 'sk_test_of_somebody_else').customers.list()).data).toHaveLength(
      2,
    );
  });

  it('leaves a frozen clock where it stood', async () => {
    const file = stateFile();
    const [key] = KEYS;
    const time = { start: '2026-01-31T12:00:00Z', runs: false };
    const before = await kept(file, { time });
    await before.emulator.sandbox(key).clock.advance(90_000);
    await before.stop();

    const { emulator } = await kept(file, { time: 'frozen' });

    expect(emulator.sandbox(key).clock.now()).toEqual(new Date('2026-01-31T12:01:30Z'));
    expect(emulator.clock.now()).toEqual(new Date('2026-01-31T12:00:00Z'));
  });

  it('leaves a clock where it stood, though it is to run from now on', async () => {
    const file = stateFile();
    const before = await kept(file, { time: { start: '2026-01-31', runs: false } });
    await before.stop();

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    onTestFinished(() => void vi.useRealTimers());
    const { emulator } = await kept(file, { time: 'real' });

    expect(emulator.clock.now()).toEqual(new Date('2026-01-31'));
  });

  it.each([
    ['real', 1],
    [{ start: '2026-01-31', runs: true, scale: 60 }, 60],
  ] as const)('on a clock that runs (%j), runs what fell due while it was off', async (time, scale) => {
    const file = stateFile();
    const [key] = KEYS;
    const refreshed = Promise.withResolvers<void>();
    const options: EmulatorOptions = {
      time,
      refresh: { balance: { delayMs: scale * 60_000 } },
      webhooks: [
        {
          handler: async (request) => {
            const { type } = JSON.parse(await request.text());
            if (type === 'financial_connections.account.refreshed_balance') refreshed.resolve();
            return new Response();
          },
        },
      ],
    };
    const nowMs = 1_800_000_000_000;
    vi.useFakeTimers({ toFake: ['Date'], now: nowMs });
    onTestFinished(() => void vi.useRealTimers());
    const before = await kept(file, options);
    await furnish(before.emulator, key);
    const beforeMs = before.emulator.clock.now().getTime();
    await before.stop();
    vi.setSystemTime(nowMs + 3_600_000);

    const { emulator } = await kept(file, options);
    // Nobody uses the key before it has happened.
    await refreshed.promise;

    expect(emulator.clock.now().getTime() - beforeMs).toBe(scale * 3_600_000);
    const [account] = (await clientOf(emulator, key).financialConnections.accounts.list()).data;
    expect(account?.balance_refresh).toMatchObject({ status: 'succeeded' });
  });

  it.each([
    ['the same seed', 'a'],
    ['another seed', 'b'],
    ['no seed', undefined],
  ])('goes on with the ids of its seed, under %s', async (_, seed) => {
    const [file, whole] = [stateFile(), stateFile()];
    const start = { time: { start: '2026-01-31', runs: false } };
    const created = async ({ emulator }: { emulator: Emulator }) =>
      (
        await Promise.all([emulator.apiKey, ...KEYS].map((key) => clientOf(emulator, key).customers.create()))
      ).map(({ id }) => id);
    const uninterrupted = await kept(whole, { seed: 'a', ...start });
    await created(uninterrupted);
    const expected = await created(uninterrupted);
    const before = await kept(file, { seed: 'a', ...start });
    await created(before);
    await before.stop();

    const after = await kept(file, { ...start, ...(seed === undefined ? {} : { seed }) });

    expect(await created(after)).toEqual(expected);
  });

  it('goes on with random ids, though there is a seed now', async () => {
    const file = stateFile();
    const ids = async (seed?: string): Promise<string> => {
      const { emulator, stop } = await kept(file, seed === undefined ? {} : { seed });
      const { id } = await clientOf(emulator).customers.create();
      await stop();
      return id;
    };
    await ids();

    const [one, other] = [await ids('a'), await ids('a')];
    const fresh = await kept(stateFile(), { seed: 'a' });

    expect(one).not.toBe(other);
    expect((await clientOf(fresh.emulator).customers.create()).id).not.toBe(one);
  });

  it('puts configured objects only into sandboxes that are new', async () => {
    const file = stateFile();
    const [old, fresh] = KEYS;
    const objects = { customers: [{ id: 'cus_configured' }] };
    const before = await kept(file);
    await clientOf(before.emulator, old).customers.create();
    await before.stop();

    const { emulator } = await kept(file, { objects });
    const idsOf = async (key: string) =>
      (await clientOf(emulator, key).customers.list()).data.map(({ id }) => id);

    expect(await idsOf(fresh)).toEqual(['cus_configured']);
    expect(await idsOf(old)).toHaveLength(1);
    expect(await idsOf(old)).not.toContain('cus_configured');
    expect(await idsOf(emulator.apiKey)).toEqual([]);
  });
});

describe('a sandbox whose key has not been seen', () => {
  it('is shown by its hash, until somebody uses the key', async () => {
    const file = stateFile();
    const [key, other] = KEYS;
    const before = await kept(file);
    await clientOf(before.emulator, key).customers.create({ name: 'Jenny' });
    await before.stop();

    const { emulator } = await kept(file);
    const requests = await control(emulator, '/requests');
    await clientOf(emulator, other).customers.list();
    const sentence = await (await control(emulator, '/clock')).text();
    await clientOf(emulator, key).customers.list();

    // The only one used so far, as it was before.
    expect(requests.headers.get('emulator-sandbox')).toMatch(/^sandbox [0-9a-f]{8}$/);
    expect((await requests.json()).data).toHaveLength(1);
    expect(sentence).toMatch(/Several keys have been used: sandbox [0-9a-f]{8}, sk_test_\*+dbox\./);
    expect(await (await control(emulator, '/clock')).text()).toMatch(/: sk_test_\*+dbox, sk_test_\*+dbox\./);
  });
});

describe('the file', () => {
  it('is for its owner alone, and holds no key', async () => {
    const file = stateFile();
    const { emulator, stop } = await kept(file);
    await clientOf(emulator, KEYS[0]).customers.create();
    await stop();

    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain(KEYS[0]);
    expect(text).not.toContain('a_first_sandbox');
  });

  it('is there from the start on', async () => {
    const file = stateFile();
    await kept(file);

    expect(await readFile(file, 'utf8')).toMatch(/^\{"object":"emulator.state","version":1,/);
  });

  it('is not written where nothing has changed', async () => {
    const file = stateFile();
    await (await kept(file)).stop();
    const { ino } = await stat(file);

    await (await kept(file)).stop();

    expect((await stat(file)).ino).toBe(ino);
  });
});
