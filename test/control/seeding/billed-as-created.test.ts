import { describe, expect, it } from 'vitest';
import { setup } from '../../support/setup.ts';

const time = { start: '2026-01-01T00:00:00Z', runs: false };
const sold = {
  products: [{ id: 'prod_1' }],
  prices: [{ id: 'price_1', product: 'prod_1', unit_amount: 1500, currency: 'eur' }],
};

describe('a Checkout Session that is put in place', () => {
  it('is in the currency of what it sells', async () => {
    const { stripe } = setup({
      objects: { ...sold, 'checkout.sessions': [{ id: 'cs_1', line_items: [{ price: 'price_1' }] }] },
      time,
    });

    const session = await stripe.checkout.sessions.retrieve('cs_1');

    expect(session).toMatchObject({ amount_total: 1500, currency: 'eur' });
  });

  it('offers the payment methods that it allows', async () => {
    const { stripe } = setup({
      objects: { 'checkout.sessions': [{ id: 'cs_1', allowed_payment_method_types: ['us_bank_account'] }] },
      time,
    });

    const session = await stripe.checkout.sessions.retrieve('cs_1');

    expect(session.payment_method_types).toEqual(['us_bank_account']);
  });

  it('may have a discount of a coupon alone, as an answer shows it', async () => {
    const discounts = [{ coupon: 'c', promotion_code: null }];
    const { stripe } = setup({ objects: { 'checkout.sessions': [{ id: 'cs_1', discounts }] }, time });

    expect((await stripe.checkout.sessions.retrieve('cs_1')).discounts).toEqual(discounts);
  });
});

describe('a draft that is put in place', () => {
  it('is finalized after its hour when it advances by itself', async () => {
    const { emulator, stripe } = setup({
      objects: {
        customers: [{ id: 'cus_1' }],
        invoices: [
          {
            id: 'in_1',
            auto_advance: true,
            collection_method: 'send_invoice',
            customer: 'cus_1',
            due_date: 1_770_000_000,
            lines: [{ amount: 500 }],
          },
        ],
      },
      time,
    });

    await emulator.clock.advance('61m');

    expect((await stripe.invoices.retrieve('in_1')).status).toBe('open');
  });

  it('waits for the time that it says, and for none that it says there is not', async () => {
    const { stripe } = setup({
      objects: {
        customers: [{ id: 'cus_1' }],
        invoices: [
          { id: 'in_1', auto_advance: true, automatically_finalizes_at: null, customer: 'cus_1' },
          { id: 'in_2', auto_advance: true, automatically_finalizes_at: 1_770_000_000, customer: 'cus_1' },
        ],
      },
      time,
    });

    const { data } = await stripe.invoices.list();

    expect(data.map(({ id, automatically_finalizes_at: at }) => [id, at])).toEqual([
      ['in_2', 1_770_000_000],
      ['in_1', null],
    ]);
  });

  it('shows the whole of what is given in part', async () => {
    const { stripe } = setup({
      objects: {
        customers: [{ id: 'cus_1' }],
        invoices: [
          {
            id: 'in_1',
            account_tax_ids: ['txi_1'],
            customer: 'cus_1',
            shipping_details: { address: { city: 'Bern' }, name: 'Jenny' },
          },
        ],
      },
      time,
    });

    const { account_tax_ids, shipping_details } = await stripe.invoices.retrieve('in_1');

    expect(account_tax_ids).toEqual(['txi_1']);
    expect(shipping_details).toEqual({
      address: { city: 'Bern', country: null, line1: null, line2: null, postal_code: null, state: null },
      carrier: null,
      name: 'Jenny',
      phone: null,
      tracking_number: null,
    });
  });
});

