import { describe, expect, it } from 'vitest';
import { billed, drafted } from '../../../support/invoices.ts';
import { eventTypes } from '../../../support/payments.ts';
import { setup } from '../../../support/setup.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('an invoice that advances by itself', () => {
  it('is finalized and collected an hour after its creation', async () => {
    const world = await billed({ auto_advance: true });
    const before = eventTypes(world).length;

    await world.emulator.clock.advance(HOUR_MS);
    expect((await world.stripe.invoices.retrieve(world.draft.id)).status).toBe('draft');
    await world.emulator.clock.advance(1_000);
    const open = await world.stripe.invoices.retrieve(world.draft.id);
    await world.emulator.clock.advance(1_000);

    expect(open).toMatchObject({ attempt_count: 1, automatically_finalizes_at: null, status: 'open' });
    expect((await world.stripe.invoices.retrieve(world.draft.id)).status).toBe('paid');
    expect(eventTypes(world).slice(before)).toContain('invoice.finalized');
  });

  it('is not moved by waiting for what is idle', async () => {
    const { emulator, stripe, draft } = await billed({ auto_advance: true });

    await emulator.clock.runToIdle();

    expect((await stripe.invoices.retrieve(draft.id)).status).toBe('draft');
  });

  it('is sent where the customer pays', async () => {
    const world = await billed({ auto_advance: true, collection_method: 'send_invoice', days_until_due: 3 });

    await world.emulator.clock.advance(HOUR_MS + 1_000);

    expect(eventTypes(world).slice(-3)).toEqual([
      'invoice.finalized',
      'payment_intent.created',
      'invoice.sent',
    ]);
  });

  it('is finalized when it says', async () => {
    const { emulator, stripe, draft } = await billed({ auto_advance: true });
    const at = draft.created + 2 * 86_400;
    await stripe.invoices.update(draft.id, { automatically_finalizes_at: at });

    await emulator.clock.advance(DAY_MS);
    expect((await stripe.invoices.retrieve(draft.id)).status).toBe('draft');
    await emulator.clock.advance(DAY_MS);

    expect((await stripe.invoices.retrieve(draft.id)).status).toBe('open');
  });

  it('that does not any more is left alone', async () => {
    const { emulator, stripe, draft } = await billed({ auto_advance: true });
    await stripe.invoices.update(draft.id, { auto_advance: false });

    await emulator.clock.advance(DAY_MS);

    expect((await stripe.invoices.retrieve(draft.id)).status).toBe('draft');
  });

  it('is collected an hour after it was finalized by hand', async () => {
    const { emulator, stripe, draft } = await billed();
    await stripe.invoices.finalizeInvoice(draft.id, { auto_advance: true });

    await emulator.clock.advance(HOUR_MS + 1_000);

    expect((await stripe.invoices.retrieve(draft.id)).status).toBe('paid');
  });

  it('fails once without a payment method, and nothing follows', async () => {
    const world = setup();
    const { id: customer } = await world.stripe.customers.create();
    const { id } = await drafted(world, customer, { auto_advance: true });

    await world.emulator.clock.advance(30 * DAY_MS);

    expect(eventTypes(world).slice(-4)).toEqual([
      'payment_intent.created',
      'invoice.updated',
      'invoice.payment_failed',
      'customer.updated',
    ]);
    expect(await world.stripe.invoices.retrieve(id)).toMatchObject({
      attempt_count: 1,
      next_payment_attempt: null,
      status: 'open',
    });
  });
});

