import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createEmulator } from '../src/index.ts';
import { serve } from '../src/node.ts';
import { conformityOfTest } from './support/conformance.ts';
import { startLineProcess } from './support/line-process.ts';
import { processes } from './support/processes.ts';
import type { Body } from './support/setup.ts';

/*
 * "Access balances for a Financial Connections account" (docs: financial-connections/balances), command by command, with
 * the real curl: the host is replaced, and nothing else.
 */

const run = promisify(execFile);
const PAGE = new URL('../../shared/reference/access-balances.md', import.meta.url);
const RECEIVER = new URL('support/webhook-receiver.ts', import.meta.url);

/** As on the page, line breaks included. */
const COMMANDS = {
  createCustomer: `curl https://api.stripe.com/v1/customers \\
 -u "sk_test_BQokikJOvBiI2HlWgH4olfQ2:" \\
 -d email={{CUSTOMER_EMAIL}}`,
  createIntent: `curl https://api.stripe.com/v1/payment_intents \\
 -u "sk_test_BQokikJOvBiI2HlWgH4olfQ2:" \\
 -d amount=20000 \\
 -d currency=usd \\
 -d customer={{CUSTOMER_ID}} \\
 -d "payment_method_types[]"=us_bank_account \\
-d
"payment_method_options[us_bank_account][financial_connections][permissions][]"=balances
\\
-d
"payment_method_options[us_bank_account][financial_connections][permissions][]"=payment_method`,
  createIntentWithPrefetch: `curl https://api.stripe.com/v1/payment_intents \\
 -u "sk_test_BQokikJOvBiI2HlWgH4olfQ2:" \\
 -d amount=20000 \\
 -d currency=usd \\
 -d "payment_method_types[]"=us_bank_account \\
-d
"payment_method_options[us_bank_account][financial_connections][prefetch][]"=balances
\\
-d
"payment_method_options[us_bank_account][financial_connections][permissions][]"=payment_method
\\
-d
"payment_method_options[us_bank_account][financial_connections][permissions][]"=balances`,
  refresh: `curl
https://api.stripe.com/v1/financial_connections/accounts/{{ACCOUNT_ID}}/refresh
\\
 -u "sk_test_BQokikJOvBiI2HlWgH4olfQ2:" \\
 -d "features[]"=balance`,
  retrieve: `curl https://api.stripe.com/v1/financial_connections/accounts/{{ACCOUNT_ID}} \\
 -u "sk_test_BQokikJOvBiI2HlWgH4olfQ2:"`,
} as const;

const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
);

/** The words of a command line, quotes taken off and words that stand together joined, as a shell does. */
function words(command: string): readonly string[] {
  return (command.replaceAll('\\\n', ' ').match(/(?:"[^"]*"|[^\s"])+/g) ?? []).map((word) =>
    word.replaceAll('"', ''),
  );
}

/** A server in this process, a receiver in another, and the page's commands against them. */
async function walk() {
  const conformity = conformityOfTest();
  const receiver = startLineProcess(RECEIVER, ['whsec_stripe_fc_emulator']);
  const { port } = await receiver.line(({ type }) => type === 'listening');
  const emulator = createEmulator({
    time: 'real',
    refresh: { balance: { delayMs: 1 } },
    log: false,
    webhooks: [{ url: `http://127.0.0.1:${String(port)}/webhook` }],
  });
  const server = await serve(emulator, { port: 0 });
  const curl = async (
    command: keyof typeof COMMANDS,
    values: Readonly<Record<string, string>> = {},
  ): Promise<Body> => {
    const filled = Object.entries(values).reduce(
      (text, [name, value]) => text.replaceAll(`{{${name}}}`, value),
      COMMANDS[command] as string,
    );
    const [, ...args] = words(filled).map((word) => word.replace('https://api.stripe.com', server.url));
    const { stdout } = await run('curl', ['-sS', ...args]);
    conformity.check(stdout, command);
    return JSON.parse(stdout);
  };
  const send = async (path: string, ...forms: readonly string[]): Promise<Body> => {
    const key = 'sk_test_BQokikJOvBiI2HlWgH4olfQ2:';
    const data = forms.flatMap((form) => ['-d', form]);
    const { stdout } = await run('curl', ['-sS', `${server.url}/${path}`, '-u', key, ...data]);
    return JSON.parse(stdout);
  };
  const control = (path: string, form: string): Promise<Body> => send(`_emulator/${path}`, form);
  /** As with the Payment Element: the account's own choice, and the Dashboard's permissions. */
  const dynamic = (customer: string): Promise<Body> =>
    send(
      'v1/payment_intents',
      'amount=20000',
      'currency=usd',
      `customer=${customer}`,
      'automatic_payment_methods[enabled]=true',
    );
  return {
    curl,
    control,
    dynamic,
    receiver,
    async [Symbol.asyncDispose]() {
      await server.close();
      await emulator.close();
      await receiver[Symbol.asyncDispose]();
    },
  };
}

