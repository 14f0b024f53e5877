import { describe, expect, it } from 'vitest';
import type { Emulator, Snapshot } from '../../src/index.ts';
import { setup } from '../support/setup.ts';

/* A snapshot over HTTP: as a stream, of the world at one instant, and back. */

const MANY = 400;

/** A sandbox whose snapshot is many times as long as a piece of it; what comes before the accounts is several pieces. */
async function large() {
  const { emulator, stripe, call } = setup();
  const accounts = Array.from({ length: MANY }, (_, at) => ({ id: `fca_${at}` }));
  const customers = Array.from({ length: MANY }, (_, at) => ({
    id: `cus_${at}`,
    description: 'x'.repeat(500),
  }));
  await emulator.putObjects({ customers, 'financial_connections.accounts': accounts });
  return { emulator, stripe, call };
}

const askFor = (emulator: Emulator): Promise<Response> =>
  emulator.fetch('/_emulator/snapshot', { headers: { authorization: `Bearer ${emulator.apiKey}` } });

/** Puts a document that arrives in these pieces. */
const put = (emulator: Emulator, pieces: ReadableStream<Uint8Array>): Promise<Response> =>
  emulator.fetch('/_emulator/snapshot', {
    method: 'PUT',
    headers: { authorization: `Bearer ${emulator.apiKey}` },
    body: pieces,
    duplex: 'half',
  } as RequestInit);

/** A body of which each piece comes when it is let go. */
function slowly(text: string) {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const bytes = new TextEncoder().encode(text);
  return {
    readable,
    send: (from: number, to = bytes.length) => writer.write(bytes.subarray(from, to)),
    end: () => writer.close(),
    breakOff: () => writer.abort(new Error('gone')),
  };
}

/** What the snapshot has besides the log of requests, which counts those that ask for it. */
function worldOf({ requests: _requests, ...world }: Snapshot): object {
  return world;
}

describe('GET /_emulator/snapshot', () => {
  it('answers compact JSON, in pieces', async () => {
    const { emulator } = await large();

    const answer = await askFor(emulator);
    const pieces: Uint8Array[] = [];
    for await (const piece of answer.body ?? []) pieces.push(piece);
    const text = new TextDecoder().decode(Buffer.concat(pieces));

    expect(pieces.length).toBeGreaterThan(4);
    expect(text).toBe(JSON.stringify(JSON.parse(text)));
    expect(worldOf(JSON.parse(text))).toEqual(worldOf(await emulator.snapshot()));
  });

  it('is of the instant at which it was asked for, whatever happens before it has been read', async () => {
    const { emulator, stripe } = await large();
    const before = await emulator.snapshot();
    const answer = await askFor(emulator);

    await stripe.customers.create({ name: 'later' }, { idempotencyKey: 'later' });
    // Records and facts of places that nobody has come to read yet.
    await emulator.updateAccount('fca_0', { status: 'inactive' });
    await emulator.updateAccount('fca_1', { refresh: { balance: { outcome: 'failed' } } });
    await stripe.financialConnections.accounts.disconnect(`fca_${MANY - 1}`);
    await emulator.clock.advance(86_400_000);
    await emulator.reset();

    expect(worldOf((await answer.json()) as Snapshot)).toEqual(worldOf(before));
  });
});

describe('PUT /_emulator/snapshot', () => {
  it('takes a document in pieces, however they are cut', async () => {
    const { emulator } = await large();
    const document = await emulator.snapshot();
    const text = JSON.stringify(document);
    const { emulator: other } = setup();
    const { readable, send, end } = slowly(text);

    const answered = put(other, readable);
    for (let from = 0; from < text.length; from += 7_777) await send(from, from + 7_777);
    await end();

    expect((await answered).status).toBe(200);
    expect(worldOf(await other.snapshot())).toEqual(worldOf(document));
  });

  it('takes one that somebody has indented', async () => {
    const { emulator } = await large();
    const document = await emulator.snapshot();
    const { emulator: other } = setup();
    const { readable, send, end } = slowly(JSON.stringify(document, null, '\t'));

    const answered = put(other, readable);
    await send(0);
    await end();

    expect((await answered).status).toBe(200);
    expect(worldOf(await other.snapshot())).toEqual(worldOf(document));
  });

  it('answers other calls while the document arrives, from the world that is there until then', async () => {
    const { emulator } = await large();
    const text = JSON.stringify(await emulator.snapshot());
    const { emulator: other, stripe } = setup();
    const { readable, send, end } = slowly(text);

    const answered = put(other, readable);
    await send(0, 100_000);
    const { id } = await stripe.customers.create();
    const found = await stripe.customers.retrieve(id);
    await send(100_000);
    await end();
    await answered;

    expect(found.id).toBe(id);
    await expect(stripe.customers.retrieve(id)).rejects.toThrow('No such customer');
    expect((await stripe.financialConnections.accounts.retrieve('fca_0')).id).toBe('fca_0');
  });

  it('changes nothing when the document breaks off', async () => {
    const { emulator } = await large();
    const text = JSON.stringify(await emulator.snapshot());
    const { emulator: other, stripe } = setup();
    await stripe.customers.create();
    const before = await other.snapshot();
    const { readable, send, end } = slowly(text);

    const answered = put(other, readable);
    await send(0, text.length - 1);
    await end();

    const answer = await answered;
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('damaged, in its JSON: it ends before it is complete.');
    expect(worldOf(await other.snapshot())).toEqual(worldOf(before));
  });

  it('changes nothing when the client breaks off', async () => {
    const { emulator } = await large();
    const text = JSON.stringify(await emulator.snapshot());
    const { emulator: other, stripe } = setup();
    await stripe.customers.create();
    const before = await other.snapshot();
    const { readable, send, breakOff } = slowly(text);

    const answered = put(other, readable);
    await send(0, 100_000);
    await breakOff();

    const answer = await answered;
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('The body broke off: gone.');
    expect(worldOf(await other.snapshot())).toEqual(worldOf(before));
  });
});
