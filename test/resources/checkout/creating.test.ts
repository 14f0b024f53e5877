import { describe, expect, it } from 'vitest';
import { LINE, SUCCESS_URL, toPay, toSetUp } from '../../support/checkouts.ts';
import { refusal, setup } from '../../support/setup.ts';

describe('a Checkout Session that is paid', () => {
  it('has the sum of its lines, and no payment before its customer submits it', async () => {
    const world = setup();

    const session = await toPay(world, { line_items: [{ ...LINE, quantity: 3 }, LINE] });

    expect(session).toMatchObject({
      amount_subtotal: 8000,
      amount_total: 8000,
      currency: 'usd',
      customer_creation: 'if_required',
      customer_details: null,
      payment_intent: null,
      payment_status: 'unpaid',
      setup_intent: null,
      status: 'open',
    });
    expect(session.id).toMatch(/^cs_test_a1\w{56}$/);
    expect(session.expires_at - session.created).toBe(86_400);
  });

  it('keeps the placeholder of its success_url as it was sent', async () => {
    const world = setup();

    const { success_url: plain } = await toPay(world);
    const { success_url: encoded } = await toPay(world, {
      success_url: 'https://shop.test/?id=%7BCHECKOUT_SESSION_ID%7D',
    });

    expect([plain, encoded]).toEqual([SUCCESS_URL, 'https://shop.test/?id=%7BCHECKOUT_SESSION_ID%7D']);
  });

  it('has its line items only where they are asked for', async () => {
    const world = setup();
    const { id } = await toPay(world);

    const plain = await world.stripe.checkout.sessions.retrieve(id);
    const { line_items: lines } = await world.stripe.checkout.sessions.retrieve(id, {
      expand: ['line_items.data.price.product'],
    });

    expect(plain).not.toHaveProperty('line_items');
    expect(lines).toMatchObject({
      object: 'list',
      has_more: false,
      url: `/v1/checkout/sessions/${id}/line_items`,
      data: [{ object: 'item', description: 'T-shirt', price: { product: { name: 'T-shirt' } } }],
    });
  });

  it('lists its line items in the order in which they were sent, page by page', async () => {
    const world = setup();
    const named = (name: string) => ({
      ...LINE,
      price_data: { ...LINE.price_data, product_data: { name } },
    });
    const { id } = await toPay(world, { line_items: [named('one'), named('two'), named('three')] });

    const first = await world.stripe.checkout.sessions.listLineItems(id, { limit: 2 });
    const rest = await world.stripe.checkout.sessions.listLineItems(id, {
      starting_after: first.data[1]?.id ?? '',
    });

    expect(first.data.map(({ description }) => description)).toEqual(['one', 'two']);
    expect(first.has_more).toBe(true);
    expect(rest.data.map(({ description }) => description)).toEqual(['three']);
  });

  it('sells what there is a price for', async () => {
    const world = setup();
    const { id: product } = await world.stripe.products.create({ name: 'Mug' });
    const { id: price } = await world.stripe.prices.create({ product, currency: 'usd', unit_amount: 700 });

    const session = await toPay(world, {
      line_items: [{ price, quantity: 2, adjustable_quantity: { enabled: true } }],
      expand: ['line_items'],
    });

    expect(session.amount_total).toBe(1400);
    expect(session.line_items?.data).toEqual([
      expect.objectContaining({
        adjustable_quantity: { enabled: true, maximum: 99, minimum: 0 },
        amount_subtotal: 1400,
        amount_total: 1400,
        description: 'Mug',
        price: expect.objectContaining({ id: price }),
        quantity: 2,
      }),
    ]);
  });

  it('shows the address of mail of its customer, and nothing else of him', async () => {
    const world = setup();
    const { id } = await world.stripe.customers.create({ name: 'Jenny', email: 'jenny@example.com' });

    const session = await toPay(world, { customer: id });

    expect(session.customer_creation).toBeNull();
    expect(session.customer_details).toEqual({
      address: null,
      business_name: null,
      email: 'jenny@example.com',
      individual_name: null,
      name: null,
      phone: null,
      tax_exempt: 'none',
      tax_ids: null,
    });
  });

  it('offers what the account does where no types are named', async () => {
    const world = setup();

    const session = await world.stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [LINE],
      success_url: SUCCESS_URL,
    });

    expect(session.payment_method_types).toContain('us_bank_account');
    expect(session.payment_method_options).toEqual({
      card: { request_three_d_secure: 'automatic' },
      us_bank_account: {
        financial_connections: { permissions: ['payment_method'], prefetch: [] },
        verification_method: 'automatic',
      },
    });
    expect(session.payment_method_configuration_details).toEqual({
      id: expect.stringMatching(/^pmc_/),
      parent: null,
    });
  });

  it('shows which permissions and prefetches its bank account is asked for with', async () => {
    const world = setup();

    const session = await toPay(world, {
      payment_method_options: {
        us_bank_account: {
          financial_connections: {
            permissions: ['payment_method', 'balances'],
            prefetch: ['balances'],
          },
          setup_future_usage: 'off_session',
          verification_method: 'instant',
        },
      },
    });

    expect(session.payment_method_options?.us_bank_account).toEqual({
      financial_connections: { permissions: ['payment_method', 'balances'], prefetch: ['balances'] },
      setup_future_usage: 'off_session',
      verification_method: 'instant',
    });
  });

  it('offers no bank account where the payment is captured later', async () => {
    const world = setup();

    const { payment_method_types: types } = await world.stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [LINE],
      payment_intent_data: { capture_method: 'manual' },
      success_url: SUCCESS_URL,
    });

    expect(types).toContain('card');
    expect(types).not.toContain('us_bank_account');
  });

  it('leaves out what was excluded', async () => {
    const world = setup();

    const session = await world.stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [LINE],
      excluded_payment_method_types: ['card'],
      success_url: SUCCESS_URL,
    });

    expect(session.excluded_payment_method_types).toEqual(['card']);
    expect(session.payment_method_types).not.toContain('card');
  });

  it('costs nothing, or at least 50 cents', async () => {
    const world = setup();
    const costing = (unit_amount: number) =>
      toPay(world, { line_items: [{ ...LINE, price_data: { ...LINE.price_data, unit_amount } }] });

    expect((await costing(0)).amount_total).toBe(0);
    expect((await costing(50)).amount_total).toBe(50);
    expect(await refusal(costing(49))).toMatchObject({ code: 'amount_too_small' });
  });

  it('keeps what holds by default of saved payment methods beside what is said of them', async () => {
    const session = await toPay(setup(), {
      saved_payment_method_options: { payment_method_save: 'enabled' },
    });

    expect(session.saved_payment_method_options).toEqual({
      allow_redisplay_filters: ['always'],
      payment_method_remove: 'disabled',
      payment_method_save: 'enabled',
    });
  });

  it('tells of what its total consists of where that is expanded', async () => {
    const world = setup();
    const { total_details: bare } = await toPay(world);

    const { data } = await world.stripe.checkout.sessions.list({ expand: ['data.total_details.breakdown'] });

    expect(bare).not.toHaveProperty('breakdown');
    expect(data[0]?.total_details).toEqual({ ...bare, breakdown: { discounts: [], taxes: [] } });
  });

  it('leaves no product and no price behind if it is refused', async () => {
    const world = setup();

    await refusal(toPay(world, { customer: 'cus_none' }));

    expect((await world.stripe.products.list()).data).toEqual([]);
    expect(world.emulator.events()).toEqual([]);
  });
});

