import { describe, expect, it } from 'vitest';
import {
  agreedAccount,
  at,
  DAY_MS,
  HOUR_MS,
  intentOf,
  shop,
  shopWithMethod,
  statusOf,
  tellingFrom,
  toldOf,
} from '../../../support/subscribing.ts';

/** From the end of a period to the end of the payment of the next: an hour as a draft, and the bank's answer. */
const COLLECTED_MS = HOUR_MS + 10_000;
const MONTH_MS = 31 * DAY_MS;
const quiet = ['customer.updated', 'payment_method.attached'];
const without = (types: readonly string[]) => types.filter((type) => !quiet.includes(type));

describe('a renewal', () => {
  async function active(token?: string) {
    const world = await shopWithMethod(token);
    const { id } = await world.stripe.subscriptions.create({
      customer: world.customer,
      items: [{ price: world.price }],
    });
    await world.emulator.clock.advance(1_000);
    return { ...world, id };
  }

  it('makes a draft for the period that begins, and is paid an hour later without an acceptance', async () => {
    const world = await active();
    const told = tellingFrom(world);

    await world.emulator.clock.advance(MONTH_MS);

    const { latest_invoice: invoice, items } = await world.stripe.subscriptions.retrieve(world.id, {
      expand: ['latest_invoice'],
    });
    expect(without(told())).toEqual(['invoice.upcoming', 'customer.subscription.updated', 'invoice.created']);
    expect(items.data[0]).toMatchObject({
      current_period_start: at('2026-02-15T12:00:00Z'),
      current_period_end: at('2026-03-15T12:00:00Z'),
    });
    expect(invoice).toMatchObject({
      status: 'draft',
      billing_reason: 'subscription_cycle',
      period_start: at('2026-01-15T12:00:00Z'),
      period_end: at('2026-02-15T12:00:00Z'),
      lines: {
        data: [
          {
            amount: 1000,
            description: '1 × Gold (at $10.00 / month)',
            period: { start: at('2026-02-15T12:00:00Z'), end: at('2026-03-15T12:00:00Z') },
          },
        ],
      },
    });
    const collecting = tellingFrom(world);
    await world.emulator.clock.advance(COLLECTED_MS);
    expect(without(collecting())).toEqual([
      'invoice.finalized',
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
    ]);
    expect(await statusOf(world, world.id)).toBe('active');
  });

  it('comes each month, on the day of the first', async () => {
    const world = await active();

    await world.emulator.clock.advance(365 * DAY_MS);

    const { data } = await world.stripe.invoices.list({ subscription: world.id, limit: 20 });
    expect(data).toHaveLength(13);
    expect(data.slice(1).every(({ status }) => status === 'paid')).toBe(true);
  });

  it('that is returned leaves the subscription past_due', async () => {
    const world = await active();
    const bad = await agreedAccount(world, 'pm_usBankAccount_insufficientFunds');
    await world.stripe.subscriptions.update(world.id, { default_payment_method: bad });

    await world.emulator.clock.advance(MONTH_MS + COLLECTED_MS);

    const { status, latest_invoice: invoice } = await world.stripe.subscriptions.retrieve(world.id, {
      expand: ['latest_invoice'],
    });
    expect(status).toBe('past_due');
    expect(invoice).toMatchObject({ status: 'open', attempt_count: 1 });
  });

  it('ends the subscription when its retries are exhausted', async () => {
    const world = await active();
    const bad = await agreedAccount(world, 'pm_usBankAccount_insufficientFunds');
    await world.stripe.subscriptions.update(world.id, { default_payment_method: bad });
    await world.emulator.clock.advance(MONTH_MS + COLLECTED_MS);

    await world.emulator.clock.advance(8 * DAY_MS);

    expect(await world.stripe.subscriptions.retrieve(world.id)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
    });
    expect(toldOf(world, 'customer.subscription.deleted')).toHaveLength(1);
  });

  it.each([
    ['mark_unpaid', 'unpaid'],
    ['leave_past_due', 'past_due'],
  ] as const)('with afterRetries %s leaves it %s', async (afterRetries, status) => {
    const world = await shopWithMethod('pm_usBankAccount_insufficientFunds', { assume: { afterRetries } });
    const { id } = await world.stripe.subscriptions.create({
      customer: world.customer,
      items: [{ price: world.price }],
    });

    await world.emulator.clock.advance(9 * DAY_MS);

    expect(await statusOf(world, id)).toBe(status);
  });

  it('that is paid after all makes it active again', async () => {
    const world = await active();
    const bad = await agreedAccount(world, 'pm_usBankAccount_insufficientFunds');
    await world.stripe.subscriptions.update(world.id, { default_payment_method: bad });
    await world.emulator.clock.advance(MONTH_MS + COLLECTED_MS);
    const { latest_invoice: invoice } = await world.stripe.subscriptions.retrieve(world.id);

    await world.stripe.invoices.pay(String(invoice), { payment_method: world.method });
    await world.emulator.clock.advance(1_000);

    expect(await statusOf(world, world.id)).toBe('active');
  });

  it('fails for want of a mandate after a debit that was not authorized', async () => {
    const world = await active();
    const bad = await agreedAccount(world, 'pm_usBankAccount_debitNotAuthorized');
    await world.stripe.subscriptions.update(world.id, { default_payment_method: bad });
    await world.emulator.clock.advance(MONTH_MS + COLLECTED_MS);
    const { latest_invoice: invoice } = await world.stripe.subscriptions.retrieve(world.id);
    await world.stripe.invoices.pay(String(invoice), { payment_method: world.method });

    await world.emulator.clock.advance(MONTH_MS);

    const latest = await world.stripe.subscriptions.retrieve(world.id);
    const intent = await world.stripe.paymentIntents.retrieve(
      await intentOf(world, String(latest.latest_invoice)),
    );
    expect(intent.last_payment_error?.code).toBe('payment_intent_mandate_invalid');
    expect(latest.status).toBe('past_due');
  });

  it('is told of a week before, as an invoice without an id', async () => {
    const world = await active();

    await world.emulator.clock.advance(24 * DAY_MS);

    const [upcoming] = toldOf(world, 'invoice.upcoming');
    const object = upcoming?.data.object as unknown as Record<string, unknown>;
    expect(object).not.toHaveProperty('id');
    expect(object).toMatchObject({
      object: 'invoice',
      amount_due: 1000,
      billing_reason: 'upcoming',
      status: 'draft',
      customer: world.customer,
    });
  });

  it('waits for its customer where the invoice is sent, and is overdue if he does not pay', async () => {
    const world = await shop();
    const { id } = await world.stripe.subscriptions.create({
      customer: world.customer,
      items: [{ price: world.price }],
      collection_method: 'send_invoice',
      days_until_due: 7,
    });
    await world.emulator.clock.advance(2 * HOUR_MS);
    const { latest_invoice: sent } = await world.stripe.subscriptions.retrieve(id, {
      expand: ['latest_invoice'],
    });
    await world.emulator.clock.advance(7 * DAY_MS);
    const overdue = await statusOf(world, id);

    await world.stripe.invoices.pay(String((sent as { id: string }).id), { paid_out_of_band: true });

    expect(sent).toMatchObject({ status: 'open' });
    expect(overdue).toBe('past_due');
    expect(await statusOf(world, id)).toBe('active');
  });
});
