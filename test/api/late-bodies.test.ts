import { describe, expect, it } from 'vitest';
import { setup } from '../support/setup.ts';

const encoder = new TextEncoder();

/** A POST whose body ends only when it is told to. */
function late(
  { emulator }: Pick<ReturnType<typeof setup>, 'emulator'>,
  path: string,
  headers: Readonly<Record<string, string>>,
  text = 'metadata[late]=yes',
) {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const body = new ReadableStream({
    async pull(stream) {
      await ended;
      stream.enqueue(encoder.encode(text));
      stream.close();
    },
  });
  const init = {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${emulator.apiKey}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    duplex: 'half',
  };
  // `duplex` is not yet in the types of every fetch.
  return { answered: emulator.fetch(`https://api.stripe.com${path}`, init as RequestInit), end };
}

const OWN = { stripeAccount: 'acct_1' };
const NAMED = { 'stripe-account': 'acct_1' };

describe('a call of a connected account whose body arrives across a reset', () => {
  it('lands in the new world', async () => {
    const world = setup();
    await world.stripe.customers.create({}, OWN);
    const { answered, end } = late(world, '/v1/customers', NAMED);

    await world.emulator.reset();
    end();
    const answer = await answered;

    expect(answer.status).toBe(200);
    const { id } = (await answer.json()) as { id: string };
    expect((await world.stripe.customers.list({}, OWN)).data.map((customer) => customer.id)).toEqual([id]);
  });

  it('lands in the world that is restored', async () => {
    const world = setup();
    const before = await world.stripe.customers.create({}, OWN);
    const document = await world.emulator.snapshot();
    const { answered, end } = late(world, `/v1/customers/${before.id}`, NAMED);

    await world.emulator.restore(document);
    end();

    expect((await answered).status).toBe(200);
    expect((await world.stripe.customers.retrieve(before.id, {}, OWN)) as object).toMatchObject({
      metadata: { late: 'yes' },
    });
  });

  it('is refused when what it is about has gone', async () => {
    const world = setup();
    const before = await world.stripe.customers.create({}, OWN);
    const { answered, end } = late(world, `/v1/customers/${before.id}`, NAMED);

    await world.emulator.reset();
    end();

    expect((await answered).status).toBe(404);
  });

  it('has its idempotency key in the new world', async () => {
    const world = setup();
    await world.stripe.customers.create({}, OWN);
    const keyed = { ...NAMED, 'idempotency-key': 'once' };
    const { answered, end } = late(world, '/v1/customers', keyed);

    await world.emulator.reset();
    end();
    const first = await (await answered).text();
    const again = await world.call('POST', '/v1/customers', { form: 'metadata[late]=yes', headers: keyed });

    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual(JSON.parse(first));
  });

  it('is held to the key of a call that has come to the new world before it', async () => {
    const world = setup();
    await world.stripe.customers.create({}, OWN);
    const keyed = { ...NAMED, 'idempotency-key': 'once' };
    const early = late(world, '/v1/customers', keyed);
    await world.emulator.reset();
    const later = late(world, '/v1/customers', keyed);

    early.end();
    const refused = await early.answered;
    later.end();

    expect(refused.status).toBe(409);
    expect((await later.answered).status).toBe(200);
    expect((await world.stripe.customers.list({}, OWN)).data).toHaveLength(1);
  });

  it('of the control surface lands in the new world, too', async () => {
    const world = setup();
    await world.stripe.customers.create({}, OWN);
    const path = '/_emulator/financial_connections/accounts';
    const { answered, end } = late(world, path, NAMED, 'permissions[]=balances');

    await world.emulator.reset();
    end();
    const { id } = (await (await answered).json()) as { id: string };

    expect((await world.stripe.financialConnections.accounts.retrieve(id, {}, OWN)).id).toBe(id);
  });
});
