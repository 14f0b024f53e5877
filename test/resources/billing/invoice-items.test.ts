import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { refusal, type Setup, setup } from '../../support/setup.ts';

interface Billed extends Setup {
  readonly customer: string;
}

async function billed(options = {}): Promise<Billed> {
  const world = setup(options);
  const { id: customer } = await world.stripe.customers.create({ email: 'jenny@example.com' });
  return { ...world, customer };
}

const SETUP_FEE = { amount: 2000, currency: 'usd', description: 'Setup fee' };

async function priced({ stripe }: Setup, fields: Partial<Stripe.PriceCreateParams> = {}): Promise<string> {
  const { id } = await stripe.prices.create({
    currency: 'usd',
    product_data: { name: 'T-shirt' },
    unit_amount: 1500,
    ...fields,
  });
  return id;
}

const typesOf = ({ emulator }: Setup) => emulator.events().map(({ type }) => type);

/** An item on a draft. */
async function drafted(world: Billed) {
  const { stripe, customer } = world;
  const { id: invoice } = await stripe.invoices.create({ customer });
  const item = await stripe.invoiceItems.create({ customer, invoice, ...SETUP_FEE });
  return { invoice, item };
}

describe('an invoice item', () => {
  // Recorded, 2026-08-26.dahlia.
  it('of a bare amount has a price and a product of its own, of which nobody is told', async () => {
    const world = await billed();
    const { stripe, customer } = world;

    const item = await stripe.invoiceItems.create({ customer, ...SETUP_FEE });

    const { price, product } = item.pricing?.price_details ?? {};
    expect(item).toMatchObject({
      amount: 2000,
      discountable: true,
      invoice: null,
      parent: null,
      period: { start: item.date, end: item.date },
      quantity: 1,
    });
    expect(await stripe.prices.retrieve(String(price))).toMatchObject({
      active: false,
      product,
      type: 'one_time',
      unit_amount: 2000,
    });
    expect(await stripe.products.retrieve(String(product))).toMatchObject({
      active: false,
      name: 'Setup fee',
    });
    expect(typesOf(world)).toEqual(['customer.created', 'invoiceitem.created']);
  });

  it('of a price costs what so many cost, and is called after its product', async () => {
    const world = await billed();
    const price = await priced(world);

    const item = await world.stripe.invoiceItems.create({
      customer: world.customer,
      pricing: { price },
      quantity: 3,
    });

    expect(item).toMatchObject({ amount: 4500, currency: 'usd', description: 'T-shirt', quantity: 3 });
    expect(item.pricing?.price_details?.price).toBe(price);
  });

  it('may be of one and a half', async () => {
    const world = await billed();
    const price = await priced(world);

    const { body } = await world.call('POST', '/v1/invoiceitems', {
      form: `customer=${world.customer}&pricing[price]=${price}&quantity_decimal=1.5`,
    });

    expect(body).toMatchObject({ amount: 2250, quantity: 1, quantity_decimal: '1.5' });
  });

  it('of tiers costs what its tiers say', async () => {
    const world = await billed();
    const tiered = (tiers_mode: 'graduated' | 'volume') =>
      world.emulator.putObjects({
        products: [{ id: 'prod_1' }],
        prices: [
          {
            id: `price_${tiers_mode}`,
            product: 'prod_1',
            billing_scheme: 'tiered',
            tiers: [
              { up_to: 5, unit_amount: 500 },
              { up_to: 'inf', unit_amount: 400, flat_amount: 100 },
            ],
            tiers_mode,
          },
        ],
      });
    await tiered('graduated');
    await tiered('volume');
    const cost = async (price: string, quantity: number) =>
      (await world.stripe.invoiceItems.create({ customer: world.customer, pricing: { price }, quantity }))
        .amount;

    expect(await cost('price_graduated', 5)).toBe(2500);
    expect(await cost('price_graduated', 8)).toBe(2500 + 3 * 400 + 100);
    expect(await cost('price_volume', 8)).toBe(8 * 400 + 100);
  });

  it('counts by what a price transforms its quantity to', async () => {
    const world = await billed();
    const price = await priced(world, { transform_quantity: { divide_by: 10, round: 'up' } });

    const { amount } = await world.stripe.invoiceItems.create({
      customer: world.customer,
      pricing: { price },
      quantity: 11,
    });

    expect(amount).toBe(3000);
  });

  it('makes the price that it describes, which is sold once', async () => {
    const world = await billed();
    const { id: product } = await world.stripe.products.create({ name: 'Mug' });

    const item = await world.stripe.invoiceItems.create({
      customer: world.customer,
      price_data: { currency: 'usd', product, unit_amount: 700 },
      quantity: 2,
    });

    const price = String(item.pricing?.price_details?.price);
    const again = await refusal(
      world.stripe.invoiceItems.create({ customer: world.customer, pricing: { price } }),
    );
    expect([item.amount, item.description]).toEqual([1400, 'Mug']);
    expect([again.param, again.message]).toEqual([
      'pricing[price]',
      'The price specified is inactive. This field only accepts active prices.',
    ]);
  });

  it('below zero takes off what is due, and no discount does', async () => {
    const { stripe, customer } = await billed();

    const item = await stripe.invoiceItems.create({ customer, currency: 'usd', amount: -500 });

    expect([item.amount, item.discountable]).toEqual([-500, false]);
  });

  it.each([
    [{ amount: 1, quantity: 2 }, 'You may only specify one of these parameters: amount, quantity.'],
    [
      { amount: 1, unit_amount_decimal: '2' },
      'You may only specify one of these parameters: amount, unit_amount_decimal.',
    ],
    [
      { unit_amount_decimal: '2', 'pricing[price]': 'price_1' },
      'You may only specify one of these parameters: unit_amount_decimal, pricing.',
    ],
    [{ 'pricing[price]': 'price_1' }, "No such price: 'price_1'"],
    [{ amount: 1, customer: 'cus_1' }, "No such customer: 'cus_1'"],
    [{ amount: 1, invoice: 'in_1' }, "No such invoice: 'in_1'"],
    [{ amount: 1, subscription: 'sub_1' }, "No such subscription: 'sub_1'"],
  ])('is not made of %j', async (fields, message) => {
    const { call, customer } = await billed();
    const given = Object.entries({ customer, currency: 'usd', ...fields }).map(([name, text]) => [
      name,
      String(text),
    ]);

    const { status, body } = await call('POST', '/v1/invoiceitems', {
      form: new URLSearchParams(given).toString(),
    });

    expect([status, body.error.message]).toEqual([400, message]);
  });

  it('needs a customer, or an invoice that has one', async () => {
    const world = await billed();
    const { id: invoice } = await world.stripe.invoices.create({ customer: world.customer });

    const error = await refusal(world.stripe.invoiceItems.create({ amount: 1 }));
    const item = await world.stripe.invoiceItems.create({ invoice, amount: 1 });

    expect(error.message).toBe('Missing required param: customer.');
    expect(item).toMatchObject({ customer: world.customer, currency: 'usd', invoice });
  });

  // Recorded, 2026-08-26.dahlia.
  it('of another amount has another price of the same product, and no event of its own', async () => {
    const world = await billed();
    const { stripe, customer } = world;
    const before = await stripe.invoiceItems.create({ customer, ...SETUP_FEE });

    const after = await stripe.invoiceItems.update(before.id, { amount: 700 });

    const [was, is] = [before, after].map(({ pricing }) => pricing?.price_details);
    expect(after.amount).toBe(700);
    expect(is?.price).not.toBe(was?.price);
    expect(is?.product).toBe(was?.product);
    expect(typesOf(world)).toEqual(['customer.created', 'invoiceitem.created']);
  });

  it('of another quantity costs as much more', async () => {
    const world = await billed();
    const price = await priced(world);
    const { id } = await world.stripe.invoiceItems.create({ customer: world.customer, pricing: { price } });

    const after = await world.stripe.invoiceItems.update(id, { quantity: 4, metadata: { a: '1' } });

    expect(after).toMatchObject({ amount: 6000, metadata: { a: '1' }, quantity: 4 });
    expect(after.pricing?.price_details?.price).toBe(price);
  });

  it('that is pending can be deleted, and is then not found', async () => {
    const world = await billed();
    const { id } = await world.stripe.invoiceItems.create({ customer: world.customer, ...SETUP_FEE });

    const deleted = await world.stripe.invoiceItems.del(id);

    const error = await refusal(world.stripe.invoiceItems.retrieve(id));
    expect(deleted).toMatchObject({ id, object: 'invoiceitem', deleted: true });
    expect([error.statusCode, error.param, error.message]).toEqual([
      404,
      'id',
      `No such Invoice Item: '${id}'(livemode=false)`,
    ]);
    expect(typesOf(world).at(-1)).toBe('invoiceitem.deleted');
  });
});

