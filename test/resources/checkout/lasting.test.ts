import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { LINE, SUCCESS_URL, toPay, toSetUp } from '../../support/checkouts.ts';
import { eventTypes } from '../../support/payments.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

const expiries = ({ emulator }: Setup) =>
  emulator.clock.pending().filter(({ kind }) => kind === 'checkout.expire');

describe('a Checkout Session that expires', () => {
  it('does so by itself after a day, in the background', async () => {
    const world = setup();
    const { id } = await toPay(world);

    expect(expiries(world)).toEqual([expect.objectContaining({ subject: id, background: true })]);
    await world.emulator.clock.advance('1d');

    expect(await world.stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'expired', url: null });
    expect(eventTypes(world).slice(-1)).toEqual(['checkout.session.expired']);
  });

  it('does so when it was told to', async () => {
    const world = setup();
    const { created } = await toPay(world);
    const { id } = await toPay(world, { expires_at: created + 1_800 });

    await world.emulator.clock.advance('30m');

    expect((await world.stripe.checkout.sessions.retrieve(id)).status).toBe('expired');
  });

  it('does so at once when it is asked to, and takes its SetupIntent with it', async () => {
    const world = setup();
    const { id, setup_intent: setUp } = await toSetUp(world);

    const session = await world.stripe.checkout.sessions.expire(id);

    expect(session.status).toBe('expired');
    expect(await world.stripe.setupIntents.retrieve(String(setUp))).toMatchObject({
      cancellation_reason: 'abandoned',
      status: 'canceled',
    });
    expect(eventTypes(world)).toEqual([
      'setup_intent.created',
      'checkout.session.expired',
      'setup_intent.canceled',
    ]);
    expect(expiries(world)).toEqual([]);
  });

  it('does not do so twice, and not once it is complete', async () => {
    const world = setup();
    const { id: expired } = await toPay(world);
    await world.stripe.checkout.sessions.expire(expired);
    const { id: complete } = await toPay(world);
    await world.emulator.completeCheckoutSession(complete);

    const message = (status: string) =>
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${status}\`.`;
    const { sessions } = world.stripe.checkout;
    expect((await refusal(sessions.expire(expired))).message).toBe(message('expired'));
    expect((await refusal(sessions.expire(complete))).message).toBe(message('complete'));
  });

  it('does not do so once it is complete, however long it takes', async () => {
    const world = setup();
    const { id } = await toPay(world);
    await world.emulator.completeCheckoutSession(id);

    await world.emulator.clock.advance('2d');

    expect((await world.stripe.checkout.sessions.retrieve(id)).status).toBe('complete');
  });
});

describe('a Checkout Session that is updated', () => {
  it('has other metadata, also when it is complete', async () => {
    const world = setup();
    const { id } = await toPay(world, { metadata: { one: '1', two: '2' } });
    await world.emulator.completeCheckoutSession(id);

    const { metadata } = await world.stripe.checkout.sessions.update(id, {
      metadata: { one: '', three: '3' },
    });

    expect(metadata).toEqual({ two: '2', three: '3' });
  });

  it('has other line items: those that are named keep what is not said of them', async () => {
    const world = setup();
    const { id } = await toPay(world);
    const { data: before } = await world.stripe.checkout.sessions.listLineItems(id);
    const kept = before[0]?.id ?? '';

    const { amount_total: total } = await world.stripe.checkout.sessions.update(id, {
      line_items: [
        { id: kept, quantity: 2 },
        { ...LINE, price_data: { ...LINE.price_data, unit_amount: 500 } },
      ],
    });

    expect(total).toBe(4500);
    const { data: after } = await world.stripe.checkout.sessions.listLineItems(id);
    expect(after.map(({ quantity, amount_total }) => [quantity, amount_total])).toEqual([
      [2, 4000],
      [1, 500],
    ]);
    expect(after[0]?.id).toBe(kept);
  });

  it('gives its payment what payment_intent_data says then', async () => {
    const world = setup();
    const { id } = await toPay(world, { payment_intent_data: { description: 'old', metadata: { a: '1' } } });

    await world.stripe.checkout.sessions.update(id, {
      payment_intent_data: { description: 'new', metadata: { b: '2' } },
    });
    const { payment_intent: payment } = await world.emulator.completeCheckoutSession(id);

    expect(await world.stripe.paymentIntents.retrieve(payment)).toMatchObject({
      description: 'new',
      metadata: { a: '1', b: '2' },
    });
  });

  it('gives it to a payment, too, that was refused at once before', async () => {
    const world = setup();
    const { id } = await toPay(world, { payment_intent_data: { metadata: { a: '1' } } });
    await world.emulator.completeCheckoutSession(id, { institution: 'Payment Blocked' }).catch(() => {});

    await world.stripe.checkout.sessions.update(id, {
      payment_intent_data: { description: 'new', metadata: { b: '2' } },
    });
    const { payment_intent: payment } = await world.emulator.completeCheckoutSession(id);

    expect(await world.stripe.paymentIntents.retrieve(payment)).toMatchObject({
      description: 'new',
      metadata: { a: '1', b: '2' },
      status: 'processing',
    });
  });

  it('costs nothing at first still where it begins with a trial', async () => {
    const world = setup();
    const monthly = {
      ...LINE,
      price_data: { ...LINE.price_data, recurring: { interval: 'month' } },
    } as const;
    const { id } = await toPay(world, {
      mode: 'subscription',
      line_items: [monthly],
      subscription_data: { trial_period_days: 14 },
    });

    const updated = await world.stripe.checkout.sessions.update(id, {
      line_items: [{ ...monthly, quantity: 2 }, LINE],
    });

    expect(updated).toMatchObject({ amount_subtotal: 2000, amount_total: 2000 });
  });

  it('stays in its currency, and has each of its lines once', async () => {
    const world = setup();
    const { id } = await toPay(world);
    const { data: lines } = await world.stripe.checkout.sessions.listLineItems(id);
    const [kept = ''] = lines.map((line) => line.id);
    const inEuros = { ...LINE, price_data: { ...LINE.price_data, currency: 'eur' } };
    const changed = (line_items: Stripe.Checkout.SessionUpdateParams['line_items']) =>
      refusal(world.stripe.checkout.sessions.update(id, { line_items: line_items ?? [] }));

    expect(await changed([inEuros])).toMatchObject({
      message: "The price specified only supports `eur`. This doesn't match the expected currency: `usd`.",
      param: 'line_items[0][price]',
    });
    expect(await changed([{ id: kept }, { id: kept }])).toMatchObject({
      code: 'resource_missing',
      param: 'line_items[1][id]',
    });
    expect((await world.stripe.checkout.sessions.retrieve(id)).amount_total).toBe(2000);
  });

  it('is sent where it says', async () => {
    const world = setup();
    const { id } = await toPay(world);
    const address = { country: 'US', line1: '510 Townsend' };

    const { collected_information: collected } = await world.stripe.checkout.sessions.update(id, {
      collected_information: { shipping_details: { name: 'Jenny', address } },
    });

    expect(collected?.shipping_details).toMatchObject({ name: 'Jenny', address: { ...address, city: null } });
  });
});

