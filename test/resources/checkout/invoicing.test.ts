import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { LINE, toPay } from '../../support/checkouts.ts';
import { eventTypes } from '../../support/payments.ts';
import { type Setup, setup } from '../../support/setup.ts';

const ENABLED = { invoice_creation: { enabled: true } };

/** The session and its invoice, once the bank has answered. */
async function paid(world: Setup, id: string) {
  await world.emulator.clock.advance(1_000);
  const session = await world.stripe.checkout.sessions.retrieve(id, { expand: ['invoice.payments'] });
  return { session, invoice: session.invoice as Stripe.Invoice | null };
}

describe('a payment on the page that is to be invoiced', () => {
  it('has a paid invoice of its lines once it has succeeded', async () => {
    const world = setup();
    const mugs = { ...LINE, price_data: { ...LINE.price_data, unit_amount: 500 }, quantity: 3 };
    const { id } = await toPay(world, { ...ENABLED, line_items: [LINE, mugs] });
    const submitted = await world.emulator.completeCheckoutSession(id);

    const { session, invoice } = await paid(world, id);

    expect(submitted).toMatchObject({ customer: expect.stringMatching(/^cus_/), invoice: null });
    expect(session.payment_status).toBe('paid');
    expect(invoice).toMatchObject({
      amount_due: 3500,
      amount_paid: 3500,
      attempt_count: 1,
      billing_reason: 'manual',
      customer: submitted.customer,
      customer_email: 'jenny.rosen@example.com',
      payments: {
        data: [{ amount_paid: 3500, payment: { payment_intent: session.payment_intent }, status: 'paid' }],
      },
      status: 'paid',
    });
    expect(
      invoice?.lines.data.map(({ amount, description, quantity }) => [amount, description, quantity]),
    ).toEqual([
      [2000, 'T-shirt', 1],
      [1500, 'T-shirt', 3],
    ]);
    expect((await world.stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it('has it told of between the payment and the session', async () => {
    const world = setup();
    const { id } = await toPay(world, ENABLED);
    await world.emulator.completeCheckoutSession(id);
    await paid(world, id);

    const types = eventTypes(world);
    expect(types.slice(types.indexOf('payment_intent.succeeded'))).toEqual([
      'payment_intent.succeeded',
      'invoiceitem.created',
      'invoice.created',
      'customer.updated',
      'invoice.finalized',
      'invoice.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
      'checkout.session.async_payment_succeeded',
    ]);
    expect(world.emulator.events().at(-1)?.data.object).toMatchObject({
      invoice: expect.stringMatching(/^in_/),
      payment_status: 'paid',
    });
    const updated = world.emulator.events().find(({ type }) => type === 'invoice.updated');
    expect(updated?.data.previous_attributes).toMatchObject({ attempt_count: 0, attempted: false });
  });

  it('says on it what the session says', async () => {
    const world = setup();
    const invoice_data = {
      custom_fields: [{ name: 'PO', value: '7' }],
      description: 'A shirt',
      footer: 'Thank you',
      metadata: { order: '6735' },
      rendering_options: { amount_tax_display: 'exclude_tax' as const },
    };
    const { id } = await toPay(world, { invoice_creation: { enabled: true, invoice_data } });
    await world.emulator.completeCheckoutSession(id);

    const { invoice } = await paid(world, id);

    const { rendering_options: rendering, ...shown } = invoice_data;
    expect(invoice).toMatchObject({ ...shown, issuer: { type: 'self' }, rendering });
  });

  it('takes nothing of the balance of its customer', async () => {
    const world = setup();
    const { id: customer } = await world.stripe.customers.create({ balance: -500 });
    const { id } = await toPay(world, { ...ENABLED, customer });
    await world.emulator.completeCheckoutSession(id);

    const { invoice } = await paid(world, id);

    expect(invoice).toMatchObject({ amount_paid: 2000, ending_balance: -500, starting_balance: -500 });
    expect(await world.stripe.customers.retrieve(customer)).toMatchObject({ balance: -500 });
  });

  it('has none if the bank does not pay, and no other payment has one', async () => {
    const world = setup();
    const { id: failed } = await toPay(world, ENABLED);
    const { id: other } = await toPay(world);
    await world.emulator.completeCheckoutSession(failed, { account: 'Insufficient Funds' });
    await world.emulator.completeCheckoutSession(other);

    expect((await paid(world, failed)).invoice).toBeNull();
    expect((await paid(world, other)).invoice).toBeNull();
    expect((await world.stripe.invoices.list()).data).toEqual([]);
  });
});
