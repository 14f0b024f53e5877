import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { commandLine } from '../support/command-line.ts';
import { setup } from '../support/setup.ts';

const KEY = 'sk_test_of_the_module';

describe('apiKey', () => {
  it('is the key of the emulator, and names its publishable key', async () => {
    const { emulator, clientFor } = setup({ apiKey: KEY });
    const { id } = await emulator.linkAccount();

    expect(emulator).toMatchObject({ apiKey: KEY, publishableKey: 'pk_test_of_the_module' });
    expect((await clientFor(KEY).financialConnections.accounts.retrieve(id)).id).toBe(id);
  });

  it('may be a restricted key', () => {
    expect(createEmulator({ apiKey: 'rk_test_mine' })).toMatchObject({
      apiKey: 'rk_test_mine',
      publishableKey: 'pk_test_mine',
    });
  });

  it.each([
    [
      'sk_live_0123456789abcdefghij',
      'apiKey "sk_live_****************ghij" is a live key, which has no place',
    ],
    ['pk_test_mine', 'apiKey "pk_t********" is no secret key of test mode. Write one such as sk_test_mine.'],
    ['sk_test_', 'is no secret key of test mode'],
    ['sk_test_with a blank', 'is no secret key of test mode'],
    ['', 'is no secret key of test mode'],
    [5, 'apiKey is 5. Write a secret key, such as sk_test_mine.'],
    [null, 'apiKey is null. Write a secret key, such as sk_test_mine.'],
  ])('is refused when it is %j', (apiKey, sentence) => {
    expect(() => createEmulator({ apiKey } as never)).toThrow(TypeError);
    expect(() => createEmulator({ apiKey } as never)).toThrow(sentence);
  });
});

describe('--api-key', () => {
  const { folder, ran, ready } = commandLine();

  test.each([
    ['by its flag', ['--api-key', KEY], {}],
    ['by its variable', [], { STRIPE_FC_EMULATOR_API_KEY: KEY }],
  ])('%s stands in the ready line', async (_, flags, environment) => {
    const { line, stripe } = await ready(flags, environment);

    expect(line).toMatchObject({ secretKey: KEY, publishableKey: 'pk_test_of_the_module' });
    expect((await stripe.customers.list()).data).toEqual([]);
  });

  test('may stand in a configuration file, beside durations with their unit', async () => {
    const config = {
      apiKey: KEY,
      refresh: { balance: { delayMs: '1d' } },
      limits: { eventLifetimeMs: '1h' },
    };
    writeFileSync(join(folder, 'key.json'), JSON.stringify(config));
    const { line, stripe } = await ready(['--config', 'key.json', '--time', 'frozen']);
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const account = { id: 'fca_x', permissions: ['balances'] };
    await fetch(`${line.url}/_emulator/objects`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ 'financial_connections.accounts': [account] }),
    });
    await stripe.financialConnections.accounts.refresh('fca_x', { features: ['balance'] });

    const jobs = await (await fetch(`${line.url}/_emulator/jobs`, { headers })).json();
    const clock = await (await fetch(`${line.url}/_emulator/clock`, { headers })).json();

    expect(line.secretKey).toBe(KEY);
    expect(jobs.data).toEqual([
      expect.objectContaining({ kind: 'account.refresh', due: clock.now + 86_400 }),
    ]);
  });

  test('is what exec gives its command', async () => {
    const program = 'console.log(process.env.STRIPE_API_KEY, process.env.STRIPE_PUBLISHABLE_KEY)';

    const { out } = await ran(['exec', '--api-key', KEY, '--', process.execPath, '-e', program]);

    expect(out).toBe(`${KEY} pk_test_of_the_module\n`);
  });

  test('is refused with a sentence that masks it', async () => {
    const { err, code } = await ran(['--api-key', 'sk_live_0123456789abcdefghij']);

    expect(code).toBe(2);
    expect(err).toContain('--api-key "sk_live_****************ghij" is a live key');
  });
});
