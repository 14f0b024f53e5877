import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator, type Snapshot } from '../../src/index.ts';

/** An emulator of which a webhook is under way, and a second one is to come. */
async function underWay(time: 'real' | 'frozen') {
  const asked = Promise.withResolvers<void>();
  const handler = () => {
    asked.resolve();
    return new Promise<Response>(() => {});
  };
  const emulator = createEmulator({ time, log: false, webhooks: [{ handler }] });
  const create = (name: string) =>
    emulator.fetch('/v1/customers', {
      method: 'POST',
      headers: { authorization: `Bearer ${emulator.apiKey}` },
      body: `name=${name}`,
    });
  await create('first');
  // It never ends: its receiver does not, and it is left to the end of the test.
  const advanced = emulator.clock.advance(time === 'frozen' ? 1_000 : 0);
  await asked.promise;
  await create('second');
  return { emulator, advanced };
}

/** The names of the customers whose webhooks are sent by a world that is restored from this. */
async function sentBy(document: Snapshot): Promise<readonly string[]> {
  const names: string[] = [];
  const handler = async (request: Request) => {
    names.push((await request.json()).data.object.name);
    return new Response('ok');
  };
  const other: Emulator = createEmulator({ log: false, webhooks: [{ handler }] });
  await other.restore(document);
  await other.clock.advance(86_400_000);
  return names;
}

describe('what is under way comes before what is to come', () => {
  it.each(['real', 'frozen'] as const)('in a snapshot, on a clock that is %s', async (time) => {
    const { emulator } = await underWay(time);
    const document = await emulator.snapshot();
    await emulator.close();

    expect(await sentBy(document)).toEqual(['first', 'second']);
  });

  it.each(['real', 'frozen'] as const)('after the end, on a clock that was %s', async (time) => {
    const { emulator } = await underWay(time);
    await emulator.close();

    expect(await sentBy(await emulator.snapshot())).toEqual(['first', 'second']);
  });
});
