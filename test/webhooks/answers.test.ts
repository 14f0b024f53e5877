import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';

describe('an answer without end', () => {
  it.each([
    ['of much', () => new Uint8Array(1_000_000).fill(120)],
    ['of nothing', () => new Uint8Array(0)],
  ])('%s, from a handler, is read only as far as it is kept', async (_, piece) => {
    let pieces = 0;
    const handler = () =>
      new Response(
        new ReadableStream({
          pull(stream) {
            pieces++;
            stream.enqueue(piece());
          },
        }),
      );
    const emulator = createEmulator({ log: false, webhooks: [{ handler }] });
    await emulator.linkAccount();

    await emulator.clock.advance(0);

    const [delivery] = emulator.deliveries();
    expect(delivery?.status).toBe('succeeded');
    expect(delivery?.attempts[0]?.response?.body.length).toBeLessThanOrEqual(5_000);
    expect(pieces).toBeLessThan(1_100);
  });
});

describe('on a clock that runs', () => {
  it.each([
    ['advance', (emulator: ReturnType<typeof createEmulator>) => emulator.clock.advance(60_000)],
    ['runToIdle', (emulator: ReturnType<typeof createEmulator>) => emulator.clock.runToIdle()],
  ])('%s waits for the deliveries that are under way', async (_, move) => {
    const answer = Promise.withResolvers<Response>();
    const asked = Promise.withResolvers<void>();
    const handler = () => {
      asked.resolve();
      return answer.promise;
    };
    await using emulator = createEmulator({ time: 'real', log: false, webhooks: [{ handler }] });
    await emulator.linkAccount();
    emulator.clock.pending();
    await asked.promise;

    const moved = move(emulator).then(() => emulator.deliveries().map(({ status }) => status));
    const first = await Promise.race([
      moved,
      new Promise((resolve) => setImmediate(resolve, 'still under way')),
    ]);
    answer.resolve(new Response('ok'));

    expect(first).toBe('still under way');
    expect(await moved).toEqual(['succeeded']);
  });
});

describe('an answer that is none', () => {
  it.each([
    ['a status that is a text', { status: '200', headers: new Headers(), body: null }],
    ['a status that is none of HTTP', { status: 200.5, headers: new Headers(), body: null }],
    ['no status', {}],
    ['nothing', undefined],
  ])('with %s is a failed attempt, which says so, and is saved', async (_, answer) => {
    const emulator = createEmulator({
      log: false,
      webhooks: [{ handler: () => answer as unknown as Response }],
    });
    await emulator.linkAccount();

    await emulator.clock.advance(0);

    const [delivery] = emulator.deliveries();
    expect(delivery?.attempts.map(({ status, error }) => [status, typeof error])).toEqual([[null, 'string']]);
    await createEmulator({ log: false }).restore(await emulator.snapshot());
  });

  it('an error whose message is no text is told all the same', async () => {
    const handler = () => {
      throw Object.assign(new Error('x'), { message: { odd: true } });
    };
    const emulator = createEmulator({ log: false, webhooks: [{ handler }] });
    await emulator.linkAccount();

    await emulator.clock.advance(0);

    expect(emulator.deliveries()[0]?.attempts[0]?.error).toBe('[object Object]');
    await createEmulator({ log: false }).restore(await emulator.snapshot());
  });
});
