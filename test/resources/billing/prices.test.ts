import { describe, expect, it } from 'vitest';
import { refusal, type Setup, setup } from '../../support/setup.ts';

const MONTHLY = { currency: 'usd', recurring: { interval: 'month' as const } };

async function shirt(options = {}): Promise<Setup & { readonly product: string }> {
  const world = setup(options);
  const { id: product } = await world.stripe.products.create({ name: 'T-shirt' });
  return { ...world, product };
}

const typesOf = ({ emulator }: Pick<Setup, 'emulator'>) => emulator.events().map(({ type }) => type);

describe('a price', () => {
  // Recorded, 2026-08-26.dahlia.
  it('is of one payment unless it recurs', async () => {
    const { stripe, product } = await shirt();

    const once = await stripe.prices.create({ currency: 'usd', product, unit_amount: 1000 });
    const monthly = await stripe.prices.create({ ...MONTHLY, product, unit_amount: 1000 });

    expect(once).toMatchObject({
      active: true,
      billing_scheme: 'per_unit',
      recurring: null,
      tax_behavior: 'unspecified',
      type: 'one_time',
      unit_amount: 1000,
    });
    expect(monthly).toMatchObject({
      recurring: {
        interval: 'month',
        interval_count: 1,
        meter: null,
        trial_period_days: null,
        usage_type: 'licensed',
      },
      type: 'recurring',
    });
  });

  it('of a part of a cent has no whole amount', async () => {
    const { call, product } = await shirt();
    const form = (decimal: string) => `currency=usd&product=${product}&unit_amount_decimal=${decimal}`;

    const { body: part } = await call('POST', '/v1/prices', { form: form('123.45') });
    const { body: whole } = await call('POST', '/v1/prices', { form: form('123.00') });

    expect([part.unit_amount, part.unit_amount_decimal]).toEqual([null, '123.45']);
    expect([whole.unit_amount, whole.unit_amount_decimal]).toEqual([123, '123']);
  });

  it('that customers choose does not show that it is enabled', async () => {
    const { stripe, product } = await shirt();

    const price = await stripe.prices.create({
      currency: 'usd',
      product,
      custom_unit_amount: { enabled: true, maximum: 10_000, preset: 500 },
    });

    expect(price.custom_unit_amount).toEqual({ maximum: 10_000, minimum: null, preset: 500 });
    expect(price.unit_amount).toBeNull();
  });

  it('may make its product', async () => {
    const world = setup();
    const { stripe } = world;

    const { product } = await stripe.prices.create({
      ...MONTHLY,
      unit_amount: 500,
      product_data: { name: 'Mug', metadata: { a: '1' } },
    });

    expect(await stripe.products.retrieve(String(product))).toMatchObject({
      active: true,
      metadata: { a: '1' },
      name: 'Mug',
    });
    expect(typesOf(world)).toEqual(['product.created', 'plan.created', 'price.created']);
  });

  it('is refused with its product, of which then nothing is left', async () => {
    const world = setup();
    const { stripe } = world;

    await refusal(stripe.prices.create({ currency: 'usd', product_data: { name: 'Mug' } }));

    expect((await stripe.products.list()).data).toEqual([]);
    expect(typesOf(world)).toEqual([]);
  });

  it.each([
    [
      { unit_amount: 1, unit_amount_decimal: '1' },
      'You may only specify one of these parameters: unit_amount, unit_amount_decimal.',
    ],
    [
      { unit_amount: 1, recurring: { interval: 'year', interval_count: 4 } },
      "The interval_count of a price by the year can't be greater than 3.",
    ],
    [{ unit_amount: 1, product: 'prod_1' }, "No such product: 'prod_1'"],
    [
      { custom_unit_amount: { enabled: false } },
      'Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.',
    ],
    [{ billing_scheme: 'tiered', recurring: { interval: 'day' } }, 'Missing required param: tiers.'],
  ])('is not made of %j', async (fields, message) => {
    const { call, product } = await shirt();
    const given = Object.entries({ currency: 'usd', product, ...fields }).flatMap(([name, value]) =>
      typeof value === 'object'
        ? Object.entries(value).map(([inner, text]) => [`${name}[${inner}]`, String(text)])
        : [[name, String(value)]],
    );

    const { status, body } = await call('POST', '/v1/prices', {
      form: new URLSearchParams(given).toString(),
    });

    expect([status, body.error.message]).toEqual([400, message]);
  });

  it('counts metered usage without a meter in versions before basil alone', async () => {
    const { call, product } = await shirt();
    const form = `currency=usd&product=${product}&unit_amount=5&recurring[interval]=month&recurring[usage_type]=metered`;

    const before = await call('POST', '/v1/prices', {
      form: `${form}&recurring[aggregate_usage]=sum`,
      headers: { 'stripe-version': '2024-06-20' },
    });
    const since = await call('POST', '/v1/prices', { form });
    const backed = await call('POST', '/v1/prices', { form: `${form}&recurring[meter]=mtr_1` });

    expect(before.body.recurring).toMatchObject({ aggregate_usage: null, usage_type: 'metered' });
    expect(since.status).toBe(400);
    expect(backed.body.recurring).toMatchObject({ meter: 'mtr_1', usage_type: 'metered' });
  });

  it('shows its tiers and other currencies where it is asked to', async () => {
    const { stripe, product } = await shirt();
    const { id } = await stripe.prices.create({
      ...MONTHLY,
      product,
      billing_scheme: 'tiered',
      currency_options: { eur: { unit_amount: 5 } },
      tiers: [
        { up_to: 5, unit_amount: 500 },
        { up_to: 'inf', flat_amount: 100 },
      ],
      tiers_mode: 'graduated',
    });

    const plain = await stripe.prices.retrieve(id);
    const { tiers, currency_options } = await stripe.prices.retrieve(id, {
      expand: ['tiers', 'currency_options'],
    });

    expect(plain).not.toHaveProperty('tiers');
    expect(plain.unit_amount).toBeNull();
    expect(tiers).toMatchObject([
      { flat_amount: null, unit_amount: 500, up_to: 5 },
      { flat_amount: 100, unit_amount: null, up_to: null },
    ]);
    expect(Object.keys(currency_options ?? {}).sort()).toEqual(['eur', 'usd']);
    expect(currency_options?.eur).toMatchObject({ tax_behavior: 'unspecified', unit_amount: 5 });
  });

  it('changes in what it may, and tells of it as a plan where a plan shows it', async () => {
    const world = await shirt();
    const { stripe, product } = world;
    const { id } = await stripe.prices.create({ ...MONTHLY, product, unit_amount: 500 });

    await stripe.prices.update(id, { nickname: 'Monthly' });
    await stripe.prices.update(id, { tax_behavior: 'inclusive' });
    await stripe.prices.update(id, { tax_behavior: 'inclusive' });

    expect(typesOf(world).slice(3)).toEqual(['plan.updated', 'price.updated', 'price.updated']);
    expect(await stripe.prices.retrieve(id)).toMatchObject({
      nickname: 'Monthly',
      tax_behavior: 'inclusive',
    });
  });

  it('is not deleted', async () => {
    const { call, stripe, product } = await shirt();
    const { id } = await stripe.prices.create({ currency: 'usd', product, unit_amount: 500 });

    expect((await call('DELETE', `/v1/prices/${id}`)).status).toBe(404);
  });

  it('that is its product’s default cannot be archived before another one is', async () => {
    const { stripe } = setup();
    const { id, default_price: price } = await stripe.products.create({
      name: 'T-shirt',
      default_price_data: { currency: 'usd', unit_amount: 500 },
    });

    const error = await refusal(stripe.prices.update(String(price), { active: false }));
    await stripe.products.update(id, { default_price: '' });

    expect(error.message).toBe(
      'This price cannot be archived because it is the default price of its product.',
    );
    expect((await stripe.prices.update(String(price), { active: false })).active).toBe(false);
  });
});

