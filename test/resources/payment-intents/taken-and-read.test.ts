import { describe, expect, it } from 'vitest';
import { operations } from '../../../src/resources/index.ts';
import { INTENTS_WITHOUT_EFFECT } from '../../../src/resources/payment-intents/without-effect.ts';
import { linkedMethod } from '../../support/payment-methods.ts';
import { paying, TO_PAY } from '../../support/payments.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

/* Every parameter is resolved, checked, stored and shown, refused, or named as without effect. */

const INTENTS = '/v1/payment_intents';
const BARE = 'amount=1000&currency=usd';

/** Under the account's version, which the caller does not name. */
const create = ({ call }: Setup, form: string, headers: Record<string, string> = {}) =>
  call('POST', INTENTS, { form: `${BARE}&${form}`, headers });

describe('what there is not', () => {
  it.each([
    [
      'a misspelt type (public projects, for types not activated)',
      'payment_method_types[]=us_bank_acount',
      undefined,
      'payment_method_types',
      /^The payment method type "us_bank_acount" is invalid\. Please ensure the provided type is activated in your dashboard/,
    ],
    [
      'a type of another currency (woocommerce-payments 3233, 2021-10, for sepa_debit)',
      'payment_method_types[]=au_becs_debit',
      'payment_intent_invalid_parameter',
      'currency',
      /^The currency provided \(usd\) is invalid for one or more payment method types on this PaymentIntent\. The payment method type au_becs_debit only supports the following currencies: aud\. Either correct/,
    ],
    [
      'automatic payment methods beside types (public projects)',
      'automatic_payment_methods[enabled]=true&payment_method_types[]=card',
      undefined,
      undefined,
      /^You may only specify one of these parameters: automatic_payment_methods, payment_method_types\.$/,
    ],
    [
      'automatic payment methods beside a confirmation method (public projects)',
      'automatic_payment_methods[enabled]=true&confirmation_method=manual',
      undefined,
      undefined,
      /^You may only specify one of these parameters: automatic_payment_methods, confirmation_method\.$/,
    ],
    [
      'a configuration (public projects)',
      'payment_method_configuration=x',
      'resource_missing',
      'payment_method_configuration',
      /^No such payment_method_configuration: 'x'$/,
    ],
    [
      'a destination (public projects)',
      'transfer_data[destination]=x',
      'resource_missing',
      'transfer_data[destination]',
      /^No such destination: 'x'$/,
    ],
    [
      'an account (public projects)',
      'on_behalf_of=x',
      'resource_missing',
      'on_behalf_of',
      /^No such on_behalf_of: 'x'$/,
    ],
    [
      'an e-mail address (mage2pro issue 72)',
      'receipt_email=x',
      'email_invalid',
      'receipt_email',
      /^Invalid email address: x$/,
    ],
    [
      'a fee for nobody (public projects)',
      'application_fee_amount=100',
      'parameter_missing',
      'application_fee_amount',
      /^Can only apply an application_fee_amount when/,
    ],
    [
      'a descriptor without a letter (a public project, 2024-09)',
      'statement_descriptor_suffix=100001',
      undefined,
      'statement_descriptor_suffix',
      /^The statement descriptor must contain at least one Latin character\.$/,
    ],
    [
      'a descriptor of 23 characters (docs)',
      `statement_descriptor=${'A'.repeat(23)}`,
      undefined,
      'statement_descriptor',
      /^The statement descriptor must be at most 22 characters\.$/,
    ],
  ])('is refused: %s', async (_, form, code, param, message) => {
    const { status, body } = await create(setup(), form);

    expect({ status, code: body.error?.code, param: body.error?.param }).toEqual({
      status: 400,
      code,
      param,
    });
    expect(body.error.message).toMatch(message);
  });

  it('is refused when an intent is changed, too', async () => {
    const world = setup();
    const { body } = await create(world, '');
    const update = (form: string) => world.call('POST', `${INTENTS}/${body.id}`, { form });

    expect((await update('payment_method_types[]=us_bank_acount')).status).toBe(400);
    expect((await update('receipt_email=x')).status).toBe(400);
    expect((await update('application_fee_amount=1')).status).toBe(400);
    expect((await update('payment_method_configuration=x')).status).toBe(400);
  });
});

