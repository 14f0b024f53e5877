import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { commandLine } from '../support/command-line.ts';
import { killServers } from '../support/kills.ts';
import { processes } from '../support/processes.ts';

const { folder, started, ran, ready } = commandLine();

let files = 0;
const stateFile = (): string => join(folder, `state-${++files}`);

const inTheWay = (file: string): void => void mkdirSync(join(`${file}.tmp`, 'x'), { recursive: true });

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s writes the state, and ends with 0',
  processes(2),
  async (signal) => {
    const file = stateFile();
    const first = await ready(['--state', file]);
    const { id } = await first.clientFor('sk_test_some_key').customers.create({ name: 'Jenny' });
    first.child.kill(signal);
    expect(await first.exited).toEqual([0, null]);
    expect(existsSync(`${file}.lock`)).toBe(false);

    const second = await ready(['--state', file]);

    expect(await second.clientFor('sk_test_some_key').customers.retrieve(id)).toMatchObject({
      name: 'Jenny',
    });
  },
);

test(
  'the file is named by a flag, the environment or the configuration, in that order',
  processes(3),
  async () => {
    const [flag, environment, config] = [stateFile(), stateFile(), stateFile()];
    const configuration = `${config}.config.json`;
    writeFileSync(configuration, JSON.stringify({ state: config }));
    const twin = { STRIPE_FC_EMULATOR_STATE: environment };

    await ready(['--config', configuration, '--state', flag], twin);
    expect([flag, environment, config].map(existsSync)).toEqual([true, false, false]);
    await ready(['--config', configuration], twin);
    expect([environment, config].map(existsSync)).toEqual([true, false]);
    await ready(['--config', configuration]);
    expect(existsSync(config)).toBe(true);
  },
);

test(
  'a file that was deleted meanwhile is written at the end, though nothing has changed',
  processes(1),
  async () => {
    const file = stateFile();
    const { child, exited } = await ready(['--state', file]);
    rmSync(file);

    child.kill('SIGTERM');

    expect(await exited).toEqual([0, null]);
    expect(existsSync(file)).toBe(true);
  },
);

