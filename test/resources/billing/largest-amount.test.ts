import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { LINE, toPay } from '../../support/checkouts.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

const REFUSAL = {
  code: 'amount_too_large',
  message: 'Amount must be no more than $999,999.99',
  statusCode: 400,
};
const MOST = 99_999_999;
const MONTHLY = { interval: 'month' } as const;

const lineOf = (unit_amount: number, quantity = 1) => ({
  ...LINE,
  price_data: { ...LINE.price_data, unit_amount },
  quantity,
});

async function billed(options = {}) {
  const world = setup(options);
  const { id: customer } = await world.stripe.customers.create();
  return { ...world, customer };
}

async function priceOf({ stripe }: Setup, fields: Partial<Stripe.PriceCreateParams>): Promise<string> {
  const { id } = await stripe.prices.create({ currency: 'usd', product_data: { name: 'Gold' }, ...fields });
  return id;
}

const typesOf = (emulator: Setup['emulator']) => emulator.events().map(({ type }) => type);

/** What is in place is what a snapshot of it puts in place. */
async function expectRestorable({ emulator }: Setup): Promise<void> {
  await expect(emulator.restore(await emulator.snapshot())).resolves.toBeUndefined();
}

describe('a Checkout Session', () => {
  it('is paid up to the largest amount', async () => {
    const world = setup();

    expect(await toPay(world, { line_items: [lineOf(MOST)] })).toMatchObject({ amount_total: MOST });
  });

  it.each([
    ['one line', [lineOf(MOST + 1)]],
    ['a quantity', [lineOf(100, 1_000_000)]],
    ['several lines', [lineOf(MOST), lineOf(1)]],
    ['what numbers cannot hold', [lineOf(999_999_999_999, 999_999_999_999)]],
  ])('is refused with more than that by %s', async (_by, line_items) => {
    const world = setup();

    expect(await refusal(toPay(world, { line_items }))).toMatchObject(REFUSAL);
    await expectRestorable(world);
  });

  it('is refused in mode subscription as well', async () => {
    const world = setup();
    const line = lineOf(MOST + 1);
    const price_data = { ...line.price_data, recurring: MONTHLY };

    const refused = await refusal(
      toPay(world, { mode: 'subscription', line_items: [{ ...line, price_data }] }),
    );

    expect(refused).toMatchObject(REFUSAL);
  });

  it('is refused to be changed to more', async () => {
    const world = setup();
    const { id } = await toPay(world);

    const refused = await refusal(
      world.stripe.checkout.sessions.update(id, { line_items: [lineOf(MOST + 1)] }),
    );

    expect(refused).toMatchObject(REFUSAL);
  });
});

describe('an invoice item', () => {
  it.each([
    ['an amount', { amount: 1e12 }],
    ['a credit', { amount: -1e12 }],
    [
      'a quantity of it',
      { unit_amount_decimal: Stripe.Decimal.from('999999999999'), quantity: 999_999_999_999 },
    ],
    [
      'a decimal of it',
      {
        unit_amount_decimal: Stripe.Decimal.from('999999999999'),
        quantity_decimal: Stripe.Decimal.from('1.5'),
      },
    ],
  ])('is refused with %s of more than twelve digits', async (_what, fields) => {
    const world = await billed();
    const { customer, stripe } = world;

    expect(await refusal(stripe.invoiceItems.create({ customer, ...fields }))).toMatchObject(REFUSAL);
    await expectRestorable(world);
  });

  it('is refused with so many of a price', async () => {
    const world = await billed();
    const { customer, stripe } = world;
    const price = await priceOf(world, { unit_amount: MOST });

    const refused = await refusal(
      stripe.invoiceItems.create({ customer, pricing: { price }, quantity: 10_001 }),
    );

    expect(refused).toMatchObject(REFUSAL);
  });
});

describe('an invoice', () => {
  async function drafted(fields: Partial<Stripe.InvoiceCreateParams> = {}) {
    const world = await billed({ time: 'frozen' });
    const { customer, stripe } = world;
    await stripe.invoiceItems.create({ customer, amount: MOST + 1 });
    const { id } = await stripe.invoices.create({
      customer,
      pending_invoice_items_behavior: 'include',
      ...fields,
    });
    return { ...world, id };
  }

  it.each(['finalizeInvoice', 'pay'] as const)('of more is refused: %s', async (method) => {
    const { emulator, id, stripe } = await drafted();
    const params = method === 'pay' ? { paid_out_of_band: true } : {};

    expect(await refusal(stripe.invoices[method](id, params))).toMatchObject(REFUSAL);
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'draft', number: null });
    expect(typesOf(emulator)).not.toContain('payment_intent.created');
  });

  it('of more is finalized where the balance of the customer pays the rest', async () => {
    const { customer, id, stripe } = await drafted();
    await stripe.customers.update(customer, { balance: -1 });

    expect(await stripe.invoices.finalizeInvoice(id)).toMatchObject({ amount_due: MOST, status: 'open' });
  });

  it('of more stays a draft where it would finalize by itself, and tells why', async () => {
    const { emulator, id, stripe } = await drafted({ auto_advance: true });

    await emulator.clock.advance('2h');

    expect(await stripe.invoices.retrieve(id)).toMatchObject({
      auto_advance: false,
      last_finalization_error: {
        code: REFUSAL.code,
        message: REFUSAL.message,
        type: 'invalid_request_error',
      },
      status: 'draft',
    });
    expect(typesOf(emulator).filter((type) => type === 'invoice.finalization_failed')).toHaveLength(1);
  });
});

