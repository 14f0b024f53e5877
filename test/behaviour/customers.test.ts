import { describe, expect, it } from 'vitest';
import { stripeUnderTest } from '../support/remote.ts';
import { refusal } from '../support/setup.ts';

const stripe = stripeUnderTest();

describe('customers', () => {
  it('are created with what was given, and null for what was not', async () => {
    const customer = await stripe.customers.create({ email: 'jenny@example.com', metadata: { order: '7' } });

    expect(customer).toMatchObject({
      object: 'customer',
      email: 'jenny@example.com',
      name: null,
      metadata: { order: '7' },
      livemode: false,
    });
  });

  it('are retrieved by id', async () => {
    const { id } = await stripe.customers.create({ name: 'Jenny Rosen' });

    expect(await stripe.customers.retrieve(id)).toMatchObject({ id, name: 'Jenny Rosen' });
  });

  it('merge metadata on update: an empty value removes its key, the others stay', async () => {
    const { id } = await stripe.customers.create({ metadata: { kept: '1', gone: '2' } });

    const customer = await stripe.customers.update(id, { metadata: { gone: '', added: '3' } });

    expect(customer.metadata).toEqual({ kept: '1', added: '3' });
  });

  it('lose all metadata when it is unset', async () => {
    const { id } = await stripe.customers.create({ metadata: { a: '1' } });

    expect((await stripe.customers.update(id, { metadata: '' })).metadata).toEqual({});
  });

  it('lose a name that is unset', async () => {
    const { id } = await stripe.customers.create({ name: 'Jenny' });

    expect((await stripe.customers.update(id, { name: '' })).name).toBeNull();
  });

  it('leave a stub behind when they are deleted, which can still be retrieved', async () => {
    const { id } = await stripe.customers.create();

    const deleted = await stripe.customers.del(id);

    expect(deleted).toMatchObject({ id, object: 'customer', deleted: true });
    expect(await stripe.customers.retrieve(id)).toMatchObject({ id, deleted: true });
  });

  it('cannot be updated once they are deleted', async () => {
    const { id } = await stripe.customers.create();
    await stripe.customers.del(id);

    expect(await refusal(stripe.customers.update(id, { name: 'x' }))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: `No such customer: '${id}'`,
    });
  });

  it('are listed by email', async () => {
    const email = `only-${Date.now()}-${Math.random().toString(36).slice(2)}@example.com`;
    const { id } = await stripe.customers.create({ email });

    const { data } = await stripe.customers.list({ email });

    expect(data.map((customer) => customer.id)).toEqual([id]);
  });

  it.each([
    ['an unknown parameter', { favourite: 'blue' }, 'Received unknown parameter: favourite'],
    ['something that is no email', { email: 'not-an-email' }, 'Invalid email address: not-an-email'],
    [
      'an unknown choice',
      { tax_exempt: 'maybe' },
      'Invalid tax_exempt: must be one of none, reverse, or exempt',
    ],
    ['a list for a string', { name: ['a', 'b'] }, 'Invalid string: {"0":"a","1":"b"}'],
    [
      'a key of metadata that is too long',
      { metadata: { ['k'.repeat(41)]: 'v' } },
      `Metadata keys can have up to 40 characters, but you passed in a key that is 41 characters. Invalid key: ${'k'.repeat(41)}`,
    ],
    [
      'a value of metadata that is too long',
      { metadata: { k: 'v'.repeat(501) } },
      // Stripe says all of it, the emulator 500 characters.
      expect.stringContaining(
        `Metadata values can have up to 500 characters, but you passed in a value that is 501 characters. Invalid value: ${'v'.repeat(499)}`,
      ),
    ],
  ])('refuse %s', async (_what, params, message) => {
    const error = await refusal(stripe.customers.create(params as object));

    expect(error).toMatchObject({ statusCode: 400, message });
  });
});

describe('lists', () => {
  it('go through all pages in both directions', async () => {
    const email = `pages-${Date.now()}-${Math.random().toString(36).slice(2)}@example.com`;
    const ids: string[] = [];
    for (let made = 0; made < 5; made++) ids.unshift((await stripe.customers.create({ email })).id);

    const down = await stripe.customers.list({ email, limit: 2, starting_after: ids[1] ?? '' });
    const up = await stripe.customers.list({ email, limit: 2, ending_before: ids[3] ?? '' });

    expect(down.data.map(({ id }) => id)).toEqual([ids[2], ids[3]]);
    expect(down).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' });
    expect(up.data.map(({ id }) => id)).toEqual([ids[1], ids[2]]);
  });

  it('refuse an unknown cursor', async () => {
    const error = await refusal(stripe.customers.list({ starting_after: 'cus_nobody' }));

    expect(error).toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'starting_after',
      message: "No such customer: 'cus_nobody'",
    });
  });

  it('refuse a limit that is no number', async () => {
    const error = await refusal(stripe.customers.list({ limit: 'abc' as never }));

    expect(error).toMatchObject({
      code: 'parameter_invalid_integer',
      param: 'limit',
      message: 'Invalid integer: abc',
    });
  });

  it('say where an expansion of a list belongs', async () => {
    const error = await refusal(stripe.customers.list({ expand: ['default_source'] }));

    expect(error.message).toBe(
      "This property cannot be expanded (default_source). You may want to try expanding 'data.default_source' instead.",
    );
  });
});
