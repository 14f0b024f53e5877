import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { LINE, SUCCESS_URL } from '../../support/checkouts.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

/* What intents offer whose creation names no types. */

const BARE = { amount: 2000, currency: 'usd' } as const;
const off = { display_preference: { preference: 'off' } } as const;
const on = { display_preference: { preference: 'on' } } as const;

const created = ({ stripe }: Setup, params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({ ...BARE, ...params });
const typesOf = async (world: Setup, params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  (await created(world, params)).payment_method_types;

/** A world whose default configuration says that. */
async function configured(params: Stripe.PaymentMethodConfigurationUpdateParams): Promise<Setup> {
  const world = setup();
  const { data } = await world.stripe.paymentMethodConfigurations.list();
  await world.stripe.paymentMethodConfigurations.update(data[0]?.id ?? '', params);
  return world;
}

describe('without any types named, an intent offers what its configuration has on', () => {
  it('in the order of Stripe: cards first, then by the alphabet', async () => {
    const world = await configured({ acss_debit: on, klarna: on, wechat_pay: on });

    expect(await typesOf(world)).toEqual([
      'card',
      'acss_debit',
      'klarna',
      'link',
      'us_bank_account',
      'wechat_pay',
    ]);
  });

  it('and no wallets, which are configured and are no types', async () => {
    expect(await typesOf(await configured({ apple_pay: on }))).toEqual(['card', 'link', 'us_bank_account']);
  });

  it('but what does not take its currency', async () => {
    expect(await typesOf(await configured({ ideal: on }), { currency: 'eur' })).toEqual([
      'card',
      'ideal',
      'link',
    ]);
    expect(await typesOf(await configured({ ideal: on }))).toEqual(['card', 'link', 'us_bank_account']);
  });

  it('but what cannot be captured later (recorded)', async () => {
    const world = await configured({ acss_debit: on, afterpay_clearpay: on, alipay: on, klarna: on });

    expect(await typesOf(world, { capture_method: 'manual' })).toEqual([
      'card',
      'afterpay_clearpay',
      'klarna',
      'link',
    ]);
  });

  it('but what is excluded', async () => {
    const intent = await created(setup(), { excluded_payment_method_types: ['card'] });

    expect(intent).toMatchObject({
      excluded_payment_method_types: ['card'],
      payment_method_types: ['link', 'us_bank_account'],
    });
  });

  it('of the configuration that is named', async () => {
    const world = setup();
    const { id } = await world.stripe.paymentMethodConfigurations.create({ card: off });

    const intent = await created(world, { payment_method_configuration: id });
    const toSetUp = await world.stripe.setupIntents.create({ payment_method_configuration: id });

    for (const { payment_method_configuration_details: details, payment_method_types: types } of [
      intent,
      toSetUp,
    ])
      expect([details, types]).toEqual([{ id, parent: null }, ['link', 'us_bank_account']]);
  });

  it('and an update can name another', async () => {
    const world = setup();
    const { id: intent } = await created(world);
    const { id } = await world.stripe.paymentMethodConfigurations.create({ link: off });

    const updated = await world.stripe.paymentIntents.update(intent, { payment_method_configuration: id });

    expect(updated.payment_method_configuration_details).toEqual({ id, parent: null });
    expect(updated.payment_method_types).toEqual(['card', 'us_bank_account']);
  });

  it('as it was then: what is switched off later is not taken from it', async () => {
    const world = setup();
    const { id } = await created(world);
    const { data } = await world.stripe.paymentMethodConfigurations.list();
    await world.stripe.paymentMethodConfigurations.update(data[0]?.id ?? '', { us_bank_account: off });

    const updated = await world.stripe.paymentIntents.update(id, { amount: 3000 });
    const otherwise = await world.stripe.paymentIntents.update(id, { capture_method: 'automatic' });

    expect(updated.payment_method_types).toEqual(['card', 'link', 'us_bank_account']);
    expect(otherwise.payment_method_types).toEqual(['card', 'link']);
    expect((await world.stripe.paymentIntents.create(BARE)).payment_method_types).toEqual(['card', 'link']);
  });

  it('and is refused where nothing is on', async () => {
    const world = await configured({ card: off, link: off, us_bank_account: off });

    expect(await refusal(created(world))).toMatchObject({
      message:
        'No valid payment method types for this Payment Intent. Please ensure that you have activated payment methods compatible with your chosen currency in your dashboard (https://dashboard.stripe.com/settings/payment_methods) or specify payment_method_types',
      statusCode: 400,
    });
  });

  it('and no bank account is collected where that is off', async () => {
    const world = await configured({ us_bank_account: off });
    const { id } = await created(world);

    await expect(world.emulator.collectBankAccount(id)).rejects.toThrow(
      /The PaymentMethod provided \(us_bank_account\) is not allowed for this PaymentIntent/,
    );
  });
});

describe('a connected account is paid by what its own configuration has on', () => {
  const ACCOUNT = 'acct_1ChildOfConfigur';
  const inAccount = { stripeAccount: ACCOUNT };

  /** A world with a configuration of the platform, and the child that a connected account has of it. */
  async function withChild(parent?: string) {
    const world = setup();
    const { paymentMethodConfigurations: configurations } = world.stripe;
    const { id } = parent === undefined ? await configurations.create({ name: 'Shops' }) : { id: parent };
    const child = await configurations.create({ parent: id, link: off }, inAccount);
    return { world, parent: id, details: { id: child.id, parent: id } };
  }

  it('where it is paid on its behalf, by the id of the parent', async () => {
    const { world, parent, details } = await withChild();
    const asked = { on_behalf_of: ACCOUNT, payment_method_configuration: parent };

    const intent = await created(world, asked);
    const toSetUp = await world.stripe.setupIntents.create(asked);
    const session = await world.stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [LINE],
      success_url: SUCCESS_URL,
      payment_intent_data: { on_behalf_of: ACCOUNT },
      payment_method_configuration: parent,
    });

    for (const { payment_method_configuration_details: shown, payment_method_types: types } of [
      intent,
      toSetUp,
      session,
    ])
      expect([shown, types]).toEqual([details, ['card', 'us_bank_account']]);
  });

  it('where it is paid directly, by the same id', async () => {
    const { world, parent, details } = await withChild();

    const intent = await world.stripe.paymentIntents.create(
      { ...BARE, payment_method_configuration: parent },
      inAccount,
    );

    expect(intent.payment_method_configuration_details).toEqual(details);
    expect(intent.payment_method_types).toEqual(['card', 'us_bank_account']);
  });

  it('which is the child of the default one where none is named, and its changed default without a child', async () => {
    const world = setup();
    const { paymentMethodConfigurations: configurations } = world.stripe;
    const asked = { on_behalf_of: ACCOUNT };
    const untouched = await typesOf(world, asked);
    const { data: own } = await configurations.list({}, inAccount);
    await configurations.update(own[0]?.id ?? '', { card: off }, inAccount);
    const changed = await typesOf(world, asked);
    const { data } = await configurations.list();
    await configurations.create({ parent: data[0]?.id ?? '', link: off }, inAccount);

    expect([untouched, changed, await typesOf(world, asked)]).toEqual([
      ['card', 'link', 'us_bank_account'],
      ['link', 'us_bank_account'],
      ['card', 'us_bank_account'],
    ]);
    expect(await typesOf(world)).toEqual(['card', 'link', 'us_bank_account']);
  });

  it('and not where nobody pays on its behalf', async () => {
    const { world, parent } = await withChild();

    const intent = await created(world, { payment_method_configuration: parent });

    expect(intent.payment_method_configuration_details).toEqual({ id: parent, parent: null });
    expect(intent.payment_method_types).toEqual(['card', 'link', 'us_bank_account']);
  });

  it('still after a change of what it is for', async () => {
    const { world, parent, details } = await withChild();
    const { id } = await created(world, { on_behalf_of: ACCOUNT, payment_method_configuration: parent });

    const manual = await world.stripe.paymentIntents.update(id, { capture_method: 'manual' });

    expect(manual.payment_method_configuration_details).toEqual(details);
    expect(manual.payment_method_types).toEqual(['card']);
  });
});

