import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { billed } from '../../../support/invoices.ts';
import { eventTypes } from '../../../support/payments.ts';
import { refusal } from '../../../support/setup.ts';

describe('the lines of a draft', () => {
  it('are added before those that there are, with items of their own', async () => {
    const world = await billed();
    const { stripe, draft } = world;
    const before = eventTypes(world).length;

    const invoice = await stripe.invoices.addLines(draft.id, {
      lines: [{ amount: 500, description: 'Travel' }],
      invoice_metadata: { a: 'b' },
    });

    const [first] = invoice.lines.data;
    expect(invoice.lines.data.map(({ description }) => description)).toEqual(['Travel', 'Work']);
    expect([invoice.total, invoice.metadata]).toEqual([2500, { a: 'b' }]);
    expect(first).toMatchObject({
      amount: 500,
      invoice: draft.id,
      parent: { type: 'invoice_item_details', subscription_item_details: null },
      pricing: { type: 'price_details' },
      quantity: 1,
      subtotal: 500,
    });
    const item = String(first?.parent?.invoice_item_details?.invoice_item);
    expect(await stripe.invoiceItems.retrieve(item)).toMatchObject({ amount: 500, invoice: draft.id });
    expect(eventTypes(world).slice(before)).toContain('invoiceitem.created');
    expect(eventTypes(world).at(-1)).toBe('invoice.updated');
  });

  it('may be of a price, or of an item that waits', async () => {
    const { stripe, customer, draft } = await billed();
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 300,
      product_data: { name: 'Mug' },
    });
    const waiting = await stripe.invoiceItems.create({ customer: customer.id, amount: 100, currency: 'usd' });

    const { lines, total } = await stripe.invoices.addLines(draft.id, {
      lines: [{ pricing: { price: price.id }, quantity: 2 }, { invoice_item: waiting.id }],
    });

    expect(total).toBe(2700);
    expect(lines.data.map(({ amount }) => amount)).toEqual([100, 600, 2000]);
    expect((await stripe.invoiceItems.retrieve(waiting.id)).invoice).toBe(draft.id);
  });

  it('take what is said of an item that waits', async () => {
    const { stripe, customer, draft } = await billed();
    const { id } = await stripe.invoiceItems.create({ customer: customer.id, amount: 100, currency: 'usd' });

    const { lines, total } = await stripe.invoices.addLines(draft.id, {
      lines: [{ invoice_item: id, description: 'Mugs', quantity: 3 }],
    });

    expect([total, lines.data[0]?.amount, lines.data[0]?.description]).toEqual([2300, 300, 'Mugs']);
    expect(await stripe.invoiceItems.retrieve(id)).toMatchObject({ amount: 300, description: 'Mugs' });
  });

  it('are refused of another customer’s item, of one twice, and of a price in another currency', async () => {
    const { stripe, customer, draft } = await billed();
    const { id: other } = await stripe.customers.create();
    const item = (owner: string) =>
      stripe.invoiceItems.create({ customer: owner, amount: 100, currency: 'usd' });
    const [own, foreign] = [await item(customer.id), await item(other)];
    const { id: price } = await stripe.prices.create({
      currency: 'eur',
      unit_amount: 300,
      product_data: { name: 'Mug' },
    });
    const add = (...lines: object[]) => refusal(stripe.invoices.addLines(draft.id, { lines }));

    expect(await add({ invoice_item: foreign.id })).toMatchObject({ param: 'invoice', statusCode: 400 });
    expect(await add({ invoice_item: own.id }, { invoice_item: own.id })).toMatchObject({
      code: 'invoice_not_editable',
    });
    expect((await add({ pricing: { price } })).message).toBe(
      "The price specified only supports `eur`. This doesn't match the expected currency: `usd`.",
    );
    expect((await stripe.invoices.retrieve(draft.id)).total).toBe(2000);
    expect((await stripe.invoiceItems.retrieve(own.id)).invoice).toBeNull();
  });

  it('have the quantity of their items, with its fraction', async () => {
    const { stripe, customer, draft } = await billed();
    await stripe.invoiceItems.create({
      customer: customer.id,
      invoice: draft.id,
      unit_amount_decimal: Stripe.Decimal.from('1000'),
      quantity_decimal: Stripe.Decimal.from('1.5'),
    });

    const { lines } = await stripe.invoices.retrieve(draft.id);

    const [line] = lines.data;
    expect([line?.amount, line?.quantity, String(line?.quantity_decimal)]).toEqual([1500, 1, '1.5']);
  });

  it('are changed with their items, one or several', async () => {
    const { stripe, draft } = await billed();
    const [line] = draft.lines.data;
    const id = String(line?.id);

    const changed = await stripe.invoices.updateLineItem(draft.id, id, {
      amount: 700,
      description: 'Less work',
    });
    const invoice = await stripe.invoices.updateLines(draft.id, { lines: [{ id, metadata: { a: 'b' } }] });

    expect(changed).toMatchObject({
      amount: 700,
      description: 'Less work',
      object: 'line_item',
      subtotal: 700,
    });
    expect(invoice.lines.data[0]).toMatchObject({ amount: 700, metadata: { a: 'b' } });
    expect([invoice.total, invoice.amount_due]).toEqual([700, 700]);
    const item = String(line?.parent?.invoice_item_details?.invoice_item);
    expect(await stripe.invoiceItems.retrieve(item)).toMatchObject({ amount: 700, description: 'Less work' });
  });

  it('are taken off with their items, or so that these wait for another invoice', async () => {
    const { stripe, customer, draft } = await billed();
    const { lines } = await stripe.invoices.addLines(draft.id, { lines: [{ amount: 500 }] });
    const [added, first] = lines.data.map(({ id }) => id);

    const invoice = await stripe.invoices.removeLines(draft.id, {
      lines: [
        { id: String(added), behavior: 'unassign' },
        { id: String(first), behavior: 'delete' },
      ],
    });
    const items = await stripe.invoiceItems.list({ customer: customer.id });

    expect([invoice.lines.data, invoice.total]).toEqual([[], 0]);
    expect(items.data.map(({ amount, invoice: on }) => [amount, on])).toEqual([[500, null]]);
  });

  it('have an amount or a quantity', async () => {
    const { stripe, draft } = await billed();

    const error = await refusal(stripe.invoices.addLines(draft.id, { lines: [{ amount: 1, quantity: 2 }] }));

    expect([error.message, error.param]).toEqual([
      'You may only specify one of these parameters: amount, quantity.',
      'lines[0][amount]',
    ]);
  });

  it('are not changed any more when it is final', async () => {
    const { stripe, draft } = await billed();
    await stripe.invoices.finalizeInvoice(draft.id);

    expect(await refusal(stripe.invoices.addLines(draft.id, { lines: [{ amount: 1 }] }))).toMatchObject({
      code: 'invoice_not_editable',
      message: 'Invalid invoice: This invoice is no longer editable',
    });
  });

  it('of another invoice are not found', async () => {
    const { stripe, draft } = await billed();
    const lines = [{ id: 'il_nope', behavior: 'delete' as const }];

    expect((await refusal(stripe.invoices.removeLines(draft.id, { lines }))).message).toBe(
      "No such invoice line item: 'il_nope'",
    );
  });
});