describe('an invoice item on a draft', () => {
  it('is a line of it, and the draft is told of', async () => {
    const world = await billed();

    const { invoice, item } = await drafted(world);

    const { lines, total } = await world.stripe.invoices.retrieve(invoice);
    expect(total).toBe(2000);
    expect(lines.data).toMatchObject([
      {
        amount: 2000,
        description: 'Setup fee',
        parent: { invoice_item_details: { invoice_item: item.id }, type: 'invoice_item_details' },
        pricing: { price_details: { price: item.pricing?.price_details?.price } },
      },
    ]);
    expect(typesOf(world).slice(-2)).toEqual(['invoiceitem.created', 'invoice.updated']);
  });

  it('changes its line, which stays the same', async () => {
    const world = await billed();
    const { invoice, item } = await drafted(world);
    const [line] = (await world.stripe.invoices.retrieve(invoice)).lines.data;

    await world.stripe.invoiceItems.update(item.id, { amount: 500, description: 'Less' });

    const after = await world.stripe.invoices.retrieve(invoice);
    expect(after.total).toBe(500);
    expect(after.lines.data).toMatchObject([{ id: line?.id, amount: 500, description: 'Less' }]);
  });

  it('is taken off it when it is deleted', async () => {
    const world = await billed();
    const { invoice, item } = await drafted(world);

    await world.stripe.invoiceItems.del(item.id);

    expect(await world.stripe.invoices.retrieve(invoice)).toMatchObject({ total: 0, lines: { data: [] } });
  });

  it('stays as it is once the draft is final', async () => {
    const world = await billed();
    const { invoice, item } = await drafted(world);
    await world.stripe.invoices.finalizeInvoice(invoice);

    const changed = await refusal(world.stripe.invoiceItems.update(item.id, { amount: 1 }));
    const deleted = await refusal(world.stripe.invoiceItems.del(item.id));
    const added = await refusal(
      world.stripe.invoiceItems.create({ customer: world.customer, invoice, ...SETUP_FEE }),
    );

    expect(changed.message).toBe('Invalid invoice: This invoice is no longer editable');
    expect(deleted.message).toBe(
      "Can't delete an invoice item that is attached to an invoice that is no longer editable",
    );
    expect(added.code).toBe('invoice_not_editable');
  });

  // Recorded, 2026-08-26.dahlia.
  it('is stranded when the draft is deleted', async () => {
    const world = await billed();
    const { invoice, item } = await drafted(world);
    await world.stripe.invoices.del(invoice);

    const error = await refusal(world.stripe.invoiceItems.update(item.id, { amount: 1 }));

    expect(error.message).toBe('This invoice item has been deleted.');
    expect((await world.stripe.invoiceItems.retrieve(item.id)).invoice).toBe(invoice);
  });
});