describe('allowed types', () => {
  it('are what is offered, without what only terminals take', async () => {
    const world = setup();

    const intent = await created(world, { allowed_payment_method_types: ['us_bank_account'] });
    const both = await created(world, { allowed_payment_method_types: ['card_present', 'us_bank_account'] });

    for (const { automatic_payment_methods: automatic, payment_method_types: types } of [intent, both])
      expect([automatic, types]).toEqual([null, ['us_bank_account']]);
  });

  it('are without what is switched off; what was not configured is held to be on', async () => {
    const world = await configured({ link: off });

    expect(
      await typesOf(world, { allowed_payment_method_types: ['us_bank_account', 'link', 'cashapp', 'card'] }),
    ).toEqual(['card', 'cashapp', 'us_bank_account']);
  });
});

describe('named types, before endive', () => {
  const named = (world: Setup, form: string, version: string) =>
    world.call('POST', '/v1/payment_intents', {
      form: `amount=2000&currency=usd&payment_method_types[]=us_bank_account&${form}`,
      headers: { 'stripe-version': version },
    });

  it('are those, whatever is switched on', async () => {
    const world = await configured({ us_bank_account: off });

    const { body } = await named(world, '', '2026-08-26.dahlia');

    expect(body).toMatchObject({
      automatic_payment_methods: null,
      payment_method_configuration_details: null,
      payment_method_types: ['us_bank_account'],
    });
  });

  it('are refused since endive', async () => {
    const { status, body } = await named(setup(), '', '2026-09-30.endive');

    expect([status, body.error.code]).toEqual([400, 'payment_method_types_no_longer_supported']);
  });

  it('are refused where none can be captured later', async () => {
    const world = setup();
    const refused = await named(world, 'capture_method=manual', '2026-08-26.dahlia');
    const taken = await named(
      world,
      'capture_method=manual&payment_method_types[]=card',
      '2026-08-26.dahlia',
    );

    expect([refused.status, refused.body.error.message]).toEqual([
      400,
      expect.stringContaining('`capture_method=manual` is not supported by payment method type'),
    ]);
    expect(taken.status).toBe(200);
  });
});

