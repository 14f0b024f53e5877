import { describe, expect, it } from 'vitest';
import { refusal } from '../../../support/setup.ts';
import { agreedAccount, shop, statusOf, waitingSubscription } from '../../../support/subscribing.ts';

describe('a subscription that is incomplete', () => {
  it('takes metadata and another source', async () => {
    const world = await shop();
    const { subscription } = await waitingSubscription(world);
    const source = await world.stripe.customers.createSource(world.customer, { source: 'btok_us_verified' });

    const updated = await world.stripe.subscriptions.update(subscription.id, {
      default_source: source.id,
      metadata: { key: 'value' },
    });

    expect(updated).toMatchObject({
      default_source: source.id,
      metadata: { key: 'value' },
      status: 'incomplete',
    });
  });

  it('takes another payment method, as programs that pay later give it', async () => {
    const world = await shop();
    const { subscription } = await waitingSubscription(world);
    const method = await agreedAccount(world);

    const updated = await world.stripe.subscriptions.update(subscription.id, {
      default_payment_method: method,
    });

    expect(updated.default_payment_method).toBe(method);
  });

  it.each(['quantity=2', 'items[0][quantity]=2'])('is refused other items: %s', async (form) => {
    const world = await shop();
    const { subscription } = await waitingSubscription(world);

    const { status, body } = await world.call('POST', `/v1/subscriptions/${subscription.id}`, { form });

    expect(status).toBe(400);
    expect(body.error.message).toBe(
      'The items of a subscription cannot be updated while it has a status of incomplete.',
    );
  });

  it('is refused a period that begins anew, which would have been billed as paid', async () => {
    const world = await shop();
    const { subscription } = await waitingSubscription(world);

    const refused = await refusal(
      world.stripe.subscriptions.update(subscription.id, { billing_cycle_anchor: { type: 'now' } }),
    );

    expect(refused).toMatchObject({ param: 'billing_cycle_anchor', statusCode: 400 });
    expect(await statusOf(world, subscription.id)).toBe('incomplete');
  });

  it('is refused another price', async () => {
    const world = await shop();
    const { subscription } = await waitingSubscription(world);

    const refused = await refusal(
      world.stripe.subscriptions.update(subscription.id, { items: [{ price: world.price }] }),
    );

    expect(refused.param).toBe('items');
  });
});