describe('a lookup key', () => {
  // Recorded, 2026-08-26.dahlia: of inactive holders, too.
  it('is of one price, be it active or not', async () => {
    const { stripe, product } = await shirt();
    const fields = { currency: 'usd', product, unit_amount: 500, lookup_key: 'shirt' };
    const { id } = await stripe.prices.create(fields);
    await stripe.prices.update(id, { active: false });

    const error = await refusal(stripe.prices.create(fields));

    expect([error.param, error.message]).toEqual([
      'lookup_key',
      `A price (\`${id}\`) already uses that lookup key.`,
    ]);
    expect((await stripe.prices.update(id, { lookup_key: 'shirt' })).lookup_key).toBe('shirt');
  });

  it('is taken from the price that has it, which is told of first', async () => {
    const world = await shirt();
    const { stripe, emulator, product } = world;
    const fields = { currency: 'usd', product, unit_amount: 500, lookup_key: 'shirt' };
    const { id } = await stripe.prices.create(fields);

    const taker = await stripe.prices.create({ ...fields, transfer_lookup_key: true });

    expect(await stripe.prices.retrieve(id)).toMatchObject({ active: true, lookup_key: null });
    expect(typesOf(world).slice(2)).toEqual(['price.updated', 'price.created']);
    expect(emulator.events().at(-2)?.data).toMatchObject({
      object: { id },
      previous_attributes: { lookup_key: 'shirt' },
    });
    expect(
      (await stripe.prices.list({ lookup_keys: ['mug', 'shirt'] })).data.map((price) => price.id),
    ).toEqual([taker.id]);
  });
});

