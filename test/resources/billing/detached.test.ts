import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { drafted } from '../../support/invoices.ts';
import { refusal } from '../../support/setup.ts';
import { DAY_MS, shopWithMethod, statusOf, tellingFrom } from '../../support/subscribing.ts';

/* Detaching leaves the defaults that name a payment method as they are (dj-stripe issue 1836), and it pays nothing more. */

describe('a payment method that is detached', () => {
  it('stays the default of its customer, who is not told of', async () => {
    const world = await shopWithMethod();
    const told = tellingFrom(world);

    await world.stripe.paymentMethods.detach(world.method);

    const customer = (await world.stripe.customers.retrieve(world.customer)) as Stripe.Customer;
    expect(customer.invoice_settings.default_payment_method).toBe(world.method);
    expect(told()).toEqual(['payment_method.detached', 'mandate.updated']);
  });

  it('pays no invoice any more', async () => {
    const { stripe, customer, method } = await shopWithMethod();
    const { id } = await drafted({ stripe }, customer);
    await stripe.paymentMethods.detach(method);

    const refused = await refusal(stripe.invoices.pay(id));

    expect(refused.statusCode).toBe(400);
    expect((await stripe.invoices.retrieve(id)).amount_paid).toBe(0);
  });

  it('stays the default of a subscription, whose next invoice is not paid', async () => {
    const world = await shopWithMethod();
    const { stripe, customer, method, price } = world;
    const { id } = await stripe.subscriptions.create({
      customer,
      items: [{ price }],
      default_payment_method: method,
    });
    await world.emulator.clock.advance(DAY_MS);
    await stripe.paymentMethods.detach(method);

    await world.emulator.clock.advance(32 * DAY_MS);

    expect((await stripe.subscriptions.retrieve(id)).default_payment_method).toBe(method);
    expect(await statusOf(world, id)).toBe('past_due');
  });
});