describe('a fee', () => {
  it('is for the account that is paid, or for one that asks itself', async () => {
    const world = setup();
    const FEE = 'application_fee_amount=100';

    expect((await create(world, `${FEE}&transfer_data[destination]=acct_1`)).body).toMatchObject({
      application_fee_amount: 100,
    });
    expect((await create(world, FEE, { 'stripe-account': 'acct_1' })).status).toBe(200);
  });
});

describe('types', () => {
  it('of other currencies are left out where they are only allowed, and refused where they are named', async () => {
    const world = setup();
    const ALLOWED =
      'allowed_payment_method_types[]=us_bank_account&allowed_payment_method_types[]=sepa_debit';

    expect((await create(world, ALLOWED)).body.payment_method_types).toEqual(['us_bank_account']);
    expect((await create(world, 'payment_method_types[]=sepa_debit')).status).toBe(400);
  });

  it('that nobody knows to be bound to a currency are taken', async () => {
    const { body } = await create(setup(), 'payment_method_types[]=klarna&payment_method_types[]=acss_debit');

    expect(body.payment_method_types).toEqual(['klarna', 'acss_debit']);
  });

  it('may be named beside automatic payment methods that are not wanted', async () => {
    const form = 'automatic_payment_methods[enabled]=false&payment_method_types[]=us_bank_account';

    expect((await create(setup(), form)).body.payment_method_types).toEqual(['us_bank_account']);
  });

  it('are refused of previews from 2026-08-26 on (changelog)', async () => {
    const form = 'payment_method_types[]=card';
    const asked = (version: string) => create(setup(), form, { 'stripe-version': version });

    expect((await asked('2026-08-26.preview')).body.error.code).toBe(
      'payment_method_types_no_longer_supported',
    );
    expect((await asked('2026-08-26.dahlia')).status).toBe(200);
  });
});

describe('what is given', () => {
  it('is shown of the options of other bank debits', async () => {
    const OF = 'payment_method_options';
    const form = `payment_method_types[]=acss_debit&payment_method_types[]=us_bank_account&${OF}[acss_debit][verification_method]=instant&${OF}[acss_debit][mandate_options][payment_schedule]=sporadic&${OF}[sepa_debit][setup_future_usage]=off_session`;

    expect((await create(setup(), form)).body.payment_method_options).toEqual({
      acss_debit: {
        mandate_options: {
          interval_description: null,
          payment_schedule: 'sporadic',
          transaction_type: null,
        },
        verification_method: 'instant',
      },
      us_bank_account: { mandate_options: {}, verification_method: 'automatic' },
    });
  });

  it('is shown of amounts and details (stripe-node types)', async () => {
    const world = setup();
    const { body } = await create(
      world,
      'amount_details[tax][total_tax_amount]=80&amount_details[shipping][amount]=100&payment_details[order_reference]=6735',
    );
    const after = await world.call('POST', `${INTENTS}/${body.id}`, {
      form: 'amount_details[tax]=&payment_details[customer_reference]=Jenny',
    });

    expect(body).toMatchObject({
      amount_details: {
        shipping: { amount: 100, from_postal_code: null, to_postal_code: null },
        tax: { total_tax_amount: 80 },
        tip: {},
      },
      payment_details: { customer_reference: null, order_reference: '6735' },
    });
    expect(after.body.amount_details).toEqual({ shipping: body.amount_details.shipping, tip: {} });
    expect(after.body.payment_details).toEqual({ customer_reference: 'Jenny', order_reference: '6735' });
  });

  it('may be an empty name to ship to (recorded 2022-12-14 under 2020-08-27)', async () => {
    const { status, body } = await create(setup(), 'shipping[name]=&shipping[address][city]=Berlin', {
      'stripe-version': '2020-08-27',
    });

    expect({ status, name: body.shipping.name }).toEqual({ status: 200, name: '' });
  });

  it('is, of an alias for a test account, the id of the copy that it makes', async () => {
    const { stripe } = setup();

    const intent = await stripe.paymentIntents.create({
      ...TO_PAY,
      payment_method: 'pm_usBankAccount_success',
    });

    expect(intent.payment_method).toMatch(/^pm_[A-Za-z0-9]{24}$/);
    expect((await stripe.paymentMethods.retrieve(String(intent.payment_method))).type).toBe(
      'us_bank_account',
    );
  });
});

