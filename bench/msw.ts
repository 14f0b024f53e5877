import { registerHooks } from 'node:module';
import Stripe from 'stripe';
import { createEmulator } from '../src/index.ts';
import { answerQuestions } from './children.ts';
import type { Effort, Row } from './report.ts';
import { compare, inTurn } from './stats.ts';

/* The official client through MSW: to the emulator's handler, and to one that answers a constant. Argument: the major. */

const CALLS_A_ROUND = 200;
const [major = '3'] = process.argv.slice(2);
const installed = major === '2' ? 'msw2' : 'msw';

// src/msw.ts imports `msw`, as its users have it.
registerHooks({
  resolve: (specifier, context, next) => next(specifier.replace(/^msw(?=$|\/)/, installed), context),
});

const { stripeHandlers } = await import('../src/msw.ts');
const { http, HttpResponse } = await import('msw');
const { setupServer } = await import('msw/node');

/** Microseconds a call, while these handlers listen. */
async function timed(
  handlers: Parameters<typeof setupServer>,
  call: () => Promise<unknown>,
): Promise<number> {
  const server = setupServer(...handlers);
  server.listen();
  const startedMs = performance.now();
  for (let calls = 0; calls < CALLS_A_ROUND; calls++) await call();
  const tookMs = performance.now() - startedMs;
  server.close();
  return (tookMs / CALLS_A_ROUND) * 1000;
}

async function rowsOf({ rounds }: Effort): Promise<Row[]> {
  const emulator = createEmulator({ log: false });
  const account = await emulator.linkAccount();
  const constant = http.all(
    'https://api.stripe.com/*',
    () =>
      new HttpResponse(JSON.stringify(account, null, 2), { headers: { 'content-type': 'application/json' } }),
  );
  const clients = {
    'node:http': new Stripe(emulator.apiKey, { telemetry: false }),
    // MSW puts its own `fetch` in place, which a client must not have looked up before.
    fetch: new Stripe(emulator.apiKey, {
      telemetry: false,
      httpClient: Stripe.createFetchHttpClient((input, init) => fetch(input, init)),
    }),
  };
  const rows: Row[] = [];
  for (const [name, stripe] of Object.entries(clients)) {
    const call = () => stripe.financialConnections.accounts.retrieve(account.id);
    const bare = () => timed([constant], call);
    const ours = () => timed(stripeHandlers(emulator), call);
    for (const warmUp of [bare, ours, bare, ours]) await warmUp();
    const measured = await inTurn(rounds, bare, ours);
    const what = `MSW ${major}, the client over ${name}`;
    rows.push({ what, ...compare(measured, (microseconds) => microseconds) });
  }
  return rows;
}

answerQuestions(rowsOf);