describe('a subscription that is put in place', () => {
  it('has all payment methods in its settings when one is given', async () => {
    const { stripe } = setup({
      objects: {
        ...sold,
        customers: [{ id: 'cus_1' }],
        prices: [{ id: 'price_2', product: 'prod_1', recurring: { interval: 'month' }, unit_amount: 900 }],
        subscriptions: [
          {
            id: 'sub_1',
            customer: 'cus_1',
            items: [{ price: 'price_2' }],
            payment_settings: {
              payment_method_options: { us_bank_account: { verification_method: 'instant' } },
            },
          },
        ],
      },
      time,
    });

    const { payment_settings: settings } = await stripe.subscriptions.retrieve('sub_1');

    expect(settings).toMatchObject({
      payment_method_options: { card: null, us_bank_account: { verification_method: 'instant' } },
      payment_method_types: null,
      save_default_payment_method: 'off',
    });
  });
});

describe('an invoice that is put in place as no draft', () => {
  const put = (invoice: object) =>
    setup({
      objects: {
        customers: [{ id: 'cus_1' }],
        invoices: [
          { id: 'in_1', created: 1_760_000_000, customer: 'cus_1', lines: [{ amount: 500 }], ...invoice },
        ],
      },
      time,
    });

  it.each([
    ['open', {}],
    ['paid', { paid_at: 1_760_000_000 }],
    ['uncollectible', { marked_uncollectible_at: 1_760_000_000 }],
    ['void', { voided_at: 1_760_000_000 }],
  ])('has become %s when it was created', async (status, reached) => {
    const { stripe } = put({ status });

    expect(await stripe.invoices.retrieve('in_1')).toMatchObject({
      effective_at: 1_760_000_000,
      ending_balance: 0,
      rendering: { pdf: { page_size: 'letter' } },
      status,
      status_transitions: {
        finalized_at: 1_760_000_000,
        marked_uncollectible_at: null,
        paid_at: null,
        voided_at: null,
        ...reached,
      },
    });
  });

  it('has the times that it says', async () => {
    const { stripe } = put({
      status: 'paid',
      status_transitions: { finalized_at: 1, paid_at: 2 },
      effective_at: 3,
    });

    expect(await stripe.invoices.retrieve('in_1')).toMatchObject({
      effective_at: 3,
      status_transitions: { finalized_at: 1, paid_at: 2, voided_at: null },
    });
  });

  it('was given up by its seller', async () => {
    const { stripe } = put({ status: 'uncollectible' });

    expect((await stripe.invoices.retrieve('in_1')).status_details).toEqual({
      uncollectible: { reason: 'user_forgiven' },
    });
  });
});

describe('what is put in place without what the API would have made beside it', () => {
  it('goes on all the same', async () => {
    const { emulator, stripe } = setup({
      objects: {
        ...sold,
        customers: [{ id: 'cus_1' }],
        'checkout.sessions': [{ id: 'cs_1', mode: 'setup', customer: 'cus_1' }],
        invoices: [{ id: 'in_1', customer: 'cus_1', status: 'open', lines: [{ amount: 500 }] }],
        prices: [{ id: 'price_2', product: 'prod_1', unit_amount: 1500, recurring: { interval: 'month' } }],
        subscriptions: [
          { id: 'sub_1', customer: 'cus_1', items: [{ price: 'price_2' }], status: 'incomplete' },
          { id: 'sub_2', customer: 'cus_1', items: [{ price: 'price_2' }] },
        ],
      },
      time,
    });

    await emulator.completeCheckoutSession('cs_1');
    expect((await stripe.checkout.sessions.retrieve('cs_1')).setup_intent).toMatch(/^seti_/);
    await stripe.invoices.pay('in_1', { paid_out_of_band: true });
    await emulator.clock.advance('32d');
    expect((await stripe.invoices.retrieve('in_1')).status).toBe('paid');
    expect((await stripe.subscriptions.retrieve('sub_1')).status).toBe('incomplete_expired');
    expect((await stripe.subscriptions.retrieve('sub_2')).latest_invoice).toMatch(/^in_/);
  });
});