describe('a subscription', () => {
  it.each([
    ['its first invoice is more', { unit_amount: MOST + 1 }, 1],
    ['one period costs more than twelve digits', { unit_amount: 999_999_999_999 }, 1_000_000_000],
  ])('is refused where %s', async (_why, fields, quantity) => {
    const world = await billed();
    const { customer, stripe } = world;
    const price = await priceOf(world, { ...fields, recurring: MONTHLY });
    const items = [{ price, quantity }];

    const refused = await refusal(
      stripe.subscriptions.create({ customer, items, payment_behavior: 'default_incomplete' }),
    );

    expect(refused).toMatchObject(REFUSAL);
    expect((await stripe.invoices.list()).data).toEqual([]);
  });

  it('is refused in a trial where a period costs more than twelve digits, and so is a change of it', async () => {
    const world = await billed();
    const { customer, stripe } = world;
    const price = await priceOf(world, { unit_amount: 100_000, recurring: MONTHLY });
    const create = (quantity: number) =>
      stripe.subscriptions.create({ customer, items: [{ price, quantity }], trial_period_days: 7 });

    const refused = await refusal(create(1e9));
    const { id, items } = await create(1);
    const item = items.data[0]?.id ?? '';
    const changed = await refusal(stripe.subscriptions.update(id, { items: [{ id: item, quantity: 1e9 }] }));

    expect([refused, changed]).toMatchObject([REFUSAL, REFUSAL]);
  });

  it('renews with a draft that is not finalized where the period costs more than can be paid', async () => {
    const world = await billed({ time: 'frozen' });
    const { customer, emulator, stripe } = world;
    const price = await priceOf(world, { unit_amount: MOST + 1, recurring: MONTHLY });
    await stripe.subscriptions.create({ customer, items: [{ price }], trial_period_days: 7 });

    await emulator.clock.advance('8d');

    const { data: invoices } = await stripe.invoices.list();
    expect(invoices[0]).toMatchObject({ status: 'draft', last_finalization_error: { code: REFUSAL.code } });
    await expectRestorable(world);
  });
});

describe('objects that are put in place', () => {
  const price = { id: 'price_gold', currency: 'usd', product: 'prod_gold', unit_amount: 999_999_999_999 };
  const products = [{ id: 'prod_gold', name: 'Gold' }];

  it('are refused with more of a price than a line can cost', async () => {
    const { emulator } = setup();
    const sessions = [{ id: 'cs_test_gold', line_items: [{ price: price.id, quantity: 2 }] }];

    await expect(
      emulator.putObjects({ products, prices: [price], 'checkout.sessions': sessions }),
    ).rejects.toThrow(
      'checkout.sessions[0].line_items[0].quantity times the price "price_gold" is more than 999999999999, the most that a line can cost.',
    );
  });
});

describe('what one unit costs', () => {
  const BEYOND = 1_000_000_000_000;

  it.each([
    ['an amount', { unit_amount: BEYOND }],
    ['a decimal', { unit_amount_decimal: Stripe.Decimal.from(`${BEYOND}.5`) }],
    ['what customers may choose', { custom_unit_amount: { enabled: true, preset: BEYOND } }],
  ])('is refused where a line could not cost it: %s', async (_by, fields) => {
    expect(await refusal(priceOf(setup(), fields))).toMatchObject(REFUSAL);
  });

  it('is not put in place where a line could not cost it', async () => {
    const { emulator, stripe } = setup();
    const objects = { products: [{ id: 'prod_1' }], prices: [{ product: 'prod_1', unit_amount: BEYOND }] };

    await expect(emulator.putObjects(objects)).rejects.toThrow(REFUSAL.message);
    expect((await stripe.products.list()).data).toEqual([]);
  });
});

describe('the balance of a customer', () => {
  it.each([1_000_000_000_000, -1_000_000_000_000])(
    'is refused where an invoice could not be reckoned with it: %i',
    async (balance) => {
      const { emulator, stripe } = setup();
      const { id } = await stripe.customers.create();

      expect(await refusal(stripe.customers.update(id, { balance }))).toMatchObject(REFUSAL);
      await expect(emulator.putObjects({ customers: [{ balance }] })).rejects.toThrow(REFUSAL.message);
    },
  );
});
