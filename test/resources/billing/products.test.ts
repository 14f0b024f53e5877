import { describe, expect, it } from 'vitest';
import { refusal, setup } from '../../support/setup.ts';

const PRICED = { name: 'T-shirt', default_price_data: { currency: 'usd', unit_amount: 1500 } };

describe('a product', () => {
  it('has what the API says of it, and nothing of the rest', async () => {
    const { stripe } = setup();

    const product = await stripe.products.create({
      name: 'T-shirt',
      images: ['https://example.com/a.png'],
      marketing_features: [{ name: 'Soft' }],
      package_dimensions: { height: 1, length: 2.5, weight: 3, width: 4 },
      tax_details: { tax_code: 'txcd_99999999' },
    });

    expect(product).toMatchObject({
      active: true,
      default_price: null,
      package_dimensions: { height: 1, length: 2.5, weight: 3, width: 4 },
      marketing_features: [{ name: 'Soft' }],
      tax_details: { performance_location: null, tax_code: 'txcd_99999999' },
      type: 'service',
      updated: product.created,
    });
  });

  it('may have an id of the caller’s, once', async () => {
    const { stripe } = setup();
    await stripe.products.create({ id: 'shirt', name: 'T-shirt' });

    const error = await refusal(stripe.products.create({ id: 'shirt', name: 'T-shirt' }));

    expect((await stripe.products.retrieve('shirt')).name).toBe('T-shirt');
    expect([error.statusCode, error.code, error.message]).toEqual([
      400,
      'resource_already_exists',
      'Product already exists.',
    ]);
  });

  // Recorded, 2026-08-26.dahlia.
  it('is told of before the price that is made with it, which it shows', async () => {
    const { stripe, emulator } = setup();

    const { id, default_price: price } = await stripe.products.create(PRICED);

    const [product, priced] = emulator.events();
    expect([product?.type, priced?.type]).toEqual(['product.created', 'price.created']);
    expect(product?.data.object).toMatchObject({ id, default_price: price });
    expect(await stripe.prices.retrieve(String(price))).toMatchObject({ product: id, unit_amount: 1500 });
  });

  it('is not made if its price cannot be', async () => {
    const { stripe, emulator } = setup();

    await refusal(stripe.products.create({ name: 'T-shirt', default_price_data: { currency: 'usd' } }));

    expect((await stripe.products.list()).data).toEqual([]);
    expect(emulator.events()).toEqual([]);
  });

  it('tells what an update has changed, key by key', async () => {
    const { stripe, emulator } = setup();
    const { id, updated } = await stripe.products.create({ name: 'T-shirt', metadata: { a: '1' } });
    await emulator.clock.advance('1m');

    const after = await stripe.products.update(id, { description: 'Soft', metadata: { b: '2' } });

    expect(after.updated).toBe(updated + 60);
    expect(emulator.events().at(-1)).toMatchObject({
      type: 'product.updated',
      data: { previous_attributes: { description: null, metadata: { b: null }, updated } },
    });
  });

  it('tells of no update that changes nothing', async () => {
    const { stripe, emulator } = setup();
    const { id } = await stripe.products.create({ name: 'T-shirt' });

    await stripe.products.update(id, { name: 'T-shirt' });

    expect(emulator.events().map(({ type }) => type)).toEqual(['product.created']);
  });

  it('offers another price by default, or none', async () => {
    const { stripe } = setup();
    const { id } = await stripe.products.create(PRICED);
    const { id: price } = await stripe.prices.create({ currency: 'usd', product: id, unit_amount: 900 });

    expect((await stripe.products.update(id, { default_price: price })).default_price).toBe(price);
    expect((await stripe.products.update(id, { default_price: '' })).default_price).toBeNull();
  });

  it('offers no price that there is not', async () => {
    const { stripe } = setup();
    const { id } = await stripe.products.create(PRICED);

    const error = await refusal(stripe.products.update(id, { default_price: 'price_1' }));

    expect([error.statusCode, error.code, error.param, error.message]).toEqual([
      400,
      'resource_missing',
      'default_price',
      "No such price: 'price_1'",
    ]);
  });

  // Recorded, 2026-08-26.dahlia: of customers a stub stays.
  it('is gone once it is deleted, and told of as inactive', async () => {
    const { stripe, emulator } = setup();
    const { id } = await stripe.products.create({ name: 'T-shirt' });

    const deleted = await stripe.products.del(id);

    const error = await refusal(stripe.products.retrieve(id));
    expect(deleted).toMatchObject({ id, object: 'product', deleted: true });
    expect([error.statusCode, error.param, error.message]).toEqual([404, 'id', `No such product: '${id}'`]);
    expect(emulator.events().at(-1)).toMatchObject({
      type: 'product.deleted',
      data: { object: { id, active: false } },
    });
  });

  it('stays while it has a price, be it inactive', async () => {
    const { stripe } = setup();
    const { id, default_price: price } = await stripe.products.create(PRICED);
    await stripe.products.update(id, { default_price: '' });
    await stripe.prices.update(String(price), { active: false });

    expect((await refusal(stripe.products.del(id))).message).toBe(
      'This product cannot be deleted because it has one or more user-created prices.',
    );
  });
});

describe('a list of products', () => {
  it('is asked for by what they are, and by their ids, in the order of lists', async () => {
    const { stripe } = setup();
    const ids: string[] = [];
    for (const fields of [
      { shippable: true, url: 'https://example.com/a' },
      { active: false, type: 'good' as const },
      { shippable: true },
    ])
      ids.push((await stripe.products.create({ name: 'T-shirt', ...fields })).id);
    const [a = '', b = '', c = ''] = ids;
    const found = async (params: object) => (await stripe.products.list(params)).data.map(({ id }) => id);

    expect(await found({ active: false })).toEqual([b]);
    expect(await found({ shippable: true })).toEqual([c, a]);
    expect(await found({ type: 'good' })).toEqual([b]);
    expect(await found({ url: 'https://example.com/a' })).toEqual([a]);
    expect(await found({ ids: [a, 'prod_gone', c] })).toEqual([c, a]);
    expect(await found({ ids: [a, b, c], active: true })).toEqual([c, a]);
  });

  it('of named ones has pages like any other', async () => {
    const { stripe } = setup();
    const ids: string[] = [];
    for (const _ of [1, 2, 3, 4, 5]) ids.push((await stripe.products.create({ name: 'T-shirt' })).id);
    const [a = '', b = '', c = '', d = ''] = ids;

    const first = await stripe.products.list({ ids: [d, b, a, c], limit: 2 });
    const next = await stripe.products.list({ ids: [d, b, a, c], limit: 2, starting_after: c });
    const back = await stripe.products.list({ ids: [d, b, a, c], limit: 2, ending_before: a });

    expect([first.data.map(({ id }) => id), first.has_more]).toEqual([[d, c], true]);
    expect([next.data.map(({ id }) => id), next.has_more]).toEqual([[b, a], false]);
    expect([back.data.map(({ id }) => id), back.has_more]).toEqual([[c, b], true]);
  });
});

describe('a search for products', () => {
  it('finds them by name, activity and metadata', async () => {
    const { stripe } = setup();
    const { id } = await stripe.products.create({ name: 'Blue T-shirt', metadata: { size: 'm' } });
    await stripe.products.create({ name: 'Mug' });
    const found = async (query: string) =>
      (await stripe.products.search({ query })).data.map((product) => product.id);

    expect(await found("name~'shirt' AND active:'true'")).toEqual([id]);
    expect(await found("metadata['size']:'m'")).toEqual([id]);
    expect(await found("active:'false'")).toEqual([]);
  });
});
