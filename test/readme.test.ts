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
function block(heading: string, language: string, page = readme): string {
  const [, behind = ''] = page.split(`## ${heading}\n`);
  const [, code = ''] = behind.split(`\`\`\`${language}\n`);
  return code.split('\n```')[0] ?? '';
}

const CURL = block('From nothing to a balance, with curl', 'sh');
const COMMANDS = CURL.split(/^curl /m).length - 1;

const has = (command: string): Promise<boolean> =>
  run(command, ['--version']).then(
    () => true,
    () => false,
  );
const hasCurl = await has('curl');
const shells = [
  { shell: 'bash', isThere: await has('bash') },
  { shell: 'zsh', isThere: await has('zsh') },
];

describe('the README', () => {
  // Fed line by line, as when it is pasted: zsh then takes no comments.
  for (const { shell, isThere } of shells)
    it.skipIf(!(hasCurl && isThere) && process.env.CI === undefined)(
      `leads from nothing to a balance with curl, pasted into ${shell}`,
      processes(1 + COMMANDS),
      async () => {
        const emulator = createEmulator({ time: 'real', log: false, refresh: { balance: { delayMs: 1 } } });
        const server = await serve(emulator, { port: 0 });
        const script = CURL.replace('http://127.0.0.1:12113', server.url).replaceAll('curl ', 'curl -sS ');

        const pasted = run(shell, ['-i'], { env: { ...process.env, HISTFILE: '' } });
        pasted.child.stdin?.end(`${script}\nexit\n`);
        const { stdout } = await pasted;
        await server.close();
        await emulator.close();

        expect(stdout.replaceAll(/\s/g, '')).toContain('"available":{"usd":1000000}');
        expect(stdout).not.toContain('"error"');
        // Each answer begins on a line of its own.
        expect(stdout).not.toContain('}{');
      },
    );

  it('leads there in TypeScript, too', processes(1), async () => {
    expect((await runTypeScript(block('The same in TypeScript, in process', 'ts'))).split('\n')).toEqual([
      'customer.created',
      'financial_connections.account.created',
      'financial_connections.account.refreshed_balance',
      '1000000',
      '',
    ]);
  });

  it('has a whole snippet for MSW', processes(1), async () => {
    // As Vitest would call them: the one at once, the other at the end.
    const stdout = await runTypeScript(`
      import Stripe from 'stripe';
      const beforeAll = (begin) => begin();
      const afterAll = () => {};
      ${block('Four ways to use it', 'ts').replace(/^import .* from 'vitest';$/m, '')}
      const stripe = new Stripe(emulator.apiKey);
      console.log((await stripe.customers.create({ name: 'Jenny Rosen' })).name);
      server.close();
    `);

    expect(stdout).toBe('Jenny Rosen\n');
  });
});

/** All of a page's code, as one program. */
const programOf = (page: string): string =>
  [...readFileSync(`${root}docs/${page}`, 'utf8').matchAll(/```ts\n(.*?)\n```/gs)]
    .map(([, code]) => code)
    .join('\n');

describe('the code of a page, pasted from its top,', () => {
  it.each([
    [
      'payments.md',
      'payment.status, intent.payment_method_types, method.type',
      "processing [ 'us_bank_account' ] us_bank_account",
    ],
    [
      'billing.md',
      '(await stripe.subscriptions.retrieve(subscription.id)).status, (await stripe.invoices.retrieve(invoice.id)).status',
      'active paid',
    ],
    ['connect.md', '(await stripe.payouts.list({}, header)).data.map(({ status }) => status)', "[ 'paid' ]"],
    ['checkout.md', "''", 'complete unpaid\n'],
    ['stripe-js.md', "''", "[ '6789', '4321' ]\n"],
    ['legacy-sources.md', '(await stripe.charges.retrieve(charge.id)).status', 'succeeded'],
  ])('runs: docs/%s', processes(1), async (page, seen, printed) => {
    expect(await runTypeScript(`${programOf(page)}\nconsole.log(${seen});`)).toBe(`${printed}\n`);
  });
});

/** What a program in TypeScript prints that has the package installed. */
async function runTypeScript(code: string): Promise<string> {
  const program = code
    .replaceAll("'stripe-fc-emulator'", `'${root}src/index.ts'`)
    .replaceAll("'stripe-fc-emulator/msw'", `'${root}src/msw.ts'`)
    .replaceAll("'stripe-fc-emulator/stripe-js'", `'${root}src/stripe-js.ts'`);
  const { stdout } = await run(process.execPath, ['--input-type=module-typescript', '-e', program], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return stdout;
}