describe('a list of Checkout Sessions', () => {
  it('has those that are asked for', async () => {
    const world = setup();
    const { stripe, emulator } = world;
    const { id: customer } = await stripe.customers.create({ email: 'jenny@example.com' });
    const { id: open } = await toPay(world);
    const { id: complete } = await toPay(world, { customer });
    const { payment_intent } = await emulator.completeCheckoutSession(complete);
    const { id: expired } = await toSetUp(world, { customer });
    await stripe.checkout.sessions.expire(expired);

    const listed = async (params: Parameters<typeof stripe.checkout.sessions.list>[0]) =>
      (await stripe.checkout.sessions.list(params)).data.map(({ id }) => id);

    expect(await listed({})).toEqual([expired, complete, open]);
    expect(await listed({ status: 'open' })).toEqual([open]);
    expect(await listed({ customer })).toEqual([expired, complete]);
    expect(await listed({ customer, status: 'complete' })).toEqual([complete]);
    expect(await listed({ customer_details: { email: 'jenny@example.com' } })).toEqual([expired, complete]);
    expect(await listed({ payment_intent })).toEqual([complete]);
    expect(await listed({ subscription: 'sub_1' })).toEqual([]);
    expect(await listed({ payment_link: 'plink_1' })).toEqual([]);
    expect(await listed({ created: { lt: 1 } })).toEqual([]);
  });
});

describe('an id of a Checkout Session', () => {
  it('that there is not is refused', async () => {
    const { stripe } = setup();

    expect(await refusal(stripe.checkout.sessions.retrieve('cs_test_none'))).toMatchObject({
      code: 'resource_missing',
      message: "No such checkout.session: 'cs_test_none'",
      param: 'session',
      statusCode: 404,
    });
  });

  it('that is still the placeholder is refused in other words', async () => {
    const { stripe } = setup();

    expect(await refusal(stripe.checkout.sessions.retrieve('{CHECKOUT_SESSION_ID}'))).toMatchObject({
      message: 'Invalid checkout.session id: {CHECKOUT_SESSION_ID}',
      statusCode: 404,
    });
  });
});

describe('a snapshot of Checkout Sessions', () => {
  it('goes on with those that are open', async () => {
    const world = setup();
    const { id } = await toPay(world, { payment_intent_data: { metadata: { a: 'b' } } });
    const saved = await world.emulator.snapshot();

    const other = setup();
    await other.emulator.restore(saved);
    const { payment_intent: payment } = await other.emulator.completeCheckoutSession(id);

    expect(await other.stripe.paymentIntents.retrieve(payment)).toMatchObject({
      amount: 2000,
      metadata: { a: 'b' },
    });
  });

  it('that are put in place can be completed', async () => {
    const { emulator, stripe } = setup();
    await emulator.putObjects({
      products: [{ id: 'prod_1', name: 'Mug' }],
      prices: [{ id: 'price_1', product: 'prod_1', unit_amount: 700 }],
      'checkout.sessions': [
        {
          id: 'cs_test_1',
          line_items: [{ price: 'price_1', quantity: 2 }],
          metadata: { a: 'b' },
          success_url: SUCCESS_URL,
        },
        { id: 'cs_test_2', mode: 'setup' },
      ],
    });

    expect(await stripe.checkout.sessions.retrieve('cs_test_1')).toMatchObject({
      amount_total: 1400,
      metadata: { a: 'b' },
      status: 'open',
      url: expect.stringContaining('/c/pay/cs_test_1'),
    });
    const paid = await emulator.completeCheckoutSession('cs_test_1');
    expect(await stripe.paymentIntents.retrieve(paid.payment_intent)).toMatchObject({ amount: 1400 });
    const setUp = await emulator.completeCheckoutSession('cs_test_2');
    expect(await stripe.setupIntents.retrieve(setUp.setup_intent)).toMatchObject({ status: 'succeeded' });
  });
});
