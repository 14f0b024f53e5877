import { describe, expect, it } from 'vitest';
import { refusal } from '../../../support/setup.ts';
import {
  agreedAccount,
  at,
  feeOf,
  priceOf,
  shop,
  waitingSubscription,
} from '../../../support/subscribing.ts';

describe('a new subscription is refused', () => {
  it.each([
    [{ items: [] }, 'Missing required param: items.'],
    [{ items: [{ quantity: 1 }] }, 'Missing required param: items[0][price].'],
    [{ items: [{ price: 'price_none' }] }, "No such price: 'price_none'"],
    [{ items: [{ plan: 'plan_none' }] }, "No such plan: 'plan_none'"],
    [
      { collection_method: 'send_invoice' },
      "If subscription collection method is 'send_invoice', you must specify 'days_until_due'.",
    ],
    [
      { days_until_due: 3 },
      "You can only specify 'days_until_due' if subscription collection method is 'send_invoice'.",
    ],
    [
      { payment_behavior: 'pending_if_incomplete' },
      '`pending_if_incomplete` is only used with updates and cannot be passed when creating a subscription.',
    ],
    [{ trial_end: 1 }, 'Invalid timestamp: must be an integer Unix timestamp in the future.'],
    [{ trial_period_days: 731 }, 'The trial of a subscription can be at most 730 days.'],
    [
      { billing_cycle_anchor: at('2026-03-01T00:00:00Z') },
      `billing_cycle_anchor cannot be later than next natural billing date (${at('2026-02-15T12:00:00Z')}) for plan`,
    ],
    [
      { currency: 'eur' },
      "The price specified only supports `usd`. This doesn't match the expected currency: `eur`.",
    ],
    [{ default_payment_method: 'pm_none' }, "No such PaymentMethod: 'pm_none'"],
  ])('with %j', async (fields, message) => {
    const { stripe, customer, price } = await shop();

    const refused = await refusal(
      stripe.subscriptions.create({
        customer,
        items: [{ price }],
        payment_behavior: 'default_incomplete',
        ...(fields as object),
      }),
    );

    expect(refused).toMatchObject({ statusCode: 400, message });
  });

  it('of a price that is billed once, or is no longer sold', async () => {
    const world = await shop();
    const { stripe, customer } = world;
    const once = await feeOf(world);
    const old = await priceOf(world, { active: false });
    const of = (price: string) => refusal(stripe.subscriptions.create({ customer, items: [{ price }] }));

    expect((await of(once)).message).toBe(
      'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
    );
    expect((await of(old)).message).toBe(
      'The price specified is inactive. This field only accepts active prices.',
    );
  });

  it('of prices that are not billed together, in the classic mode', async () => {
    const world = await shop();
    const { stripe, customer, price } = world;
    const yearly = await priceOf(world, { recurring: { interval: 'year' } });
    const fields = {
      customer,
      payment_behavior: 'default_incomplete',
      billing_mode: { type: 'classic' },
    } as const;

    const unlike = await refusal(
      stripe.subscriptions.create({ ...fields, items: [{ price }, { price: yearly }] }),
    );
    const twice = await refusal(stripe.subscriptions.create({ ...fields, items: [{ price }, { price }] }));

    expect(unlike.message).toBe(
      'Currency and interval fields must match across all plans on this subscription. Found mismatch in interval field.',
    );
    expect(twice.message).toBe(`Cannot add multiple subscription items with the same plan: ${price}`);
  });

  it('with a payment method of somebody else', async () => {
    const world = await shop();
    const { id: other } = await world.stripe.customers.create();
    const method = await agreedAccount({ ...world, customer: other });

    const refused = await refusal(waitingSubscription(world, { default_payment_method: method }));

    expect(refused).toMatchObject({
      param: 'default_payment_method',
      message: `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`,
    });
  });
});