describe('a configuration that there is not', () => {
  it.each(['/v1/payment_intents', '/v1/setup_intents'])('is refused: %s', async (path) => {
    const amount = path.includes('setup') ? '' : '&amount=2000&currency=usd';
    const { status, headers, body } = await setup().call('POST', path, {
      form: `payment_method_configuration=pmc_none${amount}`,
    });

    expect([status, body.error]).toMatchObject([
      400,
      {
        code: 'resource_missing',
        message: "No such payment_method_configuration: 'pmc_none'",
        param: 'payment_method_configuration',
      },
    ]);
    expect(headers.get('emulator-note')).toContain('--assume unknownConfiguration=accepted');
  });

  it('is taken where that is assumed, and offers what the default one does', async () => {
    const world = setup({ assume: { unknownConfiguration: 'accepted' } });

    const intent = await created(world, { payment_method_configuration: 'pmc_live' });

    expect(intent).toMatchObject({
      payment_method_configuration_details: { id: 'pmc_live', parent: null },
      payment_method_types: ['card', 'link', 'us_bank_account'],
    });
  });
});

describe('what leaves nothing to pay with is refused, as no valid payment method types,', () => {
  const none = (noun: string) =>
    `No valid payment method types for this ${noun}. Please ensure that you have activated payment methods compatible with your chosen currency in your dashboard (https://dashboard.stripe.com/settings/payment_methods) or specify payment_method_types`;
  const ALL_OFF = { card: off, link: off, us_bank_account: off };
  const line = {
    price_data: { currency: 'usd', product_data: { name: 'Chair' }, unit_amount: 2000 },
    quantity: 1,
  };
  const CHECKOUT: Stripe.Checkout.SessionCreateParams = {
    line_items: [line],
    mode: 'payment',
    success_url: 'https://example.com',
  };
  const ALLOWED = { allowed_payment_method_types: ['us_bank_account' as const] };
  const allKinds = ({ stripe }: Setup, params: typeof ALLOWED | Record<string, never>) => [
    ['Payment Intent', refusal(stripe.paymentIntents.create({ ...BARE, ...params }))] as const,
    ['Setup Intent', refusal(stripe.setupIntents.create(params))] as const,
    ['Checkout Session', refusal(stripe.checkout.sessions.create({ ...CHECKOUT, ...params }))] as const,
    [
      'Checkout Session',
      refusal(
        stripe.checkout.sessions.create({
          mode: 'setup',
          currency: 'usd',
          success_url: 'https://example.com',
          ...params,
        }),
      ),
    ] as const,
  ];

  it.each([
    ['where nothing is switched on', ALL_OFF, {}],
    ['where what is allowed is switched off', { us_bank_account: off }, ALLOWED],
  ] as const)('%s: by intents, setups and Checkout', async (_, configuration, params) => {
    for (const [noun, refused] of allKinds(await configured(configuration), params))
      expect(await refused).toMatchObject({ message: none(noun), statusCode: 400 });
  });

  it.each([
    { allowed_payment_method_types: ['card_present'] },
    { allowed_payment_method_types: ['us_bank_account'], currency: 'eur' },
    { allowed_payment_method_types: ['us_bank_account'], capture_method: 'manual' },
  ] satisfies Partial<Stripe.PaymentIntentCreateParams>[])('of a payment: %j', async (params) => {
    expect((await refusal(created(setup(), params))).message).toBe(none('Payment Intent'));
  });

  it('by an update, too, which changes nothing then', async () => {
    const { stripe } = setup();
    const intent = await stripe.paymentIntents.create({ ...BARE, ...ALLOWED });
    const toSetUp = await stripe.setupIntents.create(ALLOWED);

    const refused = await refusal(stripe.paymentIntents.update(intent.id, { currency: 'eur' }));
    const excluded = await refusal(
      stripe.setupIntents.update(toSetUp.id, { excluded_payment_method_types: ['us_bank_account'] }),
    );

    expect([refused.message, excluded.message]).toEqual([none('Payment Intent'), none('Setup Intent')]);
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      currency: 'usd',
      payment_method_types: ['us_bank_account'],
    });
  });

  it.each(['/v1/payment_intents', '/v1/setup_intents'])(
    'where the only type of before dynamic ones is excluded: %s',
    async (path) => {
      const { status, body } = await setup().call('POST', path, {
        form: `${path.includes('setup') ? '' : 'amount=2000&currency=usd&'}excluded_payment_method_types[]=card`,
        headers: { 'stripe-version': '2022-11-15' },
      });

      expect([status, body.error.message]).toEqual([
        400,
        none(path.includes('setup') ? 'Setup Intent' : 'Payment Intent'),
      ]);
    },
  );
});
