import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/cli/config.ts';
import { FLAG_NAMES, twinOf } from '../../src/cli/flag-table.ts';
import { readCommandLine } from '../../src/cli/flags.ts';
import { forwardUrl } from '../../src/cli/forward-url.ts';
import { helpText } from '../../src/cli/help.ts';
import { jsonLine, textLine } from '../../src/cli/output.ts';
import { makePlan } from '../../src/cli/plan.ts';
import type { EmulatorConfig } from '../../src/options/config.ts';

const plan = (
  argv: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
  config: EmulatorConfig = {},
) => makePlan(readCommandLine(argv, environment).flags, config);

describe('the command line', () => {
  test('starts a server when nothing is said', () => {
    expect(readCommandLine([], {})).toMatchObject({ command: 'start', rest: [], notices: [] });
  });

  test('leaves everything behind the two dashes to the command', () => {
    const line = readCommandLine(['exec', '--seed', 'a', '--', 'npm', 'test', '--', '--port', '1'], {});

    expect(line).toMatchObject({ command: 'exec', rest: ['npm', 'test', '--', '--port', '1'] });
    expect([...line.flags.keys()]).toEqual(['seed']);
  });

  test.each([
    [['--prot', '1'], 'There is no flag --prot. Did you mean --port?'],
    [['-x'], 'There is no flag -x.'],
    [['--port'], '--port needs a value: --port <number>.'],
    [['--seed', '--port', '1'], '--seed needs a value: --seed <value>.'],
    [['--quiet=yes'], '--quiet is a switch and takes no value: leave "=yes" away.'],
    [['strat'], 'There is no command "strat". Did you mean start?'],
    [['hlep'], 'There is no command "hlep". Did you mean --help?'],
    [['exec', 'npm', 'test'], 'stripe-fc-emulator exec -- npm test'],
    [['start', 'here'], '"start" takes flags only, not "here".'],
    [['--', 'npm'], 'stripe-fc-emulator exec -- <command…>'],
  ])('%j is refused', (argv, sentence) => {
    expect(() => readCommandLine(argv, {})).toThrow(sentence);
  });

  test.each([
    [
      ['--port', 'x'],
      'Failed to read --port: "x" is not a port. Give a whole number from 0 (a free one) to 65535.',
    ],
    [['-p', '65536'], 'Failed to read -p: "65536"'],
    [['--refresh-delay', '5'], 'Invalid --refresh-delay: "5". A duration carries its unit'],
    [['--refresh-outcome', 'fails'], 'is not one of succeeded, failed,'],
    [['--time', 'soon'], 'Failed to read --time: "soon" is not "real", "frozen" or an instant.'],
    [['--time', '2026-13-01'], 'Failed to read --time'],
    [['--time-scale', '0'], 'is not a number above 0'],
    [['--time', 'frozen', '--time-scale', '2'], 'leave one away'],
    [['--assume', 'earlyRefesh=error'], 'Did you mean earlyRefresh?'],
    [['--assume', 'earlyRefresh=maybe'], 'earlyRefresh is ignored or error, not "maybe"'],
    [['--assume', 'earlyRefresh'], 'as in earlyRefresh=error'],
    [['--rate-limit', 'on'], 'is not one of off or stripe'],
    [['--format', 'xml'], 'is not one of text or json'],
    [['--quiet', '--verbose'], 'opposite things'],
    [['--events', '*'], '--forward-to'],
    [['--forward-to', 'ftp://there'], 'is not a URL'],
    [['--host', '0.0.0.0'], '--control-token'],
  ])('%j cannot be meant', (argv, sentence) => {
    expect(() => plan(argv)).toThrow(sentence);
  });

  test.each([
    [['--verbose'], { STRIPE_FC_EMULATOR_QUIET: '1' }, 'verbose'],
    [['-q'], { STRIPE_FC_EMULATOR_VERBOSE: '1' }, 'quiet'],
    [[], { STRIPE_FC_EMULATOR_VERBOSE: '1' }, 'verbose'],
  ] as const)(
    '%j over %j is %s: what is typed comes before the contrary of the environment',
    (argv, set, level) => {
      expect(plan(argv, set).level).toBe(level);
    },
  );

  test('a scale that is typed comes before a time that stands in the environment or the file', () => {
    const running = { runs: true, scale: 60, start: expect.any(Date) };

    expect(plan(['--time-scale', '60'], { STRIPE_FC_EMULATOR_TIME: 'frozen' }).emulator.time).toEqual(
      running,
    );
    expect(plan(['--time-scale', '60'], {}, { time: 'frozen' }).emulator.time).toEqual(running);
    expect(plan(['--time', 'frozen'], { STRIPE_FC_EMULATOR_TIME_SCALE: '60' }).emulator.time).toBe('frozen');
  });

  test('events that have nowhere to go are refused in a file, too', () => {
    expect(() => plan([], {}, { server: { events: ['*'] } })).toThrow('"server.events" says which events');
    expect(plan(['--forward-to', '1'], {}, { server: { events: ['a.b'] } }).forwardTo?.events).toEqual([
      'a.b',
    ]);
  });

  test.each(['[]', '', ' '])('%j is no host', (host) => {
    expect(() => plan([`--host=${host}`])).toThrow('Failed to read --host');
  });

  test.each([
    ['https://App.test:443/', 'https://app.test'],
    ['http://localhost:5173', 'http://localhost:5173'],
    ['chrome-extension://abc', 'chrome-extension://abc'],
  ])('--allow-origin %s is the page at %s', (given, read) => {
    expect(plan(['--allow-origin', given]).serve.allowOrigins).toEqual([read]);
  });

  test.each(['*', 'null', 'app.test', 'https://*.app.test', 'https://app.test/page', 'https://'])(
    '--allow-origin %s is none',
    (given) => {
      expect(() => plan(['--allow-origin', given])).toThrow('is not an origin');
    },
  );

  test('flags come before the environment, the environment before the file', () => {
    const environment = {
      STRIPE_FC_EMULATOR_PORT: '2',
      STRIPE_FC_EMULATOR_SEED: 'environment',
      STRIPE_FC_EMULATOR_QUIET: '1',
    };
    const config = { seed: 'file', apiVersion: '2025-03-31.basil', server: { port: 3, host: '::1' } };

    const { emulator, serve, level } = plan(['--port', '1'], environment, config);

    expect(serve).toEqual({ port: 1, host: '::1' });
    expect(emulator).toEqual({ seed: 'environment', apiVersion: '2025-03-31.basil', time: 'real' });
    expect(level).toBe('quiet');
  });

  test('a variable that means nothing is mentioned', () => {
    const { notices } = readCommandLine([], {
      STRIPE_FC_EMULATOR_PROT: '1',
      STRIPE_FC_EMULATOR_URL: 'http://127.0.0.1:1',
    });

    expect(notices).toEqual([
      'STRIPE_FC_EMULATOR_PROT is set but means nothing here. Did you mean STRIPE_FC_EMULATOR_PORT?',
    ]);
  });

  test('a switch in the environment is on or off', () => {
    expect(plan([], { STRIPE_FC_EMULATOR_VERBOSE: 'false' }).level).toBe('normal');
    expect(() => plan([], { STRIPE_FC_EMULATOR_VERBOSE: 'maybe' })).toThrow('STRIPE_FC_EMULATOR_VERBOSE');
  });

  test('refresh defaults are for every feature', () => {
    const { refresh } = plan(
      ['--refresh-delay', '250ms', '--refresh-outcome', 'failed'],
      {},
      { refresh: { balance: { delayMs: 1, nextRefreshAfterMs: 5 } } },
    ).emulator;

    expect(refresh).toEqual({
      balance: { delayMs: 250, outcome: 'failed', nextRefreshAfterMs: 5 },
      inferred_balances: { delayMs: 250, outcome: 'failed' },
      ownership: { delayMs: 250, outcome: 'failed' },
      transactions: { delayMs: 250, outcome: 'failed' },
    });
  });

  test('how payments go is said by flags, the environment and the file, each over the next', () => {
    const { payments } = plan(
      ['--settlement-delay', '2s', '--refund-outcome', 'failed'],
      { STRIPE_FC_EMULATOR_SETTLEMENT_DELAY: '9s', STRIPE_FC_EMULATOR_REFUND_DELAY: '3s' },
      { payments: { refundDelayMs: 1, disputeDelayMs: 4000 } },
    ).emulator;

    expect(payments).toEqual({
      settlementDelayMs: 2000,
      refundDelayMs: 3000,
      refundOutcome: 'failed',
      disputeDelayMs: 4000,
    });
    expect(plan(['--dispute-delay', '1d']).emulator.payments).toEqual({ disputeDelayMs: 86_400_000 });
    expect(() => plan(['--settlement-delay', '5'])).toThrow('A duration carries its unit');
    expect(() => plan(['--refund-outcome', 'maybe'])).toThrow('is not one of succeeded or failed');
  });

  test('assumptions are added to those of the file', () => {
    const { assume } = plan(
      ['--assume', 'earlyRefresh=error', '--assume', 'disconnectedBalance=kept'],
      {},
      { assume: { missingPermission: 'ignored' } },
    ).emulator;

    expect(assume).toEqual({
      earlyRefresh: 'error',
      disconnectedBalance: 'kept',
      missingPermission: 'ignored',
    });
  });

  test.each([
    [['--time', 'frozen'], 'frozen'],
    [['--time', '2026-01-31'], { start: new Date('2026-01-31T00:00:00Z'), runs: false }],
    [['--time', '2026-01-31 12:00:00'], { start: new Date('2026-01-31T12:00:00Z'), runs: false }],
    [['--time', '2026-01-31T12:00:00+02:00'], { start: new Date('2026-01-31T10:00:00Z'), runs: false }],
    [['--time', '1767225600'], { start: new Date('2026-01-01T00:00:00Z'), runs: false }],
    [
      ['--time', '2026-01-31', '--time-scale', '60'],
      { start: new Date('2026-01-31T00:00:00Z'), runs: true, scale: 60 },
    ],
    [['--time-scale', '0.5'], { start: expect.any(Date), runs: true, scale: 0.5 }],
  ])('%j tells the time', (argv, time) => {
    expect(plan(argv).emulator.time).toEqual(time);
  });

  test.each([
    ['http://localhost:3000/hook', 'http://localhost:3000/hook'],
    ['https://there.test', 'https://there.test'],
    ['localhost:3000/webhook', 'http://localhost:3000/webhook'],
    ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['3000/hook', 'http://localhost:3000/hook'],
    ['3000', 'http://localhost:3000'],
    [':3000', 'http://localhost:3000'],
    ['/hook', 'http://localhost/hook'],
    ['app:3000/x?y=z', 'http://app:3000/x?y=z'],
    ['ftp://there', undefined],
    ['', undefined],
    ['99999999', undefined],
    ['http://', undefined],
  ])('--forward-to %j is %j', (text, url) => {
    expect(forwardUrl(text)).toBe(url);
  });

  test('--events chooses what is forwarded', () => {
    const { emulator } = plan(
      ['-f', '3000', '-e', 'customer.created, financial_connections.*'],
      {},
      { webhooks: [{ url: 'http://a.test' }] },
    );

    expect(emulator.webhooks).toEqual([
      { url: 'http://a.test' },
      { url: 'http://localhost:3000', enabledEvents: ['customer.created', 'financial_connections.*'] },
    ]);
  });

  test('help names every flag', () => {
    const help = helpText();

    for (const name of FLAG_NAMES) expect(help).toContain(`--${name}`);
    expect(help.split('\n').every((line) => line.length <= 104)).toBe(true);
    expect(twinOf('control-token')).toBe('STRIPE_FC_EMULATOR_CONTROL_TOKEN');
  });
});