const REFRESHED = 'financial_connections.account.refreshed_balance';

describe.skipIf(!hasCurl && process.env.CI === undefined)('the docs page "Access balances" with curl', () => {
  it(
    'leads from a customer to a balance by a refresh, whose webhook another process verifies',
    processes(6),
    async () => {
      await using page = await walk();
      const customer = await page.curl('createCustomer', { CUSTOMER_EMAIL: 'jenny@example.com' });
      const intent = await page.curl('createIntent', { CUSTOMER_ID: customer.id });
      const collected = await page.control(
        `payment_intents/${intent.id}/collect_bank_account`,
        'account=Success',
      );
      const id: string = collected.payment_method.us_bank_account.financial_connections_account;

      const pending = await page.curl('refresh', { ACCOUNT_ID: id });
      const event = await page.receiver.line(({ type }) => type === REFRESHED);
      const account = await page.curl('retrieve', { ACCOUNT_ID: id });

      expect(pending.balance_refresh.status).toBe('pending');
      expect(account.balance).toMatchObject({ type: 'cash', cash: { available: { usd: 1_000_000 } } });
      expect(account.account_holder).toEqual({ customer: customer.id, type: 'customer' });
      expect(event.object).toEqual(account);
    },
  );

  it(
    'leads to a balance whose permission was set in the Dashboard, not by the call',
    processes(6),
    async () => {
      await using page = await walk();
      await page.control('dashboard', 'financial_connections[permissions][]=balances');
      const customer = await page.curl('createCustomer', { CUSTOMER_EMAIL: 'jenny@example.com' });
      const intent = await page.dynamic(customer.id);
      const collected = await page.control(
        `payment_intents/${intent.id}/collect_bank_account`,
        'account=Success',
      );
      const id: string = collected.payment_method.us_bank_account.financial_connections_account;

      await page.curl('refresh', { ACCOUNT_ID: id });
      await page.receiver.line(({ type }) => type === REFRESHED);

      const account = await page.curl('retrieve', { ACCOUNT_ID: id });
      expect(account.permissions).toEqual(['balances', 'payment_method']);
      expect(account.balance).toMatchObject({ type: 'cash', cash: { available: { usd: 1_000_000 } } });
    },
  );

  it('leads from nothing to a balance by prefetch', processes(4), async () => {
    await using page = await walk();
    const intent = await page.curl('createIntentWithPrefetch');
    const collected = await page.control(
      `payment_intents/${intent.id}/collect_bank_account`,
      'account=High Balance',
    );
    const id: string = collected.payment_method.us_bank_account.financial_connections_account;

    const event = await page.receiver.line(({ type }) => type === REFRESHED);
    const account = await page.curl('retrieve', { ACCOUNT_ID: id });

    expect(account.balance.cash.available.usd).toBe(10_000_000);
    expect(account.account_holder).toBeNull();
    expect(event.object).toEqual(account);
  });
});

describe('the transcription', () => {
  it.skipIf(!existsSync(PAGE))('has the commands of the page, word for word, and all of them', () => {
    const page = readFileSync(PAGE, 'utf8');
    const commands = [...page.matchAll(/```\n(curl\s[\s\S]*?)\n```/g)].map(([, command]) => command);

    expect(Object.values(COMMANDS)).toEqual(commands);
  });
});
