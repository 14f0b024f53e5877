import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator, type Snapshot } from '../../src/index.ts';
import { LEGS, Traveller, travel } from '../support/journey.ts';
import { linkedAccount, type Setup, setup } from '../support/setup.ts';

/* What goes on byte for byte after a restore, here and in another process, is told in determinism.test.ts. */

const copied = (document: Snapshot): Snapshot => JSON.parse(JSON.stringify(document));

/** A receiver that is asked, and does not answer yet. */
function hanging() {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<Response>();
  const handler = () => {
    asked.resolve();
    return answer.promise;
  };
  return { handler, asked: asked.promise, answer: () => answer.resolve(new Response('ok')) };
}

describe('a snapshot', () => {
  it('is, once restored, the same snapshot again, wherever it was taken', async () => {
    const traveller = new Traveller();
    for (let at = 0; at < LEGS.length; at++) {
      await travel(traveller, at, at + 1);
      const document = await traveller.emulator.snapshot();
      const other = new Traveller();
      await other.emulator.restore(document);

      expect(await other.emulator.snapshot()).toEqual(document);
    }
  });

  it('is plain JSON and holds no API key', async () => {
    const traveller = new Traveller();
    await travel(traveller);

    const document = await traveller.emulator.snapshot();

    expect(copied(document)).toEqual(document);
    expect(JSON.stringify(document)).not.toContain(traveller.emulator.apiKey);
  });

  /** Another sandbox, with what this one holds. */
  const restored = async ({ emulator, clientFor }: Setup) => {
    const other = emulator.sandbox('sk_test_other');
    await other.restore(await emulator.snapshot());
    const stripe = clientFor(other.apiKey);
    const accountIn = async (id: string) => {
      const { status, balance_refresh } = await stripe.financialConnections.accounts.retrieve(id);
      return [status, balance_refresh?.status];
    };
    return { other, stripe, accountIn };
  };

  it('takes along a refresh that is pending', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { prefetch: ['balances'], permissions: ['balances'] });

    const { other, accountIn } = await restored(world);
    await other.clock.advance(1_000);

    expect(await accountIn(id)).toEqual(['active', 'succeeded']);
  });

  it('takes along a deactivation that is to come', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { institution: 'Inactive Accounts' });
    expect((await world.stripe.financialConnections.accounts.retrieve(id)).status).toBe('active');

    const { other, accountIn } = await restored(world);
    await other.clock.advance(1_000);

    expect(await accountIn(id)).toEqual(['inactive', undefined]);
  });

  it('takes along a refresh that waits to be told', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    await world.call('POST', `/v1/financial_connections/accounts/${id}/refresh`, {
      form: 'features[]=balance',
      headers: { 'emulator-refresh': 'manual' },
    });

    const { other, accountIn } = await restored(world);
    await other.clock.advance(1_000);
    await other.updateAccount(id, { refresh: { balance: { finish: 'succeeded' } } });

    expect(await accountIn(id)).toEqual(['active', 'succeeded']);
  });

  it('takes along the outcomes of refreshes to come', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { prefetch: ['balances'], permissions: ['balances'] });
    await world.emulator.updateAccount(id, { refresh: { balance: { outcome: ['failed', 'succeeded'] } } });

    const { other, stripe, accountIn } = await restored(world);
    await other.clock.advance(1_000);
    await stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await other.clock.advance(1_000);

    expect(await accountIn(id)).toEqual(['active', 'failed']);
  });

  it('leaves the sandbox alone that it was taken of', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { prefetch: ['balances'], permissions: ['balances'] });

    const { other } = await restored(world);
    await other.clock.advance(1_000);

    const account = await world.stripe.financialConnections.accounts.retrieve(id);
    expect(account.balance_refresh?.status).toBe('pending');
  });

  it('takes along what has been deleted', async () => {
    const world = setup();
    const { id } = await world.stripe.customers.create();
    await world.stripe.customers.del(id);

    const { stripe } = await restored(world);

    expect(await stripe.customers.retrieve(id)).toMatchObject({ deleted: true });
  });

  it('takes along connected accounts', async () => {
    const world = setup();
    const { id } = await world.stripe.customers.create({}, { stripeAccount: 'acct_1' });

    const { stripe } = await restored(world);

    expect(await stripe.customers.retrieve(id, {}, { stripeAccount: 'acct_1' })).toMatchObject({ id });
  });

  it('takes along idempotency keys with their age', async () => {
    const world = setup();
    const key = { idempotencyKey: 'key' };
    const { id } = await world.stripe.customers.create({ name: 'Jenny' }, key);
    await world.stripe.customers.del(id);
    await world.emulator.clock.advance(23 * 3_600_000);

    const { emulator: other, stripe } = setup();
    await other.restore(await world.emulator.snapshot());

    expect((await stripe.customers.create({ name: 'Jenny' }, key)).id).toBe(id);
    await other.clock.advance(3_600_000);
    expect((await stripe.customers.create({ name: 'Jenny' }, key)).id).not.toBe(id);
  });

  it('that is taken while a webhook is under way has it still to come', async () => {
    const receiver = hanging();
    const emulator = createEmulator({ webhooks: [{ handler: receiver.handler }], log: false });
    await emulator.linkAccount();
    const advanced = emulator.clock.advance(0);
    await receiver.asked;
    const document = await emulator.snapshot();
    receiver.answer();
    await advanced;

    const received: string[] = [];
    const handler = async (request: Request) => {
      received.push(await request.text());
      return new Response('ok');
    };
    const other = createEmulator({
      log: false,
      webhooks: [{ handler }],
    });
    await other.restore(document);
    await other.clock.advance(0);

    expect(emulator.deliveries()).toMatchObject([{ status: 'succeeded' }]);
    expect(received).toHaveLength(1);
    expect(other.deliveries()).toMatchObject([{ status: 'succeeded', attempts: [{ status: 200 }] }]);
  });

  it('of an emulator that was closed has the webhooks still to come that were under way', async () => {
    const asked = Promise.withResolvers<void>();
    const handler = () => {
      asked.resolve();
      return new Promise<Response>(() => {});
    };
    const emulator = createEmulator({ log: false, webhooks: [{ handler }] });
    await emulator.linkAccount();
    void emulator.clock.advance(0);
    await asked.promise;
    await emulator.close();

    const other = createEmulator({ log: false, webhooks: [{ handler: () => new Response('ok') }] });
    await other.restore(await emulator.snapshot());
    await other.clock.advance(0);

    expect(other.deliveries()).toMatchObject([{ status: 'succeeded' }]);
  });

  it('that is put in place ends what was under way there', async () => {
    const receiver = hanging();
    const emulator = createEmulator({ webhooks: [{ handler: receiver.handler }], log: false });
    const empty = await emulator.snapshot();
    await emulator.linkAccount();
    const advanced = emulator.clock.advance(0);
    await receiver.asked;
    await emulator.restore(empty);
    receiver.answer();
    await advanced;

    expect(emulator.deliveries()).toEqual([]);
    expect(await emulator.snapshot()).toEqual(empty);
  });

  it('shares nothing with the sandbox, nor with the document it was restored from', async () => {
    const emulator = createEmulator({ seed: 'seed', log: false });
    await emulator.linkAccount();
    const document = await emulator.snapshot();
    const before = copied(document);
    await emulator.restore(document);
    await emulator.updateAccount(emulator.events()[0]?.data.object.id, { status: 'inactive' });

    expect(document).toEqual(before);
    (document.scopes as unknown[]).length = 0;
    expect(emulator.events()).toHaveLength(2);
  });
});

