import { describe, expect, it } from 'vitest';
import { billed } from '../../../support/invoices.ts';
import { eventTypes } from '../../../support/payments.ts';
import { refusal } from '../../../support/setup.ts';

const NOT_OPEN = "You can only pass in open invoices. This invoice isn't open.";

describe('voiding', () => {
  it('ends an open invoice with its payment', async () => {
    const world = await billed();
    await world.stripe.invoices.finalizeInvoice(world.draft.id);
    const before = eventTypes(world).length;

    const invoice = await world.stripe.invoices.voidInvoice(world.draft.id, {
      expand: ['payments.data.payment.payment_intent'],
    });

    expect(invoice).toMatchObject({ amount_due: 2000, status: 'void' });
    expect(invoice.payments?.data[0]).toMatchObject({
      payment: { payment_intent: { cancellation_reason: 'void_invoice', status: 'canceled' } },
      status: 'canceled',
    });
    expect(eventTypes(world).slice(before)).toEqual(['invoice.voided', 'payment_intent.canceled']);
  });

  it('is refused of a draft, of one that was given up, and of one that is paid', async () => {
    const { emulator, stripe, draft } = await billed();
    const voiding = async () => (await refusal(stripe.invoices.voidInvoice(draft.id))).message;

    expect(await voiding()).toBe(NOT_OPEN);
    await stripe.invoices.finalizeInvoice(draft.id);
    await stripe.invoices.markUncollectible(draft.id);
    expect(await voiding()).toBe(NOT_OPEN);
    await stripe.invoices.pay(draft.id);
    await emulator.clock.advance(1_000);
    expect(await voiding()).toBe('Invoices with `paid` payments cannot be voided.');
  });
});

describe('giving up', () => {
  it('leaves an invoice that can still be paid', async () => {
    const world = await billed();
    const { stripe, emulator, draft } = world;
    await stripe.invoices.finalizeInvoice(draft.id);

    const given = await stripe.invoices.markUncollectible(draft.id);
    expect(given).toMatchObject({
      auto_advance: false,
      status: 'uncollectible',
      status_details: { uncollectible: { reason: 'user_forgiven' } },
    });
    expect(eventTypes(world).slice(-2)).toEqual(['invoice.updated', 'invoice.marked_uncollectible']);
    await stripe.invoices.pay(draft.id);
    await emulator.clock.advance(1_000);

    expect((await stripe.invoices.retrieve(draft.id)).status).toBe('paid');
  });

  it('is refused twice, and of a draft', async () => {
    const { stripe, draft } = await billed();
    const marking = async () => (await refusal(stripe.invoices.markUncollectible(draft.id))).message;

    expect(await marking()).toBe(NOT_OPEN);
    await stripe.invoices.finalizeInvoice(draft.id);
    await stripe.invoices.markUncollectible(draft.id);
    expect(await marking()).toBe('This invoice has already been marked uncollectible.');
  });
});

describe('sending', () => {
  it('finalizes a draft, and tells of it', async () => {
    const world = await billed({ collection_method: 'send_invoice', days_until_due: 7 });

    expect(await world.stripe.invoices.sendInvoice(world.draft.id)).toMatchObject({
      next_payment_attempt: null,
      status: 'open',
    });
    expect(eventTypes(world).slice(-3)).toEqual([
      'invoice.finalized',
      'payment_intent.created',
      'invoice.sent',
    ]);
  });

  it('is refused of one that Stripe collects, and of one that is paid', async () => {
    const { emulator, stripe, draft } = await billed();

    expect((await refusal(stripe.invoices.sendInvoice(draft.id))).message).toBe(
      "You can only manually send an invoice if its collection method is 'send_invoice'.",
    );
    await stripe.invoices.pay(draft.id);
    await emulator.clock.advance(1_000);
    expect((await refusal(stripe.invoices.sendInvoice(draft.id))).message).toBe(
      'This invoice cannot be sent right now. Please contact us via https://support.stripe.com/contact with details, so we can help.',
    );
  });
});