describe('a list of prices', () => {
  it('is asked for by what they are', async () => {
    const { stripe, product } = await shirt();
    const make = async (fields: object) =>
      (await stripe.prices.create({ currency: 'usd', product, unit_amount: 500, ...fields })).id;
    const once = await make({ lookup_key: 'once' });
    const monthly = await make({ recurring: { interval: 'month' }, lookup_key: 'monthly' });
    const euros = await make({ currency: 'eur', active: false });
    const { id: other } = await stripe.prices.create({
      currency: 'usd',
      product_data: { name: 'Mug' },
      recurring: { interval: 'year' },
      unit_amount: 9,
    });
    const found = async (params: object) => (await stripe.prices.list(params)).data.map(({ id }) => id);

    expect(await found({ product })).toEqual([euros, monthly, once]);
    expect(await found({ active: false })).toEqual([euros]);
    expect(await found({ currency: 'eur' })).toEqual([euros]);
    expect(await found({ type: 'recurring' })).toEqual([other, monthly]);
    expect(await found({ recurring: { interval: 'month' } })).toEqual([monthly]);
    expect(await found({ recurring: { usage_type: 'licensed' }, product })).toEqual([monthly]);
    expect(await found({ lookup_keys: ['once', 'monthly'] })).toEqual([monthly, once]);
    expect(await found({ lookup_keys: ['once', 'monthly'], type: 'one_time' })).toEqual([once]);
    expect((await refusal(stripe.prices.list({ product: 'prod_1' }))).message).toBe(
      "No such product: 'prod_1'",
    );
  });
});

describe('a plan', () => {
  it('is a recurring price as it was shown before there were prices', async () => {
    const { stripe, product } = await shirt();
    const { id } = await stripe.prices.create({
      ...MONTHLY,
      product,
      unit_amount: 500,
      nickname: 'Monthly',
      metadata: { a: '1' },
    });

    expect(await stripe.plans.retrieve(id)).toMatchObject({
      id,
      object: 'plan',
      active: true,
      amount: 500,
      interval: 'month',
      interval_count: 1,
      metadata: { a: '1' },
      nickname: 'Monthly',
      product,
      usage_type: 'licensed',
    });
    expect((await stripe.plans.list({ product })).data.map((plan) => plan.id)).toEqual([id]);
    expect((await stripe.plans.list({ active: false })).data).toEqual([]);
  });

  it('is no price of one payment', async () => {
    const { stripe, product } = await shirt();
    const { id } = await stripe.prices.create({ currency: 'usd', product, unit_amount: 500 });

    const error = await refusal(stripe.plans.retrieve(id));

    expect([error.statusCode, error.param, error.message]).toEqual([404, 'plan', `No such plan: '${id}'`]);
    expect((await stripe.plans.list()).data).toEqual([]);
  });

  it('shows its product where it is asked to', async () => {
    const { stripe, product } = await shirt();
    const { id } = await stripe.prices.create({ ...MONTHLY, product, unit_amount: 500 });

    const { data } = await stripe.plans.list({ expand: ['data.product'] });

    expect(data).toMatchObject([{ id, product: { id: product, name: 'T-shirt' } }]);
  });
});

describe('an aggregate usage', () => {
  it('is unknown since basil', async () => {
    const { call, product } = await shirt();

    const { body } = await call('POST', '/v1/prices', {
      form: `currency=usd&product=${product}&unit_amount=5&recurring[interval]=month&recurring[aggregate_usage]=sum`,
      headers: { 'stripe-version': '2025-03-31.basil' },
    });

    expect(body.error.message).toBe('Received unknown parameter: recurring[aggregate_usage]');
  });
});
