import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator, type Emulator } from '../src/index.ts';
import { serve } from '../src/node.ts';
import { processes } from './support/processes.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../', import.meta.url));
const page = readFileSync(`${root}docs/languages.md`, 'utf8');

/** The blocks of code of a language on the page, the newest form first. */
const blocks = (language: string): readonly string[] =>
  page
    .split(`\`\`\`${language}\n`)
    .slice(1)
    .map((text) => text.split('\n```')[0] ?? '');

async function served(): Promise<{ readonly emulator: Emulator; readonly url: string }> {
  const emulator = createEmulator({ time: 'real', log: false });
  const server = await serve(emulator, { port: 0 });
  onTestFinished(async () => {
    await server.close();
    await emulator.close();
  });
  return { emulator, url: server.url };
}

const PYTHON = '/usr/bin/python3';
const hasPython = await run(PYTHON, ['-c', 'import stripe']).then(
  () => true,
  () => false,
);

describe('the page of languages', () => {
  it.each(['js', 'python', 'ruby', 'php', 'go', 'java', 'csharp'])(
    'has the newest form of %s and the one for all calls',
    (language) => {
      expect(blocks(language).length).toBeGreaterThanOrEqual(2);
    },
  );

  it('leads a program in Node.js to the emulator', processes(1), async () => {
    const { emulator, url } = await served();
    const [connect = '', refresh = ''] = blocks('js');
    const { id } = await emulator.linkAccount({
      account_holder: { type: 'customer', customer: (await newCustomer(emulator)).id },
      permissions: ['balances'],
    });
    const program = [
      "import Stripe from 'stripe';",
      connect,
      `const id = '${id}';`,
      refresh,
      'console.log((await stripe.financialConnections.accounts.retrieve(id)).balance_refresh.status);',
    ];

    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program.join('\n')], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '', STRIPE_API_BASE: url, STRIPE_API_KEY: emulator.apiKey },
    });

    expect(stdout).toBe('pending\n');
    expect(emulator.requests().map(({ path }) => path)).toContain(
      `/v1/financial_connections/accounts/${id}/refresh`,
    );
  });

  it.skipIf(!hasPython && process.env.CI === undefined)(
    'leads a program in Python to the emulator',
    processes(1),
    async () => {
      const { emulator, url } = await served();
      const [, connect = ''] = blocks('python');
      const program = [
        'import stripe',
        `key, api_base = '${emulator.apiKey}', '${url}'`,
        connect,
        "print(stripe.Customer.create(email='jenny@example.com').email)",
        // It writes booleans as True.
        "paid = stripe.PaymentIntent.create(amount=2000, currency='usd', confirm=True, payment_method='pm_usBankAccount_success', payment_method_types=['us_bank_account'], mandate_data={'customer_acceptance': {'type': 'offline'}})",
        'print(paid.status)',
      ];

      const { stdout } = await run(PYTHON, ['-c', program.join('\n')]);

      expect(stdout).toBe('jenny@example.com\nprocessing\n');
    },
  );
});

const newCustomer = async (emulator: Emulator): Promise<{ readonly id: string }> => {
  const answer = await emulator.fetch('/v1/customers', {
    method: 'POST',
    headers: { Authorization: `Bearer ${emulator.apiKey}` },
    body: new URLSearchParams(),
  });
  return (await answer.json()) as { readonly id: string };
};