describe('configuration files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stripe-fc-emulator-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const written = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };

  test('are read as JSON', async () => {
    const config = await readConfig(
      await written('a.json', '\uFEFF{"$schema":"x","seed":"a","server":{"port":0}}'),
    );

    expect(config).toEqual({ seed: 'a', server: { port: 0 } });
  });

  test('are read as TypeScript', async () => {
    const file = await written(
      'a.mts',
      "const seed: string = 'typed';\nexport default { seed, time: 'frozen' as const };",
    );

    await expect(readConfig(file)).resolves.toEqual({ seed: 'typed', time: 'frozen' });
  });

  test.each([
    ['{"sed":"a"}', 'there is no option "sed". Did you mean "seed"?'],
    ['{"server":{"prot":1}}', 'there is no option "server.prot". Did you mean "port"?'],
    ['{"refresh":{"balance":{"delay":1}}}', '"refresh.balance.delay". Did you mean "delayMs"?'],
    ['{"webhooks":[{"uri":"x"}]}', '"webhooks[0].uri". Did you mean "url"?'],
    ['{"limits":{"zzzzzzzzz":1}}', 'Known here: idempotencyKeys,'],
    ['{"time":{"start":"2026-01-01","run":true}}', '"time.run". Did you mean "runs"?'],
    ['{"toString":1}', 'there is no option "toString"'],
    ['{"limits":{"events":"5"}}', '"limits.events" must be a whole number of at least 1.'],
    ['{"assume":{"earlyRefresh":"never"}}', '"assume.earlyRefresh" must be ignored or error.'],
    ['{"webhooks":[{}]}', '"webhooks[0]" needs a url or a handler'],
    ['{"seed":true}', '"seed" must be a text or a number'],
    ['{"server":{"port":"1"}}', '"server.port" must be a number'],
    ['{"webhooks":{}}', '"webhooks" must be a list'],
    ['[]', 'it must be an object'],
    ['{"seed":', 'it is not JSON'],
  ])('%s is refused', async (text, sentence) => {
    await expect(readConfig(await written('refused.json', text))).rejects.toThrow(sentence);
  });

  test('what cannot be read is refused', async () => {
    await expect(readConfig(join(folder, 'none.json'))).rejects.toThrow('there is no such file');
    await expect(readConfig(join(folder, 'none.ts'))).rejects.toThrow('there is no such file');
    await expect(readConfig('config.yaml')).rejects.toThrow('a .json, .ts or .js file');
    await expect(readConfig(await written('named.mjs', 'export const seed = 1;'))).rejects.toThrow(
      'no default export',
    );
    await expect(readConfig(await written('broken.mjs', 'throw new Error("on purpose")'))).rejects.toThrow(
      'on purpose',
    );
  });
});