const JUNK: readonly unknown[] = [null, 0, -1, 1.5, '', 'x', true, [], {}, [null], [[]], [['x']], { a: 1 }];

/** Every place in a document, as a path of names. */
function placesIn(
  value: unknown,
  depth: number,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (depth === 0 || typeof value !== 'object' || value === null) return [path];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...members.flatMap(([name, member]) => placesIn(member, depth - 1, [...path, name]))];
}

function damaged(document: unknown, [name, ...rest]: readonly (string | number)[], junk: unknown): unknown {
  if (name === undefined) return junk;
  const copy = (Array.isArray(document) ? [...document] : { ...(document as object) }) as Record<
    string | number,
    unknown
  >;
  copy[name] = damaged(copy[name], rest, junk);
  return copy;
}

async function put(emulator: Emulator, document: unknown): Promise<number> {
  const headers = { authorization: `Bearer ${emulator.apiKey}` };
  const body = JSON.stringify(document);
  return (await emulator.fetch('/_emulator/snapshot', { method: 'PUT', headers, body })).status;
}

/** Compares all but `requests`, which counts refused ones, too. */
function expectSame(after: Snapshot, before: Snapshot, path: readonly (string | number)[]): void {
  const [found, kept] = [after, before].map(({ requests: _requests, ...rest }) => rest);
  if (JSON.stringify(found) !== JSON.stringify(kept)) expect(found, path.join('.')).toEqual(kept);
}