describe('a payment that failed', () => {
  const failed = async (method: string, options = {}) => {
    const world = await billed({ auto_advance: true, method }, options);
    await world.emulator.clock.advance(HOUR_MS + 2_000);
    return { ...world, invoice: () => world.stripe.invoices.retrieve(world.draft.id) };
  };

  it('for insufficient funds is tried again after three days and after four more', async () => {
    const { emulator, invoice } = await failed('pm_usBankAccount_insufficientFunds');
    const first = await invoice();
    await emulator.clock.advance(3 * DAY_MS + 1_000);
    const second = await invoice();
    await emulator.clock.advance(4 * DAY_MS + 1_000);
    const third = await invoice();
    await emulator.clock.advance(60 * DAY_MS);

    expect(first).toMatchObject({ attempt_count: 1, status: 'open' });
    expect(first.next_payment_attempt).toBe(first.created + 3_602 + 3 * 86_400);
    expect(second.attempt_count).toBe(2);
    expect(second.next_payment_attempt).not.toBeNull();
    expect(third).toMatchObject({ attempt_count: 3, next_payment_attempt: null });
    expect((await invoice()).attempt_count).toBe(3);
  });

  it('is told of in the same order each time, the last time, too', async () => {
    const world = await failed('pm_usBankAccount_insufficientFunds');
    const failing = () =>
      eventTypes(world)
        .filter((type) => type.startsWith('invoice.'))
        .slice(-2);
    const orders = [failing()];
    for (const days of [3, 4]) {
      await world.emulator.clock.advance(days * DAY_MS + 1_000);
      orders.push(failing());
    }

    expect(orders).toEqual(Array(3).fill(['invoice.updated', 'invoice.payment_failed']));
    const updates = world.emulator.events().filter(({ type }) => type === 'invoice.updated');
    expect(updates.at(-1)?.data.previous_attributes).toEqual({ attempt_count: 2 });
  });

  it('is told of once, with what else happens to the invoice while it is tried again', async () => {
    const world = await failed('pm_usBankAccount_insufficientFunds', {
      payments: { settlementDelayMs: 2 * DAY_MS },
    });
    await world.emulator.clock.advance(6 * DAY_MS);

    await world.stripe.invoices.markUncollectible(world.draft.id);
    await world.emulator.clock.advance(2 * DAY_MS);

    const told = world.emulator.events().filter(({ type }) => type === 'invoice.updated');
    expect(told.at(-1)?.data).toMatchObject({
      object: { attempt_count: 2, status: 'uncollectible' },
      previous_attributes: { attempt_count: 1, status: 'open' },
    });
    expect(
      eventTypes(world)
        .filter((type) => type.startsWith('invoice.'))
        .slice(-3),
    ).toEqual(['invoice.updated', 'invoice.marked_uncollectible', 'invoice.payment_failed']);
  });

  it('for a closed account is not tried again', async () => {
    const { emulator, invoice } = await failed('pm_usBankAccount_accountClosed');
    await emulator.clock.advance(60 * DAY_MS);

    expect(await invoice()).toMatchObject({ attempt_count: 1, next_payment_attempt: null, status: 'open' });
  });

  it('is tried again as the options say', async () => {
    const { emulator, invoice } = await failed('pm_usBankAccount_insufficientFunds', {
      billing: { retryScheduleMs: ['1h'] },
    });
    await emulator.clock.advance(HOUR_MS + 1_000);

    expect(await invoice()).toMatchObject({ attempt_count: 2, next_payment_attempt: null });
  });

  it('makes its customer delinquent, until the invoice is paid', async () => {
    const { emulator, stripe, customer, draft } = await failed('pm_usBankAccount_insufficientFunds');
    const delinquent = async () =>
      ((await stripe.customers.retrieve(customer.id)) as { delinquent?: boolean }).delinquent;

    expect(await delinquent()).toBe(true);
    await stripe.invoices.pay(draft.id, { paid_out_of_band: true });
    expect(await delinquent()).toBe(false);
    await emulator.clock.advance(60 * DAY_MS);
    expect((await stripe.invoices.retrieve(draft.id)).attempt_count).toBe(1);
  });

  it('by hand makes nobody delinquent', async () => {
    const { emulator, stripe, customer, draft } = await billed({
      method: 'pm_usBankAccount_insufficientFunds',
    });
    await stripe.invoices.pay(draft.id);
    await emulator.clock.advance(1_000);

    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ delinquent: false });
  });
});

it('an hour may be shorter', async () => {
  const { emulator, stripe, draft } = await billed(
    { auto_advance: true },
    { billing: { finalizeDelayMs: '1m' } },
  );
  await emulator.clock.advance(62_000);

  expect((await stripe.invoices.retrieve(draft.id)).status).toBe('paid');
});
