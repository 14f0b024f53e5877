import { describe, expect, it } from 'vitest';
import { decodeForm } from '../../src/core/form.ts';
import { operations } from '../../src/resources/index.ts';
import { SHOWN_ALONE } from '../../src/resources/params/shown-alone.ts';
import { noteOfEffects, WITHOUT_EFFECT } from '../../src/resources/params/without-effect.ts';
import { probesOf } from '../support/effect-probes.ts';
import { linkedAccount, refusal, setup } from '../support/setup.ts';

const DEFAULT = 'invoice_settings[default_payment_method]';
const sentence = (id: string) =>
  `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`;

describe('a parameter without effect', () => {
  it('is told in Emulator-Note', async () => {
    const { call } = setup();
    const { status, headers } = await call('POST', '/v1/customers', {
      form: 'cash_balance[settings][reconciliation_mode]=manual&tax[ip_address]=10.0.0.1',
    });

    expect([status, headers.get('emulator-note')]).toEqual([
      200,
      'cash_balance, tax[ip_address] are taken and have no effect in this emulator: docs/fidelity.md, "Parameters without effect".',
    ]);
  });

  it('is not said to be taken by a call that is refused', async () => {
    const { call } = setup();
    const { status, headers } = await call('POST', '/v1/customers', {
      form: 'cash_balance[settings][reconciliation_mode]=manual&test_clock=clock_x',
    });

    expect([status, headers.get('emulator-note')]).toEqual([400, null]);
  });

  it('is told of by its value: a hash in the place of a token of a card does something', async () => {
    const { call, stripe } = setup();
    const { id } = await stripe.customers.create();
    const form =
      'source[object]=bank_account&source[country]=US&source[currency]=usd&source[account_number]=000123456789&source[routing_number]=110000000';

    for (const path of ['/v1/customers', `/v1/customers/${id}`]) {
      const { body, headers, status } = await call('POST', path, { form });
      expect([status, body.default_source, headers.get('emulator-note')]).toEqual([
        200,
        expect.stringMatching(/^ba_/),
        null,
      ]);
    }
    const card = await call('POST', '/v1/customers', { form: 'source=tok_visa' });
    expect(card.headers.get('emulator-note')).toContain('source is taken and has no effect');
  });

  it.each([
    ['a list that is counted', 'lines[0][tax_rates][]=txr_1&lines[1][tax_rates][]=txr_1'],
    ['a list that is not', 'lines[][tax_rates][]=txr_1'],
    ['a list of one in a hash', 'lines[0][amount]=5&lines[0][description]=x&lines[0][tax_rates][0]=txr_1'],
  ])('is named once, and without its index, in %s', (_, form) => {
    const note = noteOfEffects('POST /v1/invoices/:invoice/add_lines', decodeForm(form));

    expect(note).toEqual([
      'lines[tax_rates] is taken and has no effect in this emulator: docs/fidelity.md, "Parameters without effect".',
    ]);
  });

  it('is named in the items of a subscription, in what is added to its invoice, and in the lines of a session', async () => {
    const { call, stripe } = setup();
    const { id: customer } = await stripe.customers.create();
    const product_data = { name: 'Mug' };
    const { id: price } = await stripe.prices.create({
      product_data,
      currency: 'usd',
      unit_amount: 500,
      recurring: { interval: 'month' },
    });
    const data = 'line_items[0][price_data]';
    const session = await call('POST', '/v1/checkout/sessions', {
      form: `mode=payment&success_url=https://a.example&${data}[currency]=usd&${data}[unit_amount]=500&${data}[product_data][name]=x&line_items[0][quantity]=1&line_items[0][tax_rates][]=txr_1`,
    });
    const subscription = await call('POST', '/v1/subscriptions', {
      form: `customer=${customer}&payment_behavior=default_incomplete&items[0][price]=${price}&items[0][tax_rates][]=txr_1&items[0][discounts][0][coupon]=x`,
    });

    expect(session.headers.get('emulator-note')).toContain('line_items[tax_rates] is taken');
    expect(subscription.headers.get('emulator-note')).toContain(
      'items[tax_rates], items[discounts] are taken',
    );
  });

  it('is not mentioned by a call without one', async () => {
    const { call } = setup();
    const { headers } = await call('POST', '/v1/customers', { form: 'name=Jenny' });

    expect(headers.get('emulator-note')).toBeNull();
  });
});

/* What README says that an Emulator-Note tells of: discounts, taxes, shipping, metered usage, fees and transfers. */
const NOT_EMULATED = new Set(
  `allow_promotion_codes application_fee_amount application_fee_percent automatic_tax billing_thresholds clear_usage coupon
  default_tax_rates discounts meter promotion_code shipping_cost shipping_options shipping_rates tax_amounts tax_behavior
  tax_code tax_details tax_id_collection tax_id_data tax_rates transfer_data usage_type`.split(/\s+/),
);
const NAMED = operations
  .filter(({ method }) => method !== 'GET')
  .flatMap((operation) =>
    probesOf(operation).flatMap(({ path }) =>
      path.split(/[[\]]+/).some((name) => NOT_EMULATED.has(name)) ? [[operation.name, path] as const] : [],
    ),
  );

