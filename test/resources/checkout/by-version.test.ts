import { describe, expect, it } from 'vitest';
import { LINE, SUCCESS_URL, toPay } from '../../support/checkouts.ts';
import { refusal, setup } from '../../support/setup.ts';

const inVersion = (version: string) => {
  const world = setup();
  const { emulator, clientFor } = world;
  // A cast: the types of the client know the newest version alone.
  const stripe = clientFor(emulator.apiKey, { apiVersion: version as '2026-10-28.endive' });
  // A cast for parameters that the newest version has no more.
  const create = (fields: object) =>
    stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [LINE],
      success_url: SUCCESS_URL,
      ...fields,
    } as object);
  return { ...world, stripe, create };
};

describe('payment_method_types of a Checkout Session', () => {
  it('are exactly those that are named, before endive', async () => {
    const { create } = inVersion('2026-08-26.dahlia');

    const session = await create({ payment_method_types: ['us_bank_account', 'card'] });

    expect(session).toMatchObject({
      payment_method_configuration_details: null,
      payment_method_types: ['us_bank_account', 'card'],
    });
  });

  it('show no options of a card that alone was named', async () => {
    const { create } = inVersion('2026-08-26.dahlia');

    expect((await create({ payment_method_types: ['card'] })).payment_method_options).toEqual({});
  });

  it('are refused since', async () => {
    const { create } = inVersion('2026-10-28.endive');

    expect(await refusal(create({ payment_method_types: ['us_bank_account'] }))).toMatchObject({
      code: 'payment_method_types_no_longer_supported',
      statusCode: 400,
    });
  });
});

describe('the PaymentIntent of a Checkout Session', () => {
  it('is there from the beginning before 2022-08-01, and is the one that is paid', async () => {
    const world = inVersion('2020-08-27');
    const session = await world.create({
      payment_method_types: ['us_bank_account'],
      payment_intent_data: { metadata: { a: 'b' } },
    });

    const { payment_intent: paid, customer } = await world.emulator.completeCheckoutSession(session.id);

    expect(session).toMatchObject({
      customer_creation: 'always',
      payment_intent: expect.stringMatching(/^pi_/),
    });
    expect(paid).toBe(session.payment_intent);
    expect(await world.stripe.paymentIntents.retrieve(paid)).toMatchObject({
      customer,
      metadata: { a: 'b' },
      status: 'processing',
    });
  });

  it('is canceled with a session that expires', async () => {
    const world = inVersion('2020-08-27');
    const { id, payment_intent: payment } = await world.create({
      payment_method_types: ['us_bank_account'],
    });

    await world.stripe.checkout.sessions.expire(id);

    expect((await world.stripe.paymentIntents.retrieve(String(payment))).status).toBe('canceled');
  });

  it('is made where the customer submits since', async () => {
    const { create } = inVersion('2022-08-01');

    const session = await create({ payment_method_types: ['us_bank_account'] });

    expect(session).toMatchObject({ customer_creation: 'if_required', payment_intent: null });
  });
});

describe('the ui_mode of a Checkout Session', () => {
  it.each([
    ['hosted', 'hosted_page', {}],
    ['embedded', 'embedded_page', { success_url: undefined, return_url: SUCCESS_URL }],
    ['custom', 'elements', { success_url: undefined }],
  ])('is called %s before dahlia, and %s since', async (earlier, now, fields) => {
    const world = inVersion('2026-02-25.clover');

    const { id, ui_mode: shown } = await world.create({ ui_mode: earlier, ...fields });
    const newest = world.clientFor(world.emulator.apiKey);

    expect(shown).toBe(earlier);
    expect((await newest.checkout.sessions.retrieve(id)).ui_mode).toBe(now);
  });

  it('is refused by its earlier names since', async () => {
    const { create } = inVersion('2026-03-25.dahlia');

    expect(await refusal(create({ ui_mode: 'hosted' }))).toMatchObject({
      message: 'Invalid ui_mode: must be one of hosted_page, embedded_page, form, or elements',
      param: 'ui_mode',
    });
  });
});

