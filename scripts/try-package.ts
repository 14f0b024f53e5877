import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pack } from './pack.ts';

/*
 * Installs the packed tarball in projects of strangers and shows that it works there: `npm run try-package`, two
 * minutes, most of it npm's. Needs the registry; `npm run build` comes before.
 */

interface Stranger {
  readonly name: string;
  readonly packages?: readonly string[];
  readonly type?: 'module' | 'commonjs';
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly (readonly string[])[];
}

const WITH_MSW = `
import { strictEqual } from 'node:assert';
import { createServer } from 'node:http';
import { setupServer } from 'msw/node';
import Stripe from 'stripe';
import { createEmulator } from 'stripe-fc-emulator';
import { stripeHandlers } from 'stripe-fc-emulator/msw';

const signatures = [];
const receiver = createServer((request, response) => {
  signatures.push(request.headers['stripe-signature']);
  response.end();
});
await new Promise((resolve) => receiver.listen(0, '127.0.0.1', resolve));
const url = 'http://127.0.0.1:' + receiver.address().port + '/webhook';
const emulator = createEmulator({ webhooks: [{ url }] });
const server = setupServer(...stripeHandlers(emulator));
server.listen({ onUnhandledRequest: 'error', onUnhandledFrame: 'error' });

for (const httpClient of [Stripe.createNodeHttpClient(), Stripe.createFetchHttpClient()]) {
  const stripe = new Stripe(emulator.apiKey, { httpClient });
  const { id } = await stripe.customers.create({ email: 'jenny@example.com' });
  strictEqual((await stripe.customers.retrieve(id)).email, 'jenny@example.com');
}
await emulator.clock.runToIdle();
strictEqual(signatures.length, 2);
server.close();
receiver.close();
receiver.closeAllConnections();
`;

const WITH_JEST = `
const { createEmulator } = require('stripe-fc-emulator');
const { serve } = require('stripe-fc-emulator/node');

test('an account is linked and found over a socket', async () => {
  const emulator = createEmulator({ log: false });
  const server = await serve(emulator, { port: 0 });
  const account = await emulator.linkAccount({ permissions: ['balances'] });
  const headers = { authorization: 'Bearer ' + emulator.apiKey };
  const answer = await fetch(server.url + '/v1/financial_connections/accounts/' + account.id, { headers });
  expect(await answer.json()).toEqual(account);
  await server.close();
  await emulator.close();
});
`;

// The client itself counts bytes by TextEncoder, which jsdom lacks.
const WITH_JSDOM = `
globalThis.TextEncoder ??= require('node:util').TextEncoder;
const Stripe = require('stripe');
const { createEmulator } = require('stripe-fc-emulator');

test('the official client is answered, and a webhook is signed', async () => {
  const signatures = [];
  const handler = (request) => {
    signatures.push(request.headers.get('stripe-signature'));
    return { status: 200, body: null, headers: [] };
  };
  const emulator = createEmulator({ log: false, webhooks: [{ handler }] });
  const stripe = new Stripe(emulator.apiKey, { httpClient: Stripe.createFetchHttpClient(emulator.fetch) });
  const { id } = await stripe.customers.create({ email: 'jenny@example.com' });
  expect((await stripe.customers.retrieve(id)).email).toBe('jenny@example.com');
  await emulator.clock.runToIdle();
  expect(signatures).toEqual([expect.stringMatching(/^t=/)]);
  await emulator.close();
});
`;

const WITH_HAPPY_DOM = `
// @vitest-environment happy-dom
import { setupServer } from 'msw/node';
import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { createEmulator } from 'stripe-fc-emulator';
import { stripeHandlers } from 'stripe-fc-emulator/msw';

test('a page is answered, after its preflight', async () => {
  const emulator = createEmulator({ log: false });
  const server = setupServer(...stripeHandlers(emulator));
  server.listen({ onUnhandledRequest: 'error', onUnhandledFrame: 'error' });
  const stripe = new Stripe(emulator.apiKey, { httpClient: Stripe.createFetchHttpClient(), maxNetworkRetries: 0 });
  expect((await stripe.customers.create()).object).toBe('customer');
  server.close();
});
`;