describe('a document that is no snapshot', () => {
  // Each at every third place, together at all of them: every one at every place finds nothing more.
  it.each(JUNK.map((junk, number) => ({ text: JSON.stringify(junk), junk, number })))(
    'changes nothing, wherever it has $text in it',
    async ({ junk, number }) => {
      const traveller = new Traveller();
      await travel(traveller, 0, 14);
      const document = await traveller.emulator.snapshot();
      const emulator = createEmulator({ seed: 'seed', log: false });
      await emulator.linkAccount({ prefetch: ['balances'] });
      const before = await emulator.snapshot();
      const places = placesIn(document, 6).filter((_, at) => (at + number) % 3 === 0);
      let refused = 0;
      for (const path of places) {
        const status = await put(emulator, damaged(document, path, junk));
        expect([200, 400], `${path.join('.')} = ${JSON.stringify(junk)}`).toContain(status);
        if (status === 200) await emulator.restore(before);
        else refused++;
        expectSame(await emulator.snapshot(), before, path);
      }
      expect(refused).toBeGreaterThan(0);
    },
  );

  it.each([
    [null, 'This is no snapshot'],
    [{}, 'This is no snapshot'],
    [[], 'This is no snapshot'],
    [{ object: 'emulator.snapshot' }, 'This snapshot is damaged, in its version: there is none.'],
    [
      { object: 'emulator.snapshot', version: 1 },
      'This snapshot has version 1, and this emulator reads version 8, and of older ones 2, 3, 4, 5, 6, 7.',
    ],
    [{ object: 'emulator.snapshot', version: 4 }, 'This snapshot is damaged, in its clock'],
    [
      { object: 'emulator.snapshot', version: 4, clock: { now_ms: 'noon' } },
      'This snapshot is damaged, in its clock.now_ms: it is "noon".',
    ],
  ])('is refused in a sentence: %j', async (document, sentence) => {
    await expect(createEmulator().restore(document as unknown as Snapshot)).rejects.toThrow(sentence);
  });
});

describe('a job in a snapshot', () => {
  /** A sandbox with a refresh pending, as a document that may be damaged. */
  async function pending() {
    const emulator = createEmulator({ log: false });
    await emulator.linkAccount({ prefetch: ['balances'] });
    const document = await emulator.snapshot();
    const [queued] = document.jobs as { job: Record<string, unknown> }[];
    return { emulator, document, job: queued?.job ?? {} };
  }

  it.each(['zzz', '__proto__', 'constructor'])(
    'of the kind %j is refused: nothing would do it',
    async (kind) => {
      const { emulator, document, job } = await pending();
      job.kind = kind;

      await expect(emulator.restore(document)).rejects.toThrow('damaged, in its jobs[0].job.kind');
    },
  );

  it.each(['feature', 'outcome', 'token'])(
    'that ends a refresh is refused without its %s',
    async (detail) => {
      const { emulator, document, job } = await pending();
      delete job[detail];

      await expect(emulator.restore(document)).rejects.toThrow(`damaged, in its jobs[0].job.${detail}`);
    },
  );
});