describe('an amount', () => {
  it('may be 101 000.00, and not 3 000 000.00 (recorded, without param)', async () => {
    const { stripe } = setup();
    const of = (amount: number) => stripe.paymentIntents.create({ amount, currency: 'usd' });

    expect((await of(10_100_000)).amount).toBe(10_100_000);
    const error = await refusal(of(300_000_000));
    expect(error).toMatchObject({
      statusCode: 400,
      code: 'amount_too_large',
      message: 'Amount must be no more than $999,999.99',
    });
    expect(error.param).toBeUndefined();
  });

  // Recorded in usd; that the others are written likewise is assumed.
  it.each([
    ['eur', 'card', '€999,999.99'],
    ['jpy', 'card', '¥99,999,999'],
  ])('has its bound in the currency of the intent: %s', async (currency, type, most) => {
    const { body } = await setup().call('POST', INTENTS, {
      form: `amount=300000000&currency=${currency}&payment_method_types[]=${type}`,
    });

    expect(body.error.message).toBe(`Amount must be no more than ${most}`);
  });

  it('of nothing is refused before anything is looked for (recorded: before execution)', async () => {
    const { body } = await setup().call('POST', INTENTS, {
      form: 'amount=0&currency=usd&customer=cus_nope&expand[]=latest_charge.refunds',
    });

    expect(body.error).toMatchObject({ code: 'parameter_invalid_integer', param: 'amount' });
  });
});

describe('a PaymentMethod that may not be used again', () => {
  // 16 recordings of 2023-12: PaymentIntent create, no code.
  const USED =
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.';

  it('was detached', async () => {
    const world = setup();
    const method = await linkedMethod(world);
    const customer = await world.stripe.customers.create();
    await world.stripe.paymentMethods.attach(method.id, { customer: customer.id });
    await world.stripe.paymentMethods.detach(method.id);

    const error = await refusal(world.stripe.paymentIntents.create({ ...TO_PAY, payment_method: method.id }));

    expect({ status: error.statusCode, code: error.code, message: error.message }).toEqual({
      status: 400,
      code: undefined,
      message: USED,
    });
  });

  it('was paid with by nobody’s customer', async () => {
    const world = setup();
    const { payment_method: method } = await paying(world);

    const error = await refusal(
      world.stripe.paymentIntents.create({ ...TO_PAY, payment_method: String(method) }),
    );

    expect(error.message).toBe(USED);
  });
});

describe('a parameter without effect', () => {
  it.each(Object.entries(INTENTS_WITHOUT_EFFECT))('%s: is one that is taken', (name, byPath) => {
    const known = Object.keys(operations.find((operation) => operation.name === name)?.params.members ?? {});
    const named = Object.keys(byPath).map((path) => path.split('[')[0]);

    expect(named.filter((path) => !known.includes(path ?? ''))).toEqual([]);
  });

  it('changes nothing of what is answered', async () => {
    const { body } = await create(
      setup(),
      'hooks[inputs][tax][calculation]=taxcalc_1&radar_options[session]=rse_1&use_stripe_sdk=true&amount_details[line_items][0][product_name]=Rocket&amount_details[line_items][0][quantity]=1&amount_details[line_items][0][unit_cost]=1000&payment_method_options[us_bank_account][networks][requested][]=ach&payment_method_options[klarna][preferred_locale]=de-DE',
    );

    for (const word of ['taxcalc_1', 'rse_1', 'Rocket', 'networks', 'de-DE'])
      expect(JSON.stringify(body)).not.toContain(word);
  });
});