describe('the mode of a Checkout Session', () => {
  it('is that of its prices where it is not said', async () => {
    const { stripe } = setup();

    const session = await stripe.checkout.sessions.create({ line_items: [LINE], success_url: SUCCESS_URL });

    expect(session.mode).toBe('payment');
  });
});

it('a Checkout Session of before basil tells of its shipping by itself', async () => {
  const world = setup();
  const { id } = await toPay(world);
  const shown = async (version: string) =>
    (await world.call('GET', `/v1/checkout/sessions/${id}`, { headers: { 'stripe-version': version } })).body;

  expect(await shown('2025-02-24.acacia')).toHaveProperty('shipping_details', null);
  expect(await shown('2025-03-31.basil')).not.toHaveProperty('shipping_details');
});

describe('the subscription of a Checkout Session', () => {
  const monthly = { ...LINE, price_data: { ...LINE.price_data, recurring: { interval: 'month' } } };
  const yearly = { ...LINE, price_data: { ...LINE.price_data, recurring: { interval: 'year' } } };
  const subscribing = { mode: 'subscription', line_items: [monthly] };

  it.each([
    ['2024-06-20', {}, 'classic'],
    ['2025-08-27.basil', {}, 'classic'],
    ['2025-09-30.clover', {}, 'flexible'],
    ['2024-06-20', { subscription_data: { billing_mode: { type: 'flexible' } } }, 'flexible'],
    ['2025-09-30.clover', { subscription_data: { billing_mode: { type: 'classic' } } }, 'classic'],
  ])('is, of one created in %s with %j, %s', async (version, said, type) => {
    const world = inVersion(version);
    const { id } = await world.create({ ...subscribing, ...said });

    const { subscription } = await world.emulator.completeCheckoutSession(id);

    const newest = world.clientFor(world.emulator.apiKey);
    expect((await newest.subscriptions.retrieve(subscription)).billing_mode.type).toBe(type);
  });

  it('is refused items of several intervals where it is classic', async () => {
    const mixed = { ...subscribing, line_items: [monthly, yearly] };
    const before = inVersion('2025-08-27.basil');

    expect(await refusal(before.create(mixed))).toMatchObject({
      message:
        'Currency and interval fields must match across all plans on this subscription. Found mismatch in interval field.',
    });
    const flexible = { subscription_data: { billing_mode: { type: 'flexible' } } };
    expect((await before.create({ ...mixed, ...flexible })).status).toBe('open');
    expect((await inVersion('2025-09-30.clover').create(mixed)).status).toBe('open');
  });
});

describe('a Checkout Session is refused', () => {
  it.each([
    ['2024-06-20', 'embedded_page', 'hosted or embedded'],
    ['2024-06-20', 'custom', 'hosted or embedded'],
    ['2026-02-25.clover', 'elements', 'hosted, embedded, or custom'],
  ])('in %s with the ui_mode %s of a later version', async (version, ui_mode, names) => {
    const { create } = inVersion(version);

    expect(await refusal(create({ ui_mode }))).toMatchObject({
      message: `Invalid ui_mode: must be one of ${names}`,
      param: 'ui_mode',
    });
  });

  it('without a mode before endive', async () => {
    const { create } = inVersion('2026-08-26.dahlia');

    expect(await refusal(create({ mode: undefined }))).toMatchObject({
      code: 'parameter_missing',
      message: 'Missing required param: mode.',
      param: 'mode',
    });
  });

  it.each([
    ['2026-02-25.clover', 'hosted'],
    ['2026-10-28.endive', 'hosted_page'],
  ])('in %s with a return_url where its page is Stripe’s', async (version, ui_mode) => {
    const { create } = inVersion(version);

    expect(await refusal(create({ ui_mode, return_url: SUCCESS_URL }))).toMatchObject({
      message: `The parameter \`return_url\` is not allowed if \`ui_mode\` is \`${ui_mode}\`.`,
      param: 'return_url',
    });
  });
});
