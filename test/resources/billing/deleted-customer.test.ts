import { describe, expect, it } from 'vitest';
import { drafted } from '../../support/invoices.ts';
import { refusal } from '../../support/setup.ts';
import { DAY_MS, shopWithMethod, statusOf, tellingFrom } from '../../support/subscribing.ts';

const DAY = '1d';

describe('deleting a customer', () => {
  it('ends what they are subscribed to at once, and tells of each', async () => {
    const world = await shopWithMethod();
    const { stripe, customer, price } = world;
    const ids = [];
    for (const trial_period_days of [0, 7]) {
      const made = await stripe.subscriptions.create({
        customer,
        items: [{ price }],
        ...(trial_period_days === 0 ? {} : { trial_period_days }),
      });
      ids.push(made.id);
    }
    await world.emulator.clock.advance(DAY);
    const told = tellingFrom(world);

    await stripe.customers.del(customer);

    expect(await Promise.all(ids.map((id) => statusOf(world, id)))).toEqual(['canceled', 'canceled']);
    expect(told().filter((type) => type === 'customer.subscription.deleted')).toHaveLength(2);
  });

  it('leaves subscriptions that have ended as they are', async () => {
    const world = await shopWithMethod();
    const { stripe, customer, price } = world;
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price }] });
    await stripe.subscriptions.cancel(id);
    await world.emulator.clock.advance(DAY);
    const told = tellingFrom(world);

    await stripe.customers.del(customer);

    expect(told()).toEqual(['customer.deleted']);
  });

  it('bills nothing after it', async () => {
    const world = await shopWithMethod();
    const { stripe, customer, price } = world;
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price }] });
    await world.emulator.clock.advance(DAY);

    await stripe.customers.del(customer);
    await world.emulator.clock.advance(65 * DAY_MS);

    expect((await stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
  });

  it('leaves drafts and invoice items, of which nothing is paid any more', async () => {
    const world = await shopWithMethod();
    const { stripe, customer } = world;
    const { id: draft } = await drafted({ stripe }, customer, { auto_advance: true });
    const { id: item } = await stripe.invoiceItems.create({ amount: 5, currency: 'usd', customer });

    await stripe.customers.del(customer);
    await world.emulator.clock.advance(30 * DAY_MS);

    const invoice = await stripe.invoices.retrieve(draft);
    expect(invoice).toMatchObject({ amount_paid: 0, customer, status: 'open' });
    expect((await stripe.invoiceItems.retrieve(item)).invoice).toBeNull();
    expect((await refusal(stripe.invoices.pay(draft))).statusCode).toBe(400);
    expect((await refusal(stripe.invoices.create({ customer }))).message).toBe(
      `No such customer: '${customer}'`,
    );
  });
});