test('a snapshot in the place of a state is called one', processes(1), async () => {
  const file = stateFile();
  const text = JSON.stringify(await createEmulator({ log: false }).snapshot());
  writeFileSync(file, text);

  const { err, code } = await ran(['--state', file]);

  expect(code).toBe(1);
  expect(err).toContain(
    'it is a snapshot of one sandbox, and no state: put it back by PUT /_emulator/snapshot.',
  );
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('without one nothing is written', processes(1), async () => {
  const { child, exited } = await ready();
  child.kill();

  expect(await exited).toEqual([0, null]);
  expect(existsSync(join(folder, 'state'))).toBe(false);
});

test.each([
  ['--state', ''],
  ['--state', ' '],
])('%s with an empty name is a usage error', processes(1), async (...args) => {
  const { out, err, code } = await ran(args);

  expect({ out, code }).toEqual({ out: '', code: 2 });
  expect(err).toContain('is not the name of a file');
});

test('a file that cannot be read is a sentence, before the port is open', processes(1), async () => {
  const file = stateFile();
  writeFileSync(file, 'my letters');

  const { out, err, code } = await ran(['--port', '0', '--format', 'json', '--state', file]);

  expect({ out, code }).toEqual({ out: '', code: 1 });
  expect(err).toBe(
    `stripe-fc-emulator: Failed to open the state ${file}: it is no state of this emulator. It was left as it is: move it away, or name another file.\n`,
  );
  expect(readFileSync(file, 'utf8')).toBe('my letters');
});

test('of two starts at once, one wins', processes(2), async () => {
  const file = stateFile();

  const settled = await Promise.allSettled([ready(['--state', file]), ready(['--state', file])]);

  const problems = settled.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  expect(problems).toEqual([expect.stringMatching(/Failed to open the state .*\.lock/)]);
});

test('a last write that fails is a sentence, and ends with 1', processes(1), async () => {
  const file = stateFile();
  const { child, exited, stderr, stripe } = await ready(['--state', file]);
  inTheWay(file);
  await stripe.customers.create();
  const said = text(stderr);

  child.kill();

  expect(await exited).toEqual([1, null]);
  expect(await said).toMatch(/^stripe-fc-emulator: Failed to write the state .* a folder is in its way/);
  rmSync(`${file}.tmp`, { recursive: true });
});

test('a second signal ends it at once', processes(1), async () => {
  const file = stateFile();
  // Enough that the last write takes a while.
  const objects = { customers: Array.from({ length: 30_000 }, (_, at) => ({ id: `cus_${at}` })) };
  const config = `${file}.config.json`;
  writeFileSync(config, JSON.stringify({ objects }));
  const { child, exited, stripe } = await ready(['--state', file, '--config', config]);
  await stripe.customers.create({ name: 'Late' });

  child.kill('SIGTERM');
  child.kill('SIGINT');

  expect(await exited).toEqual([1, null]);
  expect(readFileSync(file, 'utf8')).not.toContain('Late');
});

const script = (source: string): readonly string[] => ['--', process.execPath, '-e', source];
const CREATE =
  "fetch(process.env.STRIPE_API_BASE + '/v1/customers', { method: 'POST', body: 'name=Jenny', headers: { authorization: 'Bearer ' + process.env.STRIPE_API_KEY } })";

test(
  'exec writes the state when its command has ended, and passes its exit code on',
  processes(2),
  async () => {
    const file = stateFile();

    const { err, code } = await ran([
      'exec',
      '--state',
      file,
      ...script(`${CREATE}.then(() => process.exit(7))`),
    ]);

    expect({ err, code }).toEqual({ err: '', code: 7 });
    expect(readFileSync(file, 'utf8')).toContain('"name":"Jenny"');
    expect(existsSync(`${file}.lock`)).toBe(false);
  },
);

test('exec ends with 1 where the state cannot be written', processes(2), async () => {
  const file = stateFile();
  const source = `require('node:fs').mkdirSync(${JSON.stringify(join(`${file}.tmp`, 'x'))}, { recursive: true }); ${CREATE}`;

  const { err, code } = await ran(['exec', '--state', file, ...script(source)]);

  expect(code).toBe(1);
  expect(err).toContain('Failed to write the state');
  rmSync(`${file}.tmp`, { recursive: true });
});

test('exec hands signals on, and writes the state behind its command', processes(2), async () => {
  const file = stateFile();
  const source = `process.on('SIGTERM', () => process.exit(3)); setInterval(() => {}, 1e6); ${CREATE}.then(() => console.log('ready'))`;
  const { child, stdout, exited } = started(['exec', '--state', file, ...script(source)]);
  await once(stdout, 'data');

  child.kill('SIGTERM');

  expect(await exited).toEqual([3, null]);
  expect(readFileSync(file, 'utf8')).toContain('"name":"Jenny"');
});

test('the banner names the file, and where a clock stands that stood', processes(2), async () => {
  const file = stateFile();
  const first = await ready(['--state', file, '--time', '2026-01-31']);
  first.child.kill();
  await first.exited;

  const { stdout } = started(['--port', '0', '--state', file, '--time', 'frozen']);
  let banner = '';
  for await (const chunk of stdout) {
    banner += chunk;
    if (banner.includes('note ')) break;
  }

  expect(banner).toMatch(new RegExp(`State +${file}`));
  expect(banner).toContain('stands at 2026-01-31T00:00:00Z; POST');
  expect(banner).toContain('The clock stands at 2026-01-31T00:00:00Z: ');
});

test('kill -9 leaves what was written last, whole', processes(8), async () => {
  let seed = 1;
  // Park and Miller's numbers.
  const random = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };

  const { kills, grown } = await killServers({ file: stateFile(), kills: 6, random });

  expect(kills).toBe(6);
  expect(grown).toBeGreaterThan(0);
});
