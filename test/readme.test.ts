import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createEmulator } from '../src/index.ts';
import { serve } from '../src/node.ts';
import { processes } from './support/processes.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');

/** The first block of code in that language behind a heading. */
function block(heading: string, language: string): string {
  const [, behind = ''] = readme.split(`## ${heading}\n`);
  const [, code = ''] = behind.split(`\`\`\`${language}\n`);
  return code.split('\n```')[0] ?? '';
}

const CURL = block('From nothing to a balance, with curl', 'sh');
const COMMANDS = CURL.split(/^curl /m).length - 1;

const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
);

describe('the README', () => {
  it.skipIf(!hasCurl && process.env.CI === undefined)(
    'leads from nothing to a balance with curl',
    processes(1 + COMMANDS),
    async () => {
      const emulator = createEmulator({ time: 'real', log: false, refresh: { balance: { delayMs: 1 } } });
      const server = await serve(emulator, { port: 0 });
      const script = CURL.replace('http://127.0.0.1:12113', server.url).replaceAll('curl ', 'curl -sS ');

      const { stdout } = await run('bash', ['-c', script]);
      await server.close();
      await emulator.close();

      expect(stdout).toMatch(/"available": \{\s*"usd": 1000000\s*\}/);
      expect(stdout).not.toContain('"error"');
    },
  );

  it('leads there in TypeScript, too', processes(1), async () => {
    const code = block('The same in TypeScript, in process', 'ts').replace(
      "'stripe-fc-emulator'",
      `'${root}src/index.ts'`,
    );

    const { stdout } = await run(process.execPath, ['--input-type=module-typescript', '-e', code], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '' },
    });

    expect(stdout.split('\n')).toEqual([
      'customer.created',
      'financial_connections.account.created',
      'financial_connections.account.refreshed_balance',
      '1000000',
      '',
    ]);
  });
});
