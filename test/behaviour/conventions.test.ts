import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { stripeUnderTest } from '../support/remote.ts';
import { refusal } from '../support/setup.ts';

const stripe = stripeUnderTest();

describe('idempotency keys', () => {
  it('replay the answer, byte for byte, and say so', async () => {
    const idempotencyKey = randomUUID();
    const first = await stripe.customers.create({ name: 'once' }, { idempotencyKey });

    const again = await stripe.customers.create({ name: 'once' }, { idempotencyKey });

    expect(again.id).toBe(first.id);
    expect(again.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
  });

  it('belong to their parameters', async () => {
    const idempotencyKey = randomUUID();
    await stripe.customers.create({ name: 'one' }, { idempotencyKey });

    const error = await refusal(stripe.customers.create({ name: 'other' }, { idempotencyKey }));

    expect(error).toMatchObject({
      statusCode: 400,
      rawType: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${idempotencyKey}' if you meant to execute a different request.`,
    });
  });

  it('are not burnt by a parameter that was refused', async () => {
    const idempotencyKey = randomUUID();
    await refusal(stripe.customers.create({ email: 'nobody' }, { idempotencyKey }));

    expect(await stripe.customers.create({ email: 'jenny@example.com' }, { idempotencyKey })).toMatchObject({
      email: 'jenny@example.com',
    });
  });
});

describe('expansion', () => {
  it('puts the customer of an intent in the place of its id', async () => {
    const customer = await stripe.customers.create({ name: 'Jenny' });
    const { id } = await stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      customer: customer.id,
    });

    const intent = await stripe.paymentIntents.retrieve(id, { expand: ['customer'] });

    expect(intent.customer).toMatchObject({ id: customer.id, object: 'customer', name: 'Jenny' });
  });

  it('names the first part of a path that cannot be expanded', async () => {
    const { id } = await stripe.customers.create();

    const error = await refusal(stripe.customers.retrieve(id, { expand: ['invalid.deep.path'] }));

    expect(error.message).toBe('This property cannot be expanded (invalid).');
  });

  it('goes four levels deep', async () => {
    const { id } = await stripe.customers.create();

    const error = await refusal(stripe.customers.retrieve(id, { expand: ['a.b.c.d.e'] }));

    expect(error).toMatchObject({
      code: 'property_expansion_max_depth',
      message: 'You cannot expand more than 4 levels of a property. Property: a.b.c.d.e',
    });
  });
});

describe('what is not there', () => {
  it.each([
    ['customer', () => stripe.customers.retrieve('cus_nobody'), "No such customer: 'cus_nobody'", 'id'],
    [
      'payment intent',
      () => stripe.paymentIntents.retrieve('pi_nothing'),
      "No such payment_intent: 'pi_nothing'",
      'intent',
    ],
    [
      'webhook endpoint',
      () => stripe.webhookEndpoints.retrieve('we_nowhere'),
      "No such webhook endpoint: 'we_nowhere'",
      'id',
    ],
  ] as const)('is a 404 in the path of a %s', async (_what, call, message, param) => {
    expect(await refusal(call())).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message,
      param,
    });
  });

  it('is a 404 for an unknown URL, which shows method and path', async () => {
    const error = await refusal(stripe.rawRequest('GET', '/v1/no_such_thing'));

    expect(error.statusCode).toBe(404);
    expect(error.message).toMatch(/^Unrecognized request URL \(GET: \/v1\/no_such_thing\)\. /);
  });
});