const WITH_VITEST = `
import { expect } from 'vitest';
import { test } from 'stripe-fc-emulator/vitest';

test('what is linked is delivered', async ({ emulator, deliveries }) => {
  await emulator.linkAccount();
  await emulator.clock.advance(0);
  expect(deliveries.map(({ event }) => event.type)).toEqual(['financial_connections.account.created']);
});
`;

const WITH_PLAYWRIGHT = `
import { expect } from '@playwright/test';
import { test } from 'stripe-fc-emulator/playwright';

// Debian's, since Playwright downloads one of its own otherwise.
test.use({ launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' } });

test('a page has Stripe.js, and a sandbox of its own', async ({ page, emulator }) => {
  await page.goto('about:blank');
  await page.addScriptTag({ url: 'https://js.stripe.com/endive/stripe.js' });
  const { error } = await page.evaluate("Stripe('pk_test_of_the_page').retrievePaymentIntent('pi_1_secret_2')");
  expect(error.code).toBe('resource_missing');
  expect(emulator.requests()).toHaveLength(1);
});
`;

const STRIPE_JS = `
const { createEmulator } = require('stripe-fc-emulator');
const { createStripe } = require('stripe-fc-emulator/stripe-js');

test('a page links an account, whose user is played', async () => {
  const emulator = createEmulator({ log: false });
  const form = 'account_holder[type]=account&account_holder[account]=acct_1emulatorholder&permissions[]=balances';
  const headers = { authorization: 'Bearer ' + emulator.apiKey, 'content-type': 'application/x-www-form-urlencoded' };
  const made = await emulator.fetch('https://api.stripe.com/v1/financial_connections/sessions', { method: 'POST', headers, body: form });
  const { client_secret: clientSecret } = await made.json();
  const stripe = createStripe(emulator.publishableKey, { fetch: emulator.fetch });
  const { financialConnectionsSession } = await stripe.collectFinancialConnectionsAccounts({ clientSecret });
  expect(financialConnectionsSession.accounts.map((account) => account.display_name)).toEqual(['Success']);
  await emulator.close();
});
`;

const STRIPE_JS_IN_TYPES = `
import type { Stripe } from '@stripe/stripe-js';
import { createStripe, type CreateStripeOptions } from 'stripe-fc-emulator/stripe-js';

const options: CreateStripeOptions = { apiBase: 'http://127.0.0.1:12113', autofill: { accounts: ['Success'] } };
export const stripe: Stripe = createStripe('pk_test_1', options);
`;

const ALONE_IN_TYPES = `
import { createEmulator, type Emulator, type EmulatorOptions } from 'stripe-fc-emulator';

const options: EmulatorOptions = { seed: 'a', fixtures: { accounts: { Mine: [{ name: 'Savings', subcategory: 'savings' }] } } };
const emulator: Emulator = createEmulator(options);
const answer: Promise<Response> = emulator.fetch('/v1/customers');
const advanced: number = (await emulator.clock.advance(1_000)).length;
// @ts-expect-error: no such outcome
createEmulator({ refresh: { balance: { outcome: 'perhaps' } } });
// @ts-expect-error: no such category
createEmulator({ fixtures: { accounts: { Mine: [{ name: 'Savings', category: 'sack' }] } } });
export { advanced, answer };
`;

const ALL_IN_TYPES = `
import { setupServer } from 'msw/node';
import Stripe from 'stripe';
import { createEmulator } from 'stripe-fc-emulator';
import { stripeHandlers } from 'stripe-fc-emulator/msw';
import { type Server, serve } from 'stripe-fc-emulator/node';

await using emulator = createEmulator();
await using server: Server = await serve(emulator, { port: 0 });
export const stripe = new Stripe(emulator.apiKey, { httpClient: Stripe.createFetchHttpClient(emulator.fetch) });
export const account = (await emulator.linkAccount()) as Stripe.FinancialConnections.Account;
export const mocked = setupServer(...stripeHandlers(emulator));
export const url: string = server.url;
`;

