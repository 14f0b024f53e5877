import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { EmulatorConfig } from '../../src/index.ts';
import { commandLine } from '../support/command-line.ts';
import { processes } from '../support/processes.ts';

const { started } = commandLine();

/** A project with these files, until the test has ended. */
async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stripe-fc-emulator-config-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

/** What the options have put in place: a command under `exec` asks for its name. */
async function executed(cwd: string, flags: readonly string[] = []) {
  const show =
    "fetch(process.env.STRIPE_FC_EMULATOR_URL + '/v1/customers/cus_file', { headers: { authorization: 'Bearer ' + process.env.STRIPE_API_KEY } }).then((answer) => answer.json()).then(({ name }) => console.log(name))";
  const { stdout, stderr, exited } = started(
    ['exec', ...flags, '--', process.execPath, '-e', show],
    {},
    { cwd },
  );
  const [out, err, [code]] = await Promise.all([text(stdout), text(stderr), exited]);
  return { out: out.trim(), err, code };
}

const customer = (name: string): string =>
  `{ objects: { customers: [{ id: 'cus_file', name: '${name}' }] } }`;
const json = (name: string): string => JSON.stringify({ objects: { customers: [{ id: 'cus_file', name }] } });
const MODULE = `import { named } from './named.ts';\nconst name: string = named;\nexport default ${customer("' + name + '")};`;
const NAMED = "export const named: string = 'typed';";

describe('a configuration file', () => {
  test.each([
    ['{ "type": "commonjs" }', 'options.ts', MODULE, 'typed'],
    ['{ "type": "module" }', 'options.ts', MODULE, 'typed'],
    ['{}', 'options.ts', MODULE, 'typed'],
    ['{ "type": "commonjs" }', 'options.mts', MODULE, 'typed'],
    ['{ "type": "commonjs" }', 'options.js', `export default ${customer('script')};`, 'script'],
    ['{ "type": "commonjs" }', 'options.js', `module.exports = ${customer('required')};`, 'required'],
    [
      '{ "type": "module" }',
      'options.cts',
      `module.exports = ${customer('required')} as object;`,
      'required',
    ],
    ['{ "type": "module" }', 'options.cjs', `module.exports = ${customer('required')};`, 'required'],
    ['{ "type": "commonjs" }', 'options.mjs', `export default ${customer('script')};`, 'script'],
    ['{ "type": "commonjs" }', 'options.json', json('data'), 'data'],
  ])('loads in a project of %s: %s', processes(2), async (manifest, name, content, customerName) => {
    const folder = await project({ 'package.json': manifest, 'named.ts': NAMED, [name]: content });

    expect(await executed(folder, ['--config', name])).toEqual({ out: customerName, err: '', code: 0 });
  });

  test('in the working directory is found, and said', processes(2), async () => {
    const folder = await project({ 'stripe-fc-emulator.config.json': json('found') });

    const { out, err } = await executed(folder);

    expect(out).toBe('found');
    expect(err).toContain('The options are those of stripe-fc-emulator.config.json, found in this folder.');
  });

  test('that is named comes before one that would be found', processes(2), async () => {
    const folder = await project({
      'stripe-fc-emulator.config.json': json('found'),
      'stripe-fc-emulator.config.ts': 'no TypeScript',
      'mine.json': json('named'),
    });

    expect(await executed(folder, ['--config', 'mine.json'])).toEqual({ out: 'named', err: '', code: 0 });
  });

  test('is one: of two in the working directory none is read', processes(1), async () => {
    const folder = await project({
      'stripe-fc-emulator.config.json': '{}',
      'stripe-fc-emulator.config.mts': 'export default {}',
    });

    const { err, code } = await executed(folder);

    expect(code).toBe(2);
    expect(err).toContain(
      'There are stripe-fc-emulator.config.mts and stripe-fc-emulator.config.json in this folder',
    );
  });

  test('has a type', () => {
    const config = {
      seed: 1,
      state: 'a.state',
      server: { port: 0, forwardTo: '3000/hook' },
    } satisfies EmulatorConfig;
    // @ts-expect-error: there is no such option
    ({ sed: 1 }) satisfies EmulatorConfig;

    expect(config.server.port).toBe(0);
  });
});