describe('a Checkout Session that sets up', () => {
  it('has its SetupIntent from the beginning, and nothing to pay', async () => {
    const world = setup();
    const { id: customer } = await world.stripe.customers.create();

    const session = await toSetUp(world, {
      customer,
      setup_intent_data: { metadata: { order: '6735' }, description: 'For later' },
      expand: ['setup_intent'],
    });

    expect(session).toMatchObject({
      amount_subtotal: null,
      amount_total: null,
      discounts: null,
      invoice_creation: null,
      payment_method_collection: 'always',
      payment_status: 'no_payment_required',
      saved_payment_method_options: null,
      total_details: null,
      setup_intent: {
        customer,
        description: 'For later',
        metadata: { order: '6735' },
        payment_method_types: ['us_bank_account'],
        status: 'requires_payment_method',
      },
    });
    expect(session.id).toMatch(/^cs_test_c1\w{56}$/);
    expect(world.emulator.events().map(({ type }) => type)).toEqual([
      'customer.created',
      'setup_intent.created',
    ]);
  });

  it('needs a currency where no types are named', async () => {
    const world = setup();
    const create = (currency?: string) =>
      world.stripe.checkout.sessions.create({
        mode: 'setup',
        success_url: SUCCESS_URL,
        ...(currency === undefined ? {} : { currency }),
      });

    expect(await refusal(create())).toMatchObject({
      code: 'parameter_missing',
      message: 'Missing required param: currency.',
    });
    expect((await create('usd')).currency).toBe('usd');
  });
});

describe('where a Checkout Session is shown', () => {
  it('has a page of its own, which says how it is completed', async () => {
    const world = setup();
    const { id, url, client_secret: secret } = await toPay(world);

    expect(secret).toBeNull();
    expect(url).toMatch(new RegExp(`^https://checkout\\.stripe\\.com/c/pay/${id}#`));
    const page = await world.emulator.fetch(url ?? '');
    expect(page.status).toBe(200);
    expect(await page.text()).toBe(
      `The Checkout Session ${id} waits for its customer. This page is not emulated: POST /_emulator/checkout/sessions/${id}/complete plays the customer.\n`,
    );
  });

  it('is no page any more once it is complete', async () => {
    const world = setup();
    const { id, url } = await toPay(world);

    await world.emulator.completeCheckoutSession(id);

    expect((await world.stripe.checkout.sessions.retrieve(id)).url).toBeNull();
    const page = await world.emulator.fetch(url ?? '');
    expect(await page.text()).toBe(`The Checkout Session ${id} has a status of "complete".\n`);
  });

  it.each([
    ['embedded_page', { return_url: 'https://shop.test/return?id={CHECKOUT_SESSION_ID}' }],
    ['embedded_page', { redirect_on_completion: 'never' }],
    ['elements', {}],
  ] as const)('is a page of the caller’s, with a secret: %s', async (ui_mode, fields) => {
    const { stripe } = setup();

    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [LINE],
      ui_mode,
      ...fields,
    });

    expect(session).toMatchObject({ ui_mode, url: null, success_url: null, ...fields });
    expect(session.client_secret).toMatch(new RegExp(`^${session.id}_secret_`));
  });
});
