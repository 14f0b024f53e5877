import { registerHooks } from 'node:module';
import Stripe from 'stripe';
import { ARGS, answerRounds, type Measurable, sourceOf } from './program.ts';

/* The official client through MSW: to the emulator's handler, and to one that answers a constant. Argument: the major. */

const CALLS_A_ROUND = 200;
const [major = '3'] = ARGS;
const installed = major === '2' ? 'msw2' : 'msw';

// src/msw.ts imports `msw`, as its users have it.
registerHooks({
  resolve: (specifier, context, next) => next(specifier.replace(/^msw(?=$|\/)/, installed), context),
});

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

async function measurables(): Promise<readonly Measurable[]> {
  const { createEmulator } = await sourceOf<typeof import('../src/index.ts')>('index.ts');
  const { stripeHandlers } = await sourceOf<typeof import('../src/msw.ts')>('msw.ts');
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
  return Object.entries(clients).map(([name, stripe]) => {
    const call = () => stripe.financialConnections.accounts.retrieve(account.id);
    const baseline = () => timed([constant], call);
    const ours = () => timed(stripeHandlers(emulator), call);
    return {
      what: `MSW ${major}, the client over ${name}`,
      warmUp: async () => {
        for (const warmUp of [baseline, ours, baseline, ours]) await warmUp();
      },
      baseline,
      ours,
    };
  });
}

answerRounds(measurables);
