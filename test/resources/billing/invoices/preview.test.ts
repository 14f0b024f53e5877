import { describe, expect, it } from 'vitest';
import { savedByDefault } from '../../../support/invoices.ts';
import { eventTypes } from '../../../support/payments.ts';
import { refusal, setup } from '../../../support/setup.ts';

async function priced() {
  const world = setup();
  const { stripe } = world;
  const { id: customer } = await stripe.customers.create();
  const { id: price } = await stripe.prices.create({
    currency: 'usd',
    product_data: { name: 'Plan' },
    recurring: { interval: 'month' },
    unit_amount: 1000,
  });
  return { ...world, customer, price };
}

describe('a preview of an invoice', () => {
  it('is of what waits for a customer, and keeps nothing', async () => {
    const world = await priced();
    const { stripe, customer } = world;
    await stripe.invoiceItems.create({ amount: 500, currency: 'usd', customer });
    const before = eventTypes(world).length;

    const preview = await stripe.invoices.createPreview({
      customer,
      invoice_items: [{ amount: 300, currency: 'usd', description: 'More' }],
    });

    expect(preview.id).toMatch(/^upcoming_in_/);
    expect(preview).toMatchObject({
      amount_due: 800,
      billing_reason: 'upcoming',
      number: null,
      status: 'draft',
    });
    expect(preview.lines.data.map(({ amount, id }) => [id, amount])).toEqual([
      ['il_tmp_0', 300],
      ['il_tmp_1', 500],
    ]);
    expect(eventTypes(world)).toHaveLength(before);
    expect((await stripe.invoices.list()).data).toEqual([]);
  });

  it('is of the first invoice of a subscription that could be made', async () => {
    const { stripe, customer, price } = await priced();

    const preview = await stripe.invoices.createPreview({
      customer,
      subscription_details: { items: [{ price, quantity: 3 }] },
    });

    expect([preview.total, preview.lines.data[0]?.description]).toEqual([
      3000,
      '3 × Plan (at $10.00 / month)',
    ]);
    expect((await stripe.subscriptions.list({ customer })).data).toEqual([]);
  });

  it('is of the next invoice of one that there is, with changes', async () => {
    const world = await priced();
    const { stripe, customer, price } = world;
    await savedByDefault(world, customer);
    const { id: subscription, items } = await stripe.subscriptions.create({ customer, items: [{ price }] });

    const same = await stripe.invoices.createPreview({ subscription });
    const changed = await stripe.invoices.createPreview({
      subscription,
      subscription_details: {
        items: [{ id: String(items.data[0]?.id), quantity: 2 }],
        proration_behavior: 'none',
      },
    });

    expect([same.total, changed.total]).toEqual([1000, 2000]);
    expect(same.parent?.subscription_details?.subscription).toBe(subscription);
  });

  it('is of the next invoice among those of a customer’s subscriptions', async () => {
    const world = await priced();
    const { stripe, customer, price } = world;
    const sent = { collection_method: 'send_invoice', customer, days_until_due: 30 } as const;
    await stripe.subscriptions.create({ ...sent, items: [{ price, quantity: 5 }] });
    const { id } = await stripe.subscriptions.create({ ...sent, items: [{ price }], trial_period_days: 3 });

    const preview = await stripe.invoices.createPreview({ customer });

    expect(preview).toMatchObject({ parent: { subscription_details: { subscription: id } }, total: 1000 });
  });

  it('of a customer in a currency passes over subscriptions in another', async () => {
    const world = await priced();
    const { stripe, customer, price } = world;
    await stripe.subscriptions.create({
      collection_method: 'send_invoice',
      customer,
      days_until_due: 30,
      items: [{ price }],
    });

    const preview = await stripe.invoices.createPreview({
      currency: 'eur',
      customer,
      invoice_items: [{ amount: 5 }],
    });

    expect([preview.currency, preview.total]).toEqual(['eur', 5]);
  });

  it('is made as its period ends, and tried an hour later', async () => {
    const world = await priced();
    const { stripe, customer, price } = world;
    await savedByDefault(world, customer);
    const { id: subscription, items } = await stripe.subscriptions.create({ customer, items: [{ price }] });
    const end = Number(items.data[0]?.current_period_end);

    expect(await stripe.invoices.createPreview({ subscription })).toMatchObject({
      created: end,
      next_payment_attempt: end + 3600,
      period_end: end,
    });
  });

  it('takes an anchor as versions before endive say it', async () => {
    const world = await priced();
    const { call, stripe, customer, price } = world;
    await savedByDefault(world, customer);
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price }] });

    const { status, body } = await call('POST', '/v1/invoices/create_preview', {
      form: `subscription=${id}&subscription_details[billing_cycle_anchor]=now&subscription_details[proration_behavior]=none`,
      headers: { 'stripe-version': '2026-03-25.dahlia' },
    });

    expect([status, body.total]).toEqual([200, 1000]);
  });

  it('is refused where there is nothing to come', async () => {
    const { stripe, customer } = await priced();

    expect(await refusal(stripe.invoices.createPreview({ customer }))).toMatchObject({
      code: 'invoice_upcoming_none',
      statusCode: 404,
    });
  });
});

describe('GET /v1/invoices/upcoming', () => {
  const headers = { 'stripe-version': '2024-12-18.acacia' };

  async function subscribed() {
    const world = await priced();
    const { stripe, customer, price } = world;
    const { id, items } = await stripe.subscriptions.create({
      collection_method: 'send_invoice',
      customer,
      days_until_due: 30,
      items: [{ price }],
    });
    const get = async (path: string) =>
      (await world.call('GET', `/v1/invoices/upcoming${path}`, { headers })).body;
    return { ...world, get, id, item: String(items.data[0]?.id) };
  }

  it('previews an invoice before basil, in the form of that time and without an id', async () => {
    const { get, customer, id } = await subscribed();

    const invoice = await get(`?customer=${customer}`);

    expect(invoice).not.toHaveProperty('id');
    expect(invoice).toMatchObject({
      object: 'invoice',
      billing_reason: 'upcoming',
      lines: { data: [{ type: 'subscription' }], url: '/v1/invoices/upcoming/lines' },
      paid: false,
      subscription: id,
      total: 1000,
    });
  });

  it('takes what would change by the names of that time', async () => {
    const { get, id, item } = await subscribed();
    const changes = `subscription_items[0][id]=${item}&subscription_items[0][quantity]=3`;

    const invoice = await get(`?subscription=${id}&${changes}&subscription_proration_behavior=none`);

    expect(invoice).toMatchObject({ lines: { data: [{ quantity: 3 }] }, total: 3000 });
  });

  it('has its lines, page by page', async () => {
    const { get, customer, id, stripe } = await subscribed();
    await stripe.invoiceItems.create({ amount: 500, currency: 'usd', customer });

    const first = await get(`/lines?subscription=${id}&limit=1`);
    const second = await get(`/lines?subscription=${id}&limit=1&starting_after=il_tmp_0`);

    expect([first.data[0].amount, first.has_more]).toEqual([500, true]);
    expect([second.data[0].amount, second.has_more]).toEqual([1000, false]);
  });

  it('is refused without anybody to bill', async () => {
    const { get } = await subscribed();

    expect((await get('')).error.message).toBe(
      'You must either provide a `customer` or a `subscription` to the upcoming invoice endpoint.',
    );
  });
});