describe('what is not emulated of billing', () => {
  it.each(NAMED)('is named where it is taken: %s %s', (name, path) => {
    const known = [...Object.keys(WITHOUT_EFFECT[name] ?? {}), ...Object.keys(SHOWN_ALONE[name] ?? {})];

    expect(known.filter((entry) => path === entry || path.startsWith(`${entry}[`))).toHaveLength(1);
  });

  it('is told of a metered price, and of whatever is billed by one', async () => {
    const { call, stripe } = setup();
    const { id: customer } = await stripe.customers.create();
    const every = 'recurring[interval]=month&recurring[usage_type]=metered&recurring[meter]=mtr_1';
    const made = await call('POST', '/v1/prices', {
      form: `product_data[name]=x&currency=usd&unit_amount=5&${every}`,
    });
    const { id } = made.body;
    const billed = [
      await call('POST', '/v1/subscriptions', {
        form: `customer=${customer}&payment_behavior=default_incomplete&items[0][price]=${id}`,
      }),
      await call('POST', '/v1/checkout/sessions', {
        form: `mode=subscription&success_url=https://a.example&line_items[0][price]=${id}`,
      }),
    ];

    expect(made.headers.get('emulator-note')).toContain('recurring[usage_type], recurring[meter] are shown');
    expect(billed.map(({ headers }) => headers.get('emulator-note'))).toEqual(
      [1, 2].map(() => expect.stringContaining(`Usage of the metered price ${id} is not counted`)),
    );
  });

  it('is no matter of a price that is not metered', async () => {
    const { call } = setup();
    const { status, headers } = await call('POST', '/v1/prices', {
      form: 'product_data[name]=x&currency=usd&unit_amount=5&recurring[interval]=month&recurring[usage_type]=licensed',
    });

    expect([status, headers.get('emulator-note')]).toEqual([200, null]);
  });

  it('is shown of automatic taxes as it was asked for, by each door', async () => {
    const { call, emulator, stripe } = setup();
    const { id: customer } = await stripe.customers.create();
    const { id: price } = await stripe.prices.create({
      product_data: { name: 'Mug' },
      currency: 'usd',
      unit_amount: 500,
      recurring: { interval: 'month' },
    });
    const automatic_tax = { enabled: true, liability: { type: 'self' } } as const;
    const invoice = await stripe.invoices.create({ customer, automatic_tax });
    const subscription = await stripe.subscriptions.create({
      customer,
      automatic_tax,
      items: [{ price }],
      payment_behavior: 'default_incomplete',
      expand: ['latest_invoice'],
    });
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      automatic_tax,
      line_items: [{ price, quantity: 1 }],
      success_url: 'https://a.example',
    });
    const done = await emulator.completeCheckoutSession(session.id);
    const theirs = await stripe.subscriptions.retrieve(String(done.subscription), {
      expand: ['latest_invoice'],
    });
    const preview = await stripe.invoices.createPreview({ subscription: theirs.id });

    const shown = [
      invoice,
      subscription,
      subscription.latest_invoice,
      session,
      theirs,
      theirs.latest_invoice,
      preview,
    ];
    for (const one of shown) expect(one).toMatchObject({ automatic_tax });
    const off = await call('POST', `/v1/invoices/${invoice.id}`, { form: 'automatic_tax[enabled]=false' });
    expect(off.body.automatic_tax).toEqual({
      disabled_reason: null,
      enabled: false,
      liability: null,
      provider: null,
      status: null,
    });
    expect(off.headers.get('emulator-note')).toContain('automatic_tax is shown');
  });
});

describe('a parameter that is shown and moves no money', () => {
  const note = (names: string, verb: string) =>
    `${names} ${verb} no amount or balance in this emulator: docs/fidelity.md, "Parameters that are only shown".`;
  const DESTINED = 'application_fee_amount=10&transfer_data[destination]=acct_1';

  it('is told in Emulator-Note, by intents', async () => {
    const { call } = setup();
    const { body, headers } = await call('POST', '/v1/payment_intents', {
      form: `amount=2000&currency=usd&${DESTINED}`,
    });

    expect(body).toMatchObject({ application_fee_amount: 10, transfer_data: { destination: 'acct_1' } });
    expect(headers.get('emulator-note')).toBe(
      note('application_fee_amount, transfer_data', 'are shown and change'),
    );
    const changed = await call('POST', `/v1/payment_intents/${body.id}`, {
      form: 'application_fee_amount=20',
    });
    expect(changed.headers.get('emulator-note')).toBe(note('application_fee_amount', 'is shown and changes'));
  });

  it('is told by charges, and all of the money is the platform’s', async () => {
    const { call, emulator, stripe } = setup();
    const { id: customer } = await stripe.customers.create({ source: 'btok_us_verified' });
    const { status, headers } = await call('POST', '/v1/charges', {
      form: `amount=2000&currency=usd&customer=${customer}&${DESTINED}`,
    });
    await emulator.clock.advance('1s');

    expect([status, headers.get('emulator-note')]).toEqual([
      200,
      note('application_fee_amount, transfer_data[destination]', 'are shown and change'),
    ]);
    expect((await stripe.balance.retrieve({}, { stripeAccount: 'acct_1' })).pending[0]?.amount).toBe(0);
  });

  it.each(
    Object.entries(SHOWN_ALONE).flatMap(([name, byPath]) =>
      Object.keys(byPath).map((path) => [name, path] as const),
    ),
  )('is one of %s: %s', (name, path) => {
    const [top = ''] = path.split('[');
    const operation = operations.find((each) => each.name === name);

    expect(Object.keys(operation?.params.members ?? {})).toContain(top);
  });
});