describe('a list of invoice items', () => {
  it('is asked for by customer, invoice, time and whether they wait', async () => {
    const world = await billed();
    const { stripe, customer, emulator } = world;
    const { invoice, item } = await drafted(world);
    await emulator.clock.advance('1h');
    const { id: pending, date } = await stripe.invoiceItems.create({ customer, ...SETUP_FEE });
    const { id: other } = await stripe.customers.create();
    const { id: others } = await stripe.invoiceItems.create({ customer: other, ...SETUP_FEE });
    const found = async (params: object) => (await stripe.invoiceItems.list(params)).data.map(({ id }) => id);

    expect(await found({})).toEqual([others, pending, item.id]);
    expect(await found({ customer })).toEqual([pending, item.id]);
    expect(await found({ customer, pending: true })).toEqual([pending]);
    expect(await found({ pending: false })).toEqual([item.id]);
    expect(await found({ invoice })).toEqual([item.id]);
    expect(await found({ created: { lt: date } })).toEqual([item.id]);
  });
});

describe('before basil', () => {
  const OLD = { 'stripe-version': '2024-06-20' };

  it('an item is made of a price or of a unit amount, and shows them', async () => {
    const world = await billed();
    const price = await priced(world);
    const make = async (form: string) => {
      const { body } = await world.call('POST', '/v1/invoiceitems', {
        form: `customer=${world.customer}&${form}`,
        headers: OLD,
      });
      return body;
    };

    expect(await make(`price=${price}&quantity=2`)).toMatchObject({
      amount: 3000,
      plan: null,
      price: { id: price, unit_amount: 1500 },
      subscription: null,
      unit_amount: 1500,
      unit_amount_decimal: '1500',
    });
    expect(await make('unit_amount=7&quantity=3&currency=usd')).toMatchObject({
      amount: 21,
      price: { active: false, unit_amount: 7 },
      unit_amount: 7,
    });
  });

  it('is before, and both parameters are gone since', async () => {
    const { call, customer } = await billed();

    const { body } = await call('POST', '/v1/invoiceitems', {
      form: `customer=${customer}&currency=usd&unit_amount=7`,
      headers: { 'stripe-version': '2025-03-31.basil' },
    });

    expect(body.error.message).toBe('Received unknown parameter: unit_amount');
  });
});
