import { expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';

/* An advance on a clock that runs waits for the deliveries that are under way; time does not stand meanwhile. */

const START = Date.UTC(2026, 0);
const SCALE = 1_000;

/** A webhook that answers when it is told, on a clock that runs a thousand times as fast. */
function waited(
  answerOf: (emulator: ReturnType<typeof createEmulator>) => Promise<unknown> = async () => {},
) {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const handler = async () => {
    asked.resolve();
    await answer.promise;
    await answerOf(emulator);
    return new Response('ok');
  };
  const emulator = createEmulator({
    log: false,
    time: { start: new Date(START), runs: true, scale: SCALE },
    webhooks: [{ handler, enabledEvents: ['customer.created'] }],
    refresh: { balance: { delayMs: 10_000 } },
  });
  return { emulator, asked: asked.promise, answer: () => answer.resolve() };
}

const headersOf = ({ apiKey }: { readonly apiKey: string }) => ({ authorization: `Bearer ${apiKey}` });

it('jobs run at their own instants while it waits', async () => {
  const { emulator, asked, answer } = waited();
  await emulator.linkAccount({ permissions: ['balances'], prefetch: ['balances'] });
  const [{ due } = { due: 0 }] = emulator.clock.pending();
  await emulator.fetch('/v1/customers', { method: 'POST', headers: headersOf(emulator) });
  emulator.clock.pending();
  await asked;

  const advanced = emulator.clock.advance(3_600_000);
  const refreshed = await emulator.waitForEvent('financial_connections.account.refreshed_balance');
  answer();
  await advanced;
  await emulator.close();

  expect(refreshed.created).toBe(Math.floor(due));
});

it('a webhook that waits for what comes of itself gets it', async () => {
  const { emulator, asked, answer } = waited((world) =>
    world.waitForEvent('financial_connections.account.refreshed_balance'),
  );
  await emulator.fetch('/v1/customers', { method: 'POST', headers: headersOf(emulator) });
  emulator.clock.pending();
  await asked;
  await emulator.linkAccount({ permissions: ['balances'], prefetch: ['balances'] });

  const advanced = emulator.clock.advance(3_600_000);
  answer();
  await advanced;
  await emulator.close();

  expect(emulator.deliveries().map(({ status }) => status)).toEqual(['succeeded']);
});