describe('the default payment method of a customer', () => {
  it('is one of its own', async () => {
    const { stripe } = setup();
    const { id } = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: id });
    const customer = await stripe.customers.update(id, {
      invoice_settings: { default_payment_method: method.id },
    });

    expect(customer.invoice_settings.default_payment_method).toBe(method.id);
  });

  // Logs of public projects that seeded with test cards: the alias is not the copy that was attached.
  it('is not the alias of the copy that was attached', async () => {
    const { stripe } = setup();
    const { id } = await stripe.customers.create();
    await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: id });
    const error = await refusal(
      stripe.customers.update(id, {
        invoice_settings: { default_payment_method: 'pm_usBankAccount_success' },
      }),
    );

    expect([error.message, error.param]).toEqual([sentence('pm_usBankAccount_success'), DEFAULT]);
  });

  it('is not one of another customer, nor of nobody', async () => {
    const { stripe } = setup();
    const [one, other] = [await stripe.customers.create(), await stripe.customers.create()];
    const theirs = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: other.id });
    const loose = await stripe.paymentMethods.retrieve('pm_usBankAccount_success');
    for (const { id } of [theirs, loose]) {
      const change = { invoice_settings: { default_payment_method: id } };
      const error = await refusal(stripe.customers.update(one.id, change));

      expect(error.message).toBe(sentence(id));
    }
  });

  it('is not one that does not exist', async () => {
    const { stripe } = setup();
    const error = await refusal(
      stripe.customers.create({ invoice_settings: { default_payment_method: 'pm_nope' } }),
    );

    expect([error.code, error.param]).toEqual(['resource_missing', DEFAULT]);
  });

  it('can be created with the customer, by the same alias', async () => {
    const { stripe } = setup();
    const customer = await stripe.customers.create({
      payment_method: 'pm_usBankAccount_success',
      invoice_settings: { default_payment_method: 'pm_usBankAccount_success' },
    });
    const { data } = await stripe.customers.listPaymentMethods(customer.id);

    expect(customer.invoice_settings.default_payment_method).toBe(data[0]?.id);
  });
});

describe('a customer', () => {
  // Seen in public tests: "No such token: 'tok_invalid'"; stripe-go issue 889: "No such source".
  it.each([
    ['source=tok_invalid', "No such token: 'tok_invalid'"],
    ['source=tok_1AbC', "No such token: 'tok_1AbC'"],
    ['source=src_1AbC', "No such source: 'src_1AbC'"],
  ])('has no source that does not exist: %s', async (form, message) => {
    const { call } = setup();
    const { status, body } = await call('POST', '/v1/customers', { form });

    expect([status, body.error.message, body.error.param]).toEqual([400, message, 'source']);
  });

  it.each(['tok_visa', 'tok_visa_debit', 'tok_threeDSecure2Required'])(
    'may be created with a test token, of which a note says that it has no effect: %s',
    async (token) => {
      const { emulator } = setup();
      const response = await emulator.fetch('/v1/customers', {
        method: 'POST',
        headers: { authorization: `Bearer ${emulator.apiKey}` },
        body: `source=${token}`,
      });

      expect(response.status).toBe(200);
      expect(response.headers.get('emulator-note')).toContain('source is taken and has no effect');
    },
  );

  // Recorded of PaymentIntents under 2020-08-27 and 2022-12-14.
  it('may be shipped to an empty name', async () => {
    const { call } = setup();
    const { body } = await call('POST', '/v1/customers', {
      form: 'shipping[name]=&shipping[address][city]=Oslo',
    });

    expect(body.shipping.name).toBe('');
  });
});

describe('a PaymentMethod of an account without the permission', () => {
  it('is made, unless refusing it is assumed', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { permissions: ['balances'] });
    const method = await world.stripe.paymentMethods.create({
      type: 'us_bank_account',
      billing_details: { name: 'Jenny' },
      us_bank_account: { financial_connections_account: id },
    });

    expect(method.us_bank_account?.financial_connections_account).toBe(id);
  });
});