const IN_COMMONJS = `
import fc = require('stripe-fc-emulator');
import node = require('stripe-fc-emulator/node');

export const served: Promise<node.Server> = node.serve(fc.createEmulator({ time: 'real' }));
`;

const BIN = `
import { match, strictEqual } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const child = spawn('npx', ['stripe-fc-emulator', '--port', '0', '--format', 'json'], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
const [chunk] = await once(child.stdout, 'data');
const { event, url, version } = JSON.parse(String(chunk).split('\\n')[0]);
strictEqual(event, 'ready');
match(version, /^\\d+\\.\\d+\\.\\d+/);
const health = await fetch(url + '/_emulator/health');
strictEqual((await health.json()).status, 'ready');
process.kill(-child.pid, 'SIGTERM');
await once(child, 'exit');
await fetch(url).then(() => { throw new Error('It still listens.'); }, () => undefined);
`;

const IN_EXEC = `
const answer = await fetch(process.env.STRIPE_API_BASE + '/v1/customers', { headers: { authorization: 'Bearer ' + process.env.STRIPE_API_KEY } });
process.exitCode = answer.status === 200 ? 0 : 1;
`;

const HARD_CODED = `
import Stripe from 'stripe';
await new Stripe('sk_test_hard_coded').customers.create();
`;

const HARD_CODED_IN_COMMONJS = `
const Stripe = require('stripe');
new Stripe('sk_test_hard_coded').customers.create();
`;

const REDIRECTED = ['npx', 'stripe-fc-emulator', 'exec', '--', 'node'];

const strictly = (compilerOptions: object): string =>
  JSON.stringify({
    compilerOptions: { strict: true, noEmit: true, target: 'es2022', module: 'nodenext', ...compilerOptions },
  });

const TSC = ['npx', 'tsc', '-p', '.'];

/** TypeScript without Stripe's types, MSW's or Node's; then with all of them. */
const typed = (typescript: string): readonly Stranger[] => [
  {
    name: `${typescript}, nothing else installed`,
    packages: [typescript],
    files: {
      // An older library than the declarations need, and nobody skips checking them.
      'tsconfig.json': strictly({ lib: ['es2022', 'dom'], types: [], skipLibCheck: false }),
      'alone.mts': ALONE_IN_TYPES,
    },
    commands: [TSC],
  },
  {
    name: `${typescript} with stripe, MSW 3 and Node's types`,
    packages: [typescript, 'stripe@^23', 'msw@^3', '@types/node@^24'],
    files: {
      'tsconfig.json': strictly({ lib: ['esnext', 'dom', 'dom.iterable'], types: ['node'] }),
      'all.mts': ALL_IN_TYPES,
      'alone.mts': ALONE_IN_TYPES,
      'common.cts': IN_COMMONJS,
    },
    commands: [TSC],
  },
];

