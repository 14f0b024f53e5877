import { describe, expect, it } from 'vitest';
import { billed } from '../../../support/invoices.ts';

const OLD = { 'stripe-version': '2025-02-24.acacia' };

describe('before basil', () => {
  const opened = async () => {
    const world = await billed();
    await world.stripe.invoices.finalizeInvoice(world.draft.id);
    const get = async (path: string) => (await world.call('GET', path, { headers: OLD })).body;
    return { ...world, get };
  };

  it('an invoice names its payment, and says whether it is paid', async () => {
    const { emulator, get, stripe, draft } = await opened();
    const open = await get(`/v1/invoices/${draft.id}`);
    await stripe.invoices.pay(draft.id);
    await emulator.clock.advance(1_000);
    const paid = await get(`/v1/invoices/${draft.id}?expand[]=payment_intent&expand[]=charge`);

    expect(open).toMatchObject({
      charge: null,
      paid: false,
      subscription: null,
      payment_intent: expect.any(String),
    });
    expect(paid).toMatchObject({
      charge: { object: 'charge' },
      paid: true,
      payment_intent: { invoice: draft.id },
    });
  });

  it('a payment and its charge name the invoice, which can be expanded', async () => {
    const { get, stripe, draft } = await opened();
    await stripe.invoices.pay(draft.id);

    const { data } = await get('/v1/payment_intents?limit=1&expand[]=data.invoice');
    const charges = await get('/v1/charges?limit=1');

    expect(data[0].invoice).toMatchObject({ id: draft.id, object: 'invoice', payment_intent: data[0].id });
    expect(charges.data[0].invoice).toBe(draft.id);
  });

  it('a line shows its price and what it is of', async () => {
    const { call, stripe, draft } = await billed();
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 300,
      product_data: { name: 'Mug' },
    });
    await stripe.invoices.addLines(draft.id, { lines: [{ pricing: { price: price.id } }] });

    const { body } = await call('GET', `/v1/invoices/${draft.id}/lines`, { headers: OLD });

    expect(body.data[0]).toMatchObject({
      invoice_item: body.data[0].parent.invoice_item_details.invoice_item,
      plan: null,
      price: { id: price.id, object: 'price' },
      proration: false,
      type: 'invoiceitem',
    });
  });

  it('what was answered can be put in place as what it is', async () => {
    const { emulator, get, stripe, draft } = await opened();
    const old = await get(`/v1/invoices/${draft.id}`);

    await emulator.putObjects({ invoices: [old] });

    expect(await stripe.invoices.retrieve(draft.id)).toMatchObject({
      id: draft.id,
      status: 'open',
      total: 2000,
    });
  });
});

it('since basil an invoice has no payment_intent, which a refusal says', async () => {
  const { call, draft } = await billed();
  const { status, body } = await call('GET', `/v1/invoices/${draft.id}?expand[]=payment_intent`);

  expect([status, body.error.message]).toEqual([
    400,
    expect.stringContaining("This property cannot be expanded because it doesn't exist: payment_intent."),
  ]);
});
