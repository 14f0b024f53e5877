import { describe, expect, it } from 'vitest';
import { refusal } from '../../../support/setup.ts';
import {
  at,
  DAY_MS,
  HOUR_MS,
  START,
  shop,
  shopWithMethod,
  statusOf,
  tellingFrom,
  toldOf,
  waitingSubscription,
} from '../../../support/subscribing.ts';

async function active() {
  const world = await shopWithMethod();
  const { id, latest_invoice: invoice } = await world.stripe.subscriptions.create({
    customer: world.customer,
    items: [{ price: world.price }],
  });
  return { ...world, id, invoice: String(invoice) };
}

describe('a subscription that is canceled', () => {
  it('ends at once, and is told of as it is then', async () => {
    const world = await active();

    const canceled = await world.stripe.subscriptions.cancel(world.id, {
      cancellation_details: { comment: 'Bye', feedback: 'too_expensive' },
    });

    expect(canceled).toMatchObject({
      status: 'canceled',
      canceled_at: at(START),
      ended_at: at(START),
      cancellation_details: {
        comment: 'Bye',
        feedback: 'too_expensive',
        reason: 'cancellation_requested',
      },
    });
    const [deleted] = toldOf(world, 'customer.subscription.deleted');
    expect(deleted?.data.object).toMatchObject({ id: world.id, status: 'canceled' });
  });

  it('is not collected for any more', async () => {
    const world = await active();

    await world.stripe.subscriptions.cancel(world.id);

    expect(await world.stripe.invoices.retrieve(world.invoice)).toMatchObject({
      status: 'open',
      auto_advance: false,
    });
  });

  it('is not renewed', async () => {
    const world = await active();
    await world.stripe.subscriptions.cancel(world.id);

    await world.emulator.clock.advance(90 * DAY_MS);

    expect((await world.stripe.invoices.list({ subscription: world.id })).data).toHaveLength(1);
  });

  it('is not found by a second cancellation, and is retrieved all the same', async () => {
    const world = await active();
    await world.stripe.subscriptions.cancel(world.id);

    const refused = await refusal(world.stripe.subscriptions.cancel(world.id));

    expect(refused).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: `No such subscription: '${world.id}'`,
    });
    expect(await statusOf(world, world.id)).toBe('canceled');
  });

  it('changes in its metadata and in why it was canceled alone', async () => {
    const world = await active();
    await world.stripe.subscriptions.cancel(world.id);

    const updated = await world.stripe.subscriptions.update(world.id, {
      metadata: { a: 'b' },
      cancellation_details: { feedback: 'unused' },
    });

    expect(updated).toMatchObject({ metadata: { a: 'b' }, cancellation_details: { feedback: 'unused' } });
    expect((await refusal(world.stripe.subscriptions.update(world.id, { description: 'x' }))).message).toBe(
      'A canceled subscription can only update its cancellation_details and metadata.',
    );
  });

  it('before its first payment has expired, with its invoice', async () => {
    const world = await shop();
    const { subscription } = await waitingSubscription(world);
    const told = tellingFrom(world);

    const { status } = await world.stripe.subscriptions.cancel(subscription.id);

    expect(status).toBe('incomplete_expired');
    expect(told()).toEqual(['invoice.voided', 'payment_intent.canceled', 'customer.subscription.updated']);
  });
});

describe('a subscription that is to be canceled at the end of its period', () => {
  it('goes on until then', async () => {
    const world = await active();

    const updated = await world.stripe.subscriptions.update(world.id, { cancel_at_period_end: true });
    await world.emulator.clock.advance(31 * DAY_MS - HOUR_MS);
    const before = await statusOf(world, world.id);
    await world.emulator.clock.advance(HOUR_MS);

    expect(updated).toMatchObject({
      status: 'active',
      cancel_at: at('2026-02-15T12:00:00Z'),
      cancel_at_period_end: true,
      canceled_at: at(START),
      cancellation_details: { reason: 'cancellation_requested' },
    });
    expect(before).toBe('active');
    expect(await world.stripe.subscriptions.retrieve(world.id)).toMatchObject({
      status: 'canceled',
      canceled_at: at(START),
      ended_at: at('2026-02-15T12:00:00Z'),
    });
    expect((await world.stripe.invoices.list({ subscription: world.id })).data).toHaveLength(1);
  });

  it('goes on for good if that is taken back', async () => {
    const world = await active();
    await world.stripe.subscriptions.update(world.id, { cancel_at_period_end: true });

    const updated = await world.stripe.subscriptions.update(world.id, { cancel_at_period_end: false });
    await world.emulator.clock.advance(32 * DAY_MS);

    expect(updated).toMatchObject({
      cancel_at: null,
      canceled_at: null,
      cancellation_details: { reason: null },
    });
    expect(await statusOf(world, world.id)).toBe('active');
  });

  it('or at a time of its own ends then', async () => {
    const world = await active();
    await world.stripe.subscriptions.update(world.id, { cancel_at: at('2026-01-20T00:00:00Z') });

    await world.emulator.clock.advance(5 * DAY_MS);

    expect(await statusOf(world, world.id)).toBe('canceled');
  });
});

describe('collection that is paused', () => {
  it.each([
    ['keep_as_draft', 'draft'],
    ['void', 'void'],
    ['mark_uncollectible', 'uncollectible'],
  ] as const)('with %s leaves the invoice of a renewal %s', async (behavior, status) => {
    const world = await active();
    await world.stripe.subscriptions.update(world.id, { pause_collection: { behavior } });

    await world.emulator.clock.advance(32 * DAY_MS);

    const { latest_invoice: invoice, ...subscription } = await world.stripe.subscriptions.retrieve(world.id, {
      expand: ['latest_invoice'],
    });
    expect(subscription).toMatchObject({
      status: 'active',
      pause_collection: { behavior, resumes_at: null },
    });
    expect(invoice).toMatchObject({ status, billing_reason: 'subscription_cycle' });
  });

  it('goes on at the time that was said, or when it is asked to', async () => {
    const world = await active();
    const { stripe, id } = world;
    const pause = { behavior: 'void' as const, resumes_at: at('2026-01-20T12:00:00Z') };
    await stripe.subscriptions.update(id, { pause_collection: pause });

    await world.emulator.clock.advance(5 * DAY_MS);
    const later = await stripe.subscriptions.retrieve(id);
    await stripe.subscriptions.update(id, { pause_collection: { behavior: 'void' } });
    const now = await stripe.subscriptions.update(id, { pause_collection: '' });

    expect(later.pause_collection).toBeNull();
    expect(now.pause_collection).toBeNull();
  });
});
