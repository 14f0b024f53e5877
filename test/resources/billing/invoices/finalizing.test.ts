import { describe, expect, it } from 'vitest';
import { billed, drafted } from '../../../support/invoices.ts';
import { eventTypes } from '../../../support/payments.ts';
import { refusal } from '../../../support/setup.ts';

describe('an invoice that nothing can pay', () => {
  const off = { display_preference: { preference: 'off' } } as const;

  async function unpayable(fields: { readonly auto_advance?: boolean } = {}) {
    const world = await billed(fields);
    const { data } = await world.stripe.paymentMethodConfigurations.list();
    await world.stripe.paymentMethodConfigurations.update(String(data[0]?.id), {
      card: off,
      link: off,
      us_bank_account: off,
    });
    return world;
  }

  it('is not finalized', async () => {
    const { stripe, draft } = await unpayable();

    const refused = await refusal(stripe.invoices.finalizeInvoice(draft.id));

    expect(refused.message).toMatch(/^No valid payment method types for this Payment Intent\./);
    expect(await stripe.invoices.retrieve(draft.id)).toMatchObject({ number: null, status: 'draft' });
  });

  it('stays a draft by itself, and tells why', async () => {
    const world = await unpayable({ auto_advance: true });

    await world.emulator.clock.advance('2h');

    expect((await world.stripe.invoices.retrieve(world.draft.id)).status).toBe('draft');
    expect(eventTypes(world).at(-1)).toBe('invoice.finalization_failed');
  });

  it('is finalized where its own settings name what it is paid with', async () => {
    const { stripe, draft } = await unpayable();
    await stripe.invoices.update(draft.id, {
      payment_settings: { payment_method_types: ['us_bank_account'] },
    });

    expect((await stripe.invoices.finalizeInvoice(draft.id)).status).toBe('open');
  });
});

describe('finalizing', () => {
  it('gives an invoice a number, pages and a PaymentIntent, and collects nothing', async () => {
    const world = await billed();
    const before = eventTypes(world).length;

    const invoice = await world.stripe.invoices.finalizeInvoice(world.draft.id, {
      expand: ['payments.data.payment.payment_intent', 'confirmation_secret'],
    });

    const payment = invoice.payments?.data[0];
    const intent = payment?.payment.payment_intent as { id: string; client_secret: string };
    expect(invoice).toMatchObject({
      amount_due: 2000,
      attempted: false,
      number: `${world.customer.invoice_prefix}-0001`,
      rendering: { pdf: { page_size: 'letter' } },
      status: 'open',
    });
    expect(invoice.effective_at).toBe(invoice.status_transitions.finalized_at);
    expect(invoice.hosted_invoice_url).toMatch(
      /^https:\/\/invoice\.stripe\.com\/i\/acct_\w+\/test_\w+\?s=ap$/,
    );
    expect(invoice.invoice_pdf).toMatch(
      /^https:\/\/pay\.stripe\.com\/invoice\/acct_\w+\/test_\w+\/pdf\?s=ap$/,
    );
    expect(payment).toMatchObject({
      amount_paid: null,
      amount_requested: 2000,
      is_default: true,
      status: 'open',
    });
    expect(invoice.confirmation_secret).toEqual({
      client_secret: intent.client_secret,
      type: 'payment_intent',
    });
    expect(intent).toMatchObject({
      amount: 2000,
      automatic_payment_methods: null,
      capture_method: 'automatic',
      customer: world.customer.id,
      description: 'Payment for Invoice',
      payment_details: { customer_reference: null, order_reference: invoice.id },
      payment_method_configuration_details: null,
      setup_future_usage: null,
      status: 'requires_payment_method',
    });
    expect(eventTypes(world).slice(before)).toEqual(['invoice.finalized', 'payment_intent.created']);
  });

  it('counts the invoices of a customer on', async () => {
    const { stripe, customer, draft } = await billed();
    await stripe.invoices.finalizeInvoice(draft.id);
    const next = await drafted({ stripe }, customer.id);

    expect((await stripe.invoices.finalizeInvoice(next.id)).number).toBe(`${customer.invoice_prefix}-0002`);
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ next_invoice_sequence: 3 });
  });

  it('gives the PaymentIntent the types and the options of its settings', async () => {
    const { stripe, draft } = await billed({
      payment_settings: {
        payment_method_types: ['us_bank_account'],
        payment_method_options: {
          us_bank_account: {
            financial_connections: { permissions: ['payment_method', 'balances'], prefetch: ['balances'] },
            verification_method: 'instant',
          },
        },
      },
    });
    await stripe.invoices.finalizeInvoice(draft.id);
    const [intent] = (await stripe.paymentIntents.list({ limit: 1 })).data;

    expect(intent).toMatchObject({
      payment_method_types: ['us_bank_account'],
      payment_method_options: {
        us_bank_account: {
          financial_connections: { permissions: ['payment_method', 'balances'], prefetch: ['balances'] },
          mandate_options: {},
          verification_method: 'instant',
        },
      },
    });
  });

  it('pays what costs nothing, without a payment', async () => {
    const world = await billed({ amount: 0 });
    const before = eventTypes(world).length;

    const invoice = await world.stripe.invoices.finalizeInvoice(world.draft.id, {
      expand: ['payments', 'confirmation_secret'],
    });

    expect(invoice).toMatchObject({
      attempt_count: 0,
      attempted: true,
      confirmation_secret: null,
      status: 'paid',
    });
    expect(invoice.payments?.data).toEqual([]);
    expect(eventTypes(world).slice(before)).toEqual([
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
  });

  it('uses up the credit of a customer first', async () => {
    const { stripe, customer, draft } = await billed();
    await stripe.customers.update(customer.id, { balance: -500 });

    const invoice = await stripe.invoices.finalizeInvoice(draft.id);

    expect(invoice).toMatchObject({
      amount_due: 1500,
      ending_balance: 0,
      starting_balance: -500,
      total: 2000,
    });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: 0 });
    await stripe.invoices.voidInvoice(invoice.id);
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -500 });
  });

  it('leaves less than a payment can be of to the next invoice', async () => {
    const { stripe, customer, draft } = await billed({ amount: 30 });

    expect(await stripe.invoices.finalizeInvoice(draft.id)).toMatchObject({ amount_due: 0, status: 'paid' });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: 30 });
    const next = await drafted({ stripe }, customer.id);
    expect(next.amount_due).toBe(2030);
  });

  it('is refused of a final one', async () => {
    const { stripe, draft } = await billed();
    await stripe.invoices.finalizeInvoice(draft.id);

    expect((await refusal(stripe.invoices.finalizeInvoice(draft.id))).message).toBe(
      "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
    );
  });

  it('of one that there is not names its id', async () => {
    const { stripe } = await billed();

    expect(await refusal(stripe.invoices.finalizeInvoice('in_nope'))).toMatchObject({
      param: 'id',
      statusCode: 404,
    });
    expect(await refusal(stripe.invoices.retrieve('in_nope'))).toMatchObject({ param: 'invoice' });
  });
});

