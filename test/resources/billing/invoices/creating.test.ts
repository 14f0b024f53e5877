import { describe, expect, it } from 'vitest';
import { billed, drafted } from '../../../support/invoices.ts';
import { refusal, setup } from '../../../support/setup.ts';

describe('a new invoice', () => {
  it('is a draft without lines, and nothing happens to it by itself', async () => {
    const world = setup();
    const { id: customer } = await world.stripe.customers.create({ email: 'jenny@example.com' });
    await world.stripe.invoiceItems.create({ customer, amount: 500, currency: 'usd' });

    const invoice = await world.stripe.invoices.create({ customer });

    expect(invoice).toMatchObject({
      amount_due: 0,
      auto_advance: false,
      automatically_finalizes_at: null,
      billing_reason: 'manual',
      customer_email: 'jenny@example.com',
      next_payment_attempt: null,
      number: null,
      status: 'draft',
    });
    expect(invoice.lines).toMatchObject({
      data: [],
      total_count: 0,
      url: `/v1/invoices/${invoice.id}/lines`,
    });
    expect(invoice).not.toHaveProperty('payments');
    expect(invoice).not.toHaveProperty('confirmation_secret');
  });

  it('takes up what waits for one where that is asked for, the newest first', async () => {
    const { stripe } = setup();
    const { id: customer } = await stripe.customers.create();
    for (const amount of [500, 700]) await stripe.invoiceItems.create({ customer, amount, currency: 'usd' });

    const invoice = await stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' });
    const waiting = await stripe.invoiceItems.list({ customer, pending: true });

    expect(invoice.lines.data.map(({ amount }) => amount)).toEqual([700, 500]);
    expect([invoice.subtotal, invoice.total, invoice.amount_due]).toEqual([1200, 1200, 1200]);
    expect(waiting.data).toEqual([]);
  });

  it('shows ten of its lines, and the rest in their list', async () => {
    const { stripe } = setup();
    const { id: customer } = await stripe.customers.create();
    for (let at = 1; at <= 12; at++)
      await stripe.invoiceItems.create({ customer, amount: at * 100, currency: 'usd' });

    const { id, lines } = await stripe.invoices.create({
      customer,
      pending_invoice_items_behavior: 'include',
    });
    const all = await stripe.invoices.listLineItems(id, { limit: 100 });

    expect([lines.data.length, lines.has_more, (lines as { total_count?: number }).total_count]).toEqual([
      10,
      true,
      12,
    ]);
    expect(all.data.map(({ amount }) => amount)).toEqual(
      [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((n) => n * 100),
    );
  });

  it('gives its customer the currency of the first', async () => {
    const { stripe, customer } = await billed();

    expect((await stripe.customers.retrieve(customer.id)) as object).toMatchObject({ currency: 'usd' });
  });

  it('that advances by itself says when, from its creation', async () => {
    const { stripe, draft } = await billed({ auto_advance: true });
    const { created } = draft;

    expect([draft.automatically_finalizes_at, draft.next_payment_attempt]).toEqual([
      created + 3601,
      created + 3600,
    ]);
    const stopped = await stripe.invoices.update(draft.id, { auto_advance: false });
    expect([stopped.automatically_finalizes_at, stopped.next_payment_attempt]).toEqual([null, null]);
    const again = await stripe.invoices.update(draft.id, { auto_advance: true });
    expect(again.automatically_finalizes_at).toBe(created + 3601);
  });

  it('that is sent is due so many days after its creation', async () => {
    const { draft } = await billed({ collection_method: 'send_invoice', days_until_due: 30 });

    expect([draft.due_date, draft.next_payment_attempt]).toEqual([draft.created + 30 * 86_400, null]);
  });

  it.each([
    [
      { collection_method: 'send_invoice' },
      "If invoice collection method is 'send_invoice', you must specify 'due_date' or 'days_until_due'.",
    ],
    [
      { days_until_due: 3 },
      "You can only specify 'due_date' or 'days_until_due' if invoice collection method is 'send_invoice'.",
    ],
    [{ default_payment_method: 'pm_nope' }, "No such PaymentMethod: 'pm_nope'"],
    [{ subscription: 'sub_nope' }, "No such subscription: 'sub_nope'"],
    [
      {
        payment_settings: {
          payment_method_options: {
            us_bank_account: { financial_connections: { permissions: ['balances'] } },
          },
        },
      },
      'the `payment_method` permission must be included',
    ],
  ] as const)('is refused with %j', async (fields, message) => {
    const { stripe } = setup();
    const { id: customer } = await stripe.customers.create();

    // A cast: readonly lists are none to the SDK.
    expect((await refusal(stripe.invoices.create({ customer, ...(fields as object) }))).message).toContain(
      message,
    );
  });

  it('knows none of the options of a bank account that only an intent has', async () => {
    const { call, stripe } = setup();
    const { id } = await stripe.customers.create();
    const path = 'payment_settings[payment_method_options][us_bank_account][financial_connections]';

    const { body } = await call('POST', '/v1/invoices', {
      form: `customer=${id}&${path}[return_url]=https://a.test`,
    });

    expect(body.error.message).toBe(`Received unknown parameter: ${path}[return_url]`);
  });

  it('shows all options as soon as one of them is said', async () => {
    const { draft } = await billed({
      payment_settings: {
        payment_method_types: ['us_bank_account'],
        payment_method_options: {
          us_bank_account: { financial_connections: { permissions: ['payment_method', 'balances'] } },
        },
      },
    });

    expect(draft.payment_settings).toMatchObject({
      payment_method_options: {
        acss_debit: null,
        card: null,
        us_bank_account: {
          financial_connections: { permissions: ['payment_method', 'balances'], prefetch: [] },
        },
      },
      payment_method_types: ['us_bank_account'],
    });
  });
});

describe('deleting', () => {
  it('takes a draft away, whose item says so', async () => {
    const { stripe, draft } = await billed();

    expect(await stripe.invoices.del(draft.id)).toMatchObject({ deleted: true, id: draft.id });
    expect((await refusal(stripe.invoices.retrieve(draft.id))).message).toBe(
      `No such invoice: '${draft.id}'`,
    );
  });

  it('is refused of a final one', async () => {
    const { stripe, draft } = await billed();
    await stripe.invoices.finalizeInvoice(draft.id);

    expect((await refusal(stripe.invoices.del(draft.id))).message).toBe(
      'You can only delete draft invoices.',
    );
  });
});

describe('updating', () => {
  it('changes all of a draft, and tells of it', async () => {
    const { emulator, stripe, draft } = await billed();

    const updated = await stripe.invoices.update(draft.id, { description: 'May', metadata: { a: 'b' } });

    expect(updated).toMatchObject({ description: 'May', metadata: { a: 'b' } });
    expect(emulator.events().at(-1)).toMatchObject({
      type: 'invoice.updated',
      data: { previous_attributes: { description: null, metadata: { a: null } } },
    });
  });

  it('changes the metadata of a final one, and not its description', async () => {
    const { stripe, draft } = await billed();
    await stripe.invoices.finalizeInvoice(draft.id);

    const error = await refusal(stripe.invoices.update(draft.id, { description: 'May' }));

    expect([error.message, error.param]).toEqual([
      "Finalized invoices can't be updated in this way",
      'description',
    ]);
    expect((await stripe.invoices.update(draft.id, { metadata: { a: 'b' } })).metadata).toEqual({ a: 'b' });
  });
});

describe('the list of invoices', () => {
  it('is filtered by customer, status, collection method and due date', async () => {
    const { stripe, customer, draft } = await billed();
    const sent = await drafted({ stripe }, customer.id, {
      collection_method: 'send_invoice',
      days_until_due: 3,
    });
    await stripe.invoices.finalizeInvoice(sent.id);
    const { id: other } = await stripe.customers.create();
    await drafted({ stripe }, other);
    const ids = async (params: object) => (await stripe.invoices.list(params)).data.map(({ id }) => id);

    expect(await ids({ customer: customer.id })).toEqual([sent.id, draft.id]);
    expect(await ids({ customer: customer.id, status: 'draft' })).toEqual([draft.id]);
    expect(await ids({ collection_method: 'send_invoice' })).toEqual([sent.id]);
    expect(await ids({ due_date: { gt: sent.created } })).toEqual([sent.id]);
  });

  it('takes the states in the order of Stripe', async () => {
    const { stripe } = setup();
    const status = 'late' as 'open';

    expect((await refusal(stripe.invoices.list({ status }))).message).toBe(
      'Invalid status: must be one of draft, open, void, paid, or uncollectible',
    );
  });
});
