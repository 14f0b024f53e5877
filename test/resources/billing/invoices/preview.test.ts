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

  it('is refused where there is nothing to come', async () => {
    const { stripe, customer } = await priced();

    expect(await refusal(stripe.invoices.createPreview({ customer }))).toMatchObject({
      code: 'invoice_upcoming_none',
      statusCode: 404,
    });
  });
});