describe('the PaymentIntent of an invoice', () => {
  it('leads to it', async () => {
    const { stripe, draft } = await billed();
    await stripe.invoices.finalizeInvoice(draft.id);
    const [intent] = (await stripe.paymentIntents.list({ limit: 1 })).data;

    const found = await stripe.invoicePayments.list({
      payment: { payment_intent: String(intent?.id), type: 'payment_intent' },
    });

    expect(found.data.map(({ invoice }) => invoice)).toEqual([draft.id]);
    expect(await stripe.invoicePayments.retrieve(String(found.data[0]?.id))).toEqual(found.data[0]);
  });

  it('is neither canceled nor changed by hand', async () => {
    const { stripe, draft } = await billed();
    await stripe.invoices.finalizeInvoice(draft.id);
    const [intent] = (await stripe.paymentIntents.list({ limit: 1 })).data;
    const id = String(intent?.id);

    expect((await refusal(stripe.paymentIntents.cancel(id))).message).toBe(
      'You cannot cancel PaymentIntents created by invoices. Try voiding the invoice instead.',
    );
    expect((await refusal(stripe.paymentIntents.update(id, { amount: 5000 }))).message).toBe(
      'You cannot update the amount of PaymentIntents created by invoices. Try updating the invoice instead.',
    );
    expect((await stripe.paymentIntents.update(id, { metadata: { a: 'b' } })).metadata).toEqual({ a: 'b' });
  });
});

describe('the page of an invoice', () => {
  it('says how to pay it, and that it has been paid', async () => {
    const { emulator, stripe, draft } = await billed();
    const { hosted_invoice_url: url, invoice_pdf: pdf } = await stripe.invoices.finalizeInvoice(draft.id);
    const text = async (page: string | null | undefined) => (await emulator.fetch(String(page))).text();

    expect(await text(url)).toMatch(/^Invoice [0-9A-Z]+-0001 of \$20\.00\. /);
    expect(await text(url)).toContain('/collect_bank_account links a bank account for its payment');
    expect(await text(pdf)).toBe(await text(url));
    await stripe.invoices.pay(draft.id);
    expect(await text(url)).toContain('is on its way.');
    await emulator.clock.advance(1_000);
    expect(await text(url)).toContain('It has been paid.');
  });
});
