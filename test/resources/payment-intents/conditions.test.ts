import { describe, expect, it } from 'vitest';
import { type Setup, setup } from '../../support/setup.ts';

/* What a confirmation wants besides a payment method, a customer and a mandate. */

const INTENTS = '/v1/payment_intents';
const BARE = 'amount=1000&currency=usd';
const SUCCESS = 'payment_method=pm_usBankAccount_success';
const MANDATE = 'mandate_data[customer_acceptance][type]=offline';
const NEWEST = '2026-10-28.endive';
const MISSING =
  "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.";

const post = ({ call }: Setup, path: string, form: string, version = NEWEST) =>
  call('POST', path, { form, headers: { 'stripe-version': version } });

const confirming = (world: Setup, form: string, version?: string) =>
  post(world, INTENTS, `${BARE}&${SUCCESS}&confirm=true&${MANDATE}&${form}`, version);

describe('a return_url', () => {
  it('is wanted by an intent that may redirect, also for a bank account (sentence: public projects)', async () => {
    const { status, body } = await confirming(setup(), '');

    expect(status).toBe(400);
    expect(body.error).toMatchObject({ type: 'invalid_request_error', message: MISSING });
    expect(body.error).not.toHaveProperty('code');
    expect(body.error).not.toHaveProperty('param');
  });

  // Changelog 2023-08-16, and recordings of 2023-10-16 (off_session) and 2025-11 (named types).
  it.each([
    ['a return_url', 'return_url=https://example.com/return'],
    ['the address of an app', 'return_url=myapp://return'],
    ['off_session', 'off_session=true'],
    ['a reason to be off session', 'off_session=recurring'],
    [
      'no redirects',
      'automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never',
    ],
    ['no automatic payment methods', 'allowed_payment_method_types[]=us_bank_account'],
  ])('need not be there besides: %s', async (_, form) => {
    const { body } = await confirming(setup(), form);

    expect(body).toMatchObject({ status: 'processing' });
    // Only next_action.redirect_to_url would show it.
    expect(JSON.stringify(body)).not.toContain('return"');
  });

  it('need not be there for named types', async () => {
    const { body } = await confirming(setup(), 'payment_method_types[]=us_bank_account', '2025-11-17.clover');

    expect(body.status).toBe('processing');
  });

  // A body of 2026-04, posted by a public project.
  it('is wanted when an intent is confirmed later, which the error then shows', async () => {
    const world = setup();
    const { body: intent } = await post(world, INTENTS, `${BARE}&${SUCCESS}`);

    const { status, body } = await post(world, `${INTENTS}/${intent.id}/confirm`, MANDATE);
    const after = await post(
      world,
      `${INTENTS}/${intent.id}/confirm`,
      `${MANDATE}&return_url=https://example.com`,
    );

    expect({ status, message: body.error.message }).toEqual({ status: 400, message: MISSING });
    expect(Object.keys(body.error)).toEqual(['message', 'payment_intent', 'request_log_url', 'type']);
    expect(body.error.payment_intent).toEqual(intent);
    expect(after.body.status).toBe('processing');
  });

  it('is a matter of the intent, not of the version that confirms it', async () => {
    const world = setup();
    const { body: dynamic } = await post(world, INTENTS, `${BARE}&${SUCCESS}`, NEWEST);
    const TYPES = 'payment_method_types[]=us_bank_account';
    const { body: named } = await post(world, INTENTS, `${BARE}&${SUCCESS}&${TYPES}`, '2022-11-15');

    const asked = await post(world, `${INTENTS}/${dynamic.id}/confirm`, MANDATE, '2022-11-15');
    const not = await post(world, `${INTENTS}/${named.id}/confirm`, MANDATE, NEWEST);

    expect([asked.status, not.status]).toEqual([400, 200]);
  });

  it('has a scheme', async () => {
    const { body } = await confirming(setup(), 'return_url=example.com');

    expect(body.error).toMatchObject({ code: 'url_invalid', param: 'return_url' });
  });
});

describe('what belongs to a confirmation', () => {
  // Recorded of return_url, off_session and mandate: public projects.
  it.each([
    ['return_url', 'return_url=https://example.com'],
    ['off_session', 'off_session=true'],
    ['mandate', 'mandate=mandate_nope'],
    ['mandate_data', MANDATE],
    ['error_on_requires_action', 'error_on_requires_action=true'],
  ])('is refused at a creation that does not confirm: %s', async (param, form) => {
    const { status, body } = await post(setup(), INTENTS, `${BARE}&${form}`);

    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      message: `The parameter \`${param}\` cannot be passed when creating a PaymentIntent unless \`confirm\` is set to true.`,
      param,
    });
  });

  it('asks for nothing when it is false', async () => {
    const { status } = await post(
      setup(),
      INTENTS,
      `${BARE}&off_session=false&error_on_requires_action=false`,
    );

    expect(status).toBe(200);
  });

  it('names a mandate that there is', async () => {
    const { status, body } = await confirming(setup(), 'mandate=mandate_nope&off_session=true');

    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 'resource_missing',
      message: "No such mandate: 'mandate_nope'",
      param: 'mandate',
    });
  });

  it('refuses error_on_requires_action of dynamic intents from 2023-08-16 on (changelog)', async () => {
    const form =
      'automatic_payment_methods[enabled]=true&error_on_requires_action=true&return_url=https://example.com';

    const [strict, lenient] = [
      await confirming(setup(), form, '2023-08-16'),
      await confirming(setup(), form, '2022-11-15'),
    ];

    expect(strict.body.error.message).toContain("parameter can't be used with PaymentIntents");
    expect(lenient.body.status).toBe('processing');
  });

  it('takes error_on_requires_action with named types (changelog 2023-08-16)', async () => {
    const form = 'payment_method_types[]=us_bank_account&error_on_requires_action=true';

    expect((await confirming(setup(), form, '2025-11-17.clover')).status).toBe(200);
  });

  it('wants both details of online acceptance, which only a browser has inferred', async () => {
    const world = setup();
    const { body } = await post(
      world,
      INTENTS,
      `${BARE}&${SUCCESS}&allowed_payment_method_types[]=us_bank_account`,
    );
    const ONLINE = 'mandate_data[customer_acceptance][type]=online';
    const DETAILS = 'mandate_data[customer_acceptance][online]';

    const refused = await post(
      world,
      `${INTENTS}/${body.id}/confirm`,
      `${ONLINE}&${DETAILS}[ip_address]=1.2.3.4`,
    );

    expect(refused.body.error).toMatchObject({
      code: 'parameter_missing',
      param: `${DETAILS}[user_agent]`,
    });
  });

  it('takes the amount of the intent as amount_to_confirm, and says that no part of it is emulated', async () => {
    const whole = await post(
      setup(),
      INTENTS,
      `${BARE}&${SUCCESS}&allowed_payment_method_types[]=us_bank_account`,
    );
    expect(whole.status).toBe(200);

    const world = setup();
    const confirm = async (amount: number) => {
      const { body } = await post(
        world,
        INTENTS,
        `${BARE}&${SUCCESS}&allowed_payment_method_types[]=us_bank_account`,
      );
      return post(world, `${INTENTS}/${body.id}/confirm`, `${MANDATE}&amount_to_confirm=${amount}`);
    };

    expect((await confirm(1000)).body.status).toBe('processing');
    expect((await confirm(500)).body.error.message).toContain('does not emulate confirming a part');
  });
});