const STRANGERS: readonly Stranger[] = [
  {
    name: 'the command line',
    files: { 'bin.mjs': BIN, 'in-exec.mjs': IN_EXEC },
    commands: [
      ['npx', 'stripe-fc-emulator', '--version'],
      ['node', 'bin.mjs'],
      ['npx', 'stripe-fc-emulator', 'exec', '--', 'node', 'in-exec.mjs'],
    ],
  },
  {
    name: 'the redirect',
    packages: ['stripe@^23'],
    files: { 'hard.mjs': HARD_CODED, 'hard.cjs': HARD_CODED_IN_COMMONJS },
    commands: [
      [...REDIRECTED, '--import', 'stripe-fc-emulator/redirect', 'hard.mjs'],
      [...REDIRECTED, '--require', 'stripe-fc-emulator/redirect', 'hard.cjs'],
    ],
  },
  ...['msw@~2.0.0', 'msw@^2.15', 'msw@^3'].map((msw) => ({
    name: msw,
    packages: [msw, 'stripe@^23'],
    files: { 'msw.mjs': WITH_MSW },
    commands: [['node', 'msw.mjs']],
  })),
  {
    name: 'Jest 30 as it comes',
    packages: ['jest@^30'],
    type: 'commonjs',
    files: { 'emulator.test.js': WITH_JEST },
    commands: [['npx', 'jest', '--ci']],
  },
  {
    name: 'Jest 30 with jsdom',
    packages: ['jest@^30', 'jest-environment-jsdom@^30', 'stripe@^23'],
    type: 'commonjs',
    files: { 'emulator.test.js': WITH_JSDOM },
    commands: [['npx', 'jest', '--ci', '--env', 'jsdom']],
  },
  {
    name: 'Stripe.js without a page, in Jest 30 with jsdom',
    packages: ['jest@^30', 'jest-environment-jsdom@^30'],
    type: 'commonjs',
    files: { 'emulator.test.js': STRIPE_JS },
    commands: [['npx', 'jest', '--ci', '--env', 'jsdom']],
  },
  ...['1', '5', '10'].map(
    (major): Stranger => ({
      name: `the types of Stripe.js ${major}`,
      packages: [`@stripe/stripe-js@^${major}`, 'typescript@^7'],
      files: {
        'tsconfig.json': strictly({ lib: ['es2022', 'dom'], types: [] }),
        'page.mts': STRIPE_JS_IN_TYPES,
      },
      commands: [TSC],
    }),
  ),
  ...['msw@^2.15', 'msw@^3'].map((msw) => ({
    name: `${msw} under happy-dom`,
    packages: [msw, 'vitest@^5', 'happy-dom', 'stripe@^23'],
    files: { 'emulator.test.js': WITH_HAPPY_DOM },
    commands: [['npx', 'vitest', 'run']],
  })),
  ...['vitest@^3', 'vitest@^5'].map((vitest) => ({
    name: vitest,
    packages: [vitest],
    files: { 'emulator.test.js': WITH_VITEST },
    commands: [['npx', 'vitest', 'run']],
  })),
  ...(['module', 'commonjs'] as const).map((type) => ({
    name: `Playwright, in a project of type ${type}`,
    packages: ['@playwright/test@^1.65'],
    type,
    files: { 'page.spec.ts': WITH_PLAYWRIGHT },
    commands: [['npx', 'playwright', 'test']],
  })),
  ...typed('typescript@~5.9'),
  ...typed('typescript@^7'),
  {
    name: 'typescript@~5.9 with MSW 2',
    packages: ['typescript@~5.9', 'stripe@^23', 'msw@^2.15', '@types/node@^24'],
    files: {
      'tsconfig.json': strictly({ lib: ['esnext', 'dom', 'dom.iterable'], types: ['node'] }),
      'all.mts': ALL_IN_TYPES,
    },
    commands: [TSC],
  },
];

const INSTALL = ['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
const LIMIT_MS = 180_000;

function run(words: readonly string[], cwd: string): Promise<void> {
  const [command = '', ...args] = words;
  const child = spawn(command, args, { cwd, shell: process.platform === 'win32', timeout: LIMIT_MS });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${words.join(' ')} ended with ${code}:\n${output}`)),
    );
  });
}

async function tryIn(directory: string, tarball: string, stranger: Stranger): Promise<void> {
  const { type = 'module', packages = [], files, commands } = stranger;
  const written = { 'package.json': JSON.stringify({ private: true, type }), ...files };
  for (const [path, text] of Object.entries(written)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  await run([...INSTALL, tarball, ...packages], directory);
  for (const command of commands) await run(command, directory);
}

const root = await mkdtemp(join(tmpdir(), 'try-package-'));
try {
  const tarball = pack(root);
  for (const [index, stranger] of STRANGERS.entries()) {
    const startedMs = performance.now();
    const directory = join(root, String(index));
    await mkdir(directory);
    const failure = await tryIn(directory, tarball, stranger).then(
      () => undefined,
      (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)),
    );
    const took = `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
    console.log(`${failure === undefined ? 'works' : 'FAILS'}  ${stranger.name} (${took})`);
    if (failure === undefined) continue;
    console.log(failure);
    process.exitCode = 1;
  }
} finally {
  await rm(root, { recursive: true });
}