describe('lines', () => {
  const plain = (_style: unknown, text: string) => text;
  const at = new Date(2026, 0, 1, 12, 0, 0);

  test('tell of a request', () => {
    const entry = {
      kind: 'request',
      text: '',
      method: 'POST',
      path: '/v1/customers',
      status: 400,
      requestId: 'req_1',
      key: 'sk_test_****',
      durationMs: 1.25,
      error: { message: 'No.' },
      note: 'Later.',
    } as const;

    expect(textLine(entry, 'normal', plain, at)).toBe(
      `2026-01-01 12:00:00 [400] POST /v1/customers [req_1]\n${' '.repeat(22)}No.\n${' '.repeat(22)}Later.`,
    );
    expect(textLine(entry, 'verbose', plain, at)).toContain('[req_1] sk_test_**** 1.3 ms');
  });

  test('tell of a delivery in the arrows of Stripe’s CLI', () => {
    const entry = {
      kind: 'delivery',
      text: '',
      type: 'customer.created',
      event: 'evt_1',
      url: 'http://localhost/hook',
      status: 200,
      attempt: 1,
    } as const;

    expect(textLine({ ...entry, direction: '-->' }, 'normal', plain, at)).toBe(
      '2026-01-01 12:00:00   --> customer.created [evt_1]',
    );
    expect(textLine({ ...entry, direction: '<--' }, 'normal', plain, at)).toBe(
      '2026-01-01 12:00:00  <--  [200] POST http://localhost/hook [evt_1]',
    );
    expect(
      textLine(
        { ...entry, direction: '<--', status: null, error: 'refused', attempt: 2 },
        'normal',
        plain,
        at,
      ),
    ).toContain('[ERROR] POST http://localhost/hook [evt_1] attempt 2\n');
  });

  test('JSON says what kind of line it is', () => {
    const delivery = JSON.parse(
      jsonLine({ kind: 'delivery', text: '--> x', type: 'customer.created', event: 'evt_1', status: 200 }),
    );
    const notice = JSON.parse(jsonLine({ kind: 'notice', text: 'A sentence.' }));

    expect(delivery).toEqual({
      event: 'delivery',
      time: expect.any(String),
      eventId: 'evt_1',
      type: 'customer.created',
      status: 200,
    });
    expect(notice).toEqual({ event: 'notice', time: expect.any(String), message: 'A sentence.' });
  });
});
