import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { conformityOfTest } from '../../support/conformance.ts';
import { OFFLINE, paying, TO_PAY } from '../../support/payments.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

/** A client with the publishable key, as stripe.js is one. */
const browserOf = ({ emulator }: Setup) =>
  new Stripe(emulator.publishableKey, {
    httpClient: Stripe.createFetchHttpClient(conformityOfTest().checkedFetch(emulator)),
    maxNetworkRetries: 0,
  });

describe('confirming', () => {
  it('wants a payment method, in words that depend on the customer', async () => {
    const { stripe } = setup();
    const customer = await stripe.customers.create();
    const alone = await stripe.paymentIntents.create(TO_PAY);
    const owned = await stripe.paymentIntents.create({ ...TO_PAY, customer: customer.id });

    const first = await refusal(stripe.paymentIntents.confirm(alone.id));
    const second = await refusal(stripe.paymentIntents.confirm(owned.id));

    expect(first).toMatchObject({
      code: 'payment_intent_unexpected_state',
      payment_intent: { id: alone.id },
    });
    expect(first.message).toBe(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    );
    expect(second.message).toBe(
      `You cannot confirm this PaymentIntent because it's missing a payment method. To confirm the PaymentIntent with ${customer.id}, specify a payment method attached to this customer along with the customer ID.`,
    );
  });

  it('wants a mandate, and shows the intent that waits for it', async () => {
    const { stripe } = setup();
    const intent = await stripe.paymentIntents.create({
      ...TO_PAY,
      payment_method: 'pm_usBankAccount_success',
    });

    const error = await refusal(stripe.paymentIntents.confirm(intent.id));

    expect(error).toMatchObject({
      statusCode: 400,
      payment_intent: { id: intent.id, status: 'requires_confirmation' },
    });
    expect(error.message).toBe(
      'This PaymentIntent requires a mandate, but no existing mandate was found. Collect mandate acceptance from the customer and try again, providing acceptance data in the mandate_data parameter.',
    );
  });

  it('refuses the payment methods of other customers', async () => {
    const { stripe } = setup();
    const [one, other] = [await stripe.customers.create(), await stripe.customers.create()];
    const method = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: one.id });
    const alone = await stripe.paymentIntents.create(TO_PAY);
    const owned = await stripe.paymentIntents.create({ ...TO_PAY, customer: other.id });
    const confirm = (id: string) =>
      refusal(stripe.paymentIntents.confirm(id, { payment_method: method.id, mandate_data: OFFLINE }));

    const [first, second] = [await confirm(alone.id), await confirm(owned.id)];

    expect(first).toMatchObject({
      code: 'parameter_missing',
      param: 'source',
      payment_intent: { id: alone.id },
    });
    expect(first.message).toBe(
      `The \`payment_method\` parameter supplied ${method.id} belongs to the Customer ${one.id}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`,
    );
    expect(second).toMatchObject({ param: 'payment_method', payment_intent: { id: owned.id } });
    expect(second.message).toBe(
      `The PaymentMethod ${method.id} does not belong to the Customer you supplied ${other.id}. Please use this PaymentMethod with the Customer that it belongs to instead.`,
    );
  });

  it('refuses a payment method of a type that the intent does not take', async () => {
    const { stripe } = setup();
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      allowed_payment_method_types: ['card'],
    });

    const error = await refusal(
      stripe.paymentIntents.confirm(intent.id, {
        payment_method: 'pm_usBankAccount_success',
        mandate_data: OFFLINE,
      }),
    );

    expect(error).toMatchObject({ param: 'payment_method', payment_intent: { id: intent.id } });
    expect(error.message).toBe(
      'The PaymentMethod provided (us_bank_account) is not allowed for this PaymentIntent. Please attach a PaymentMethod of one of the following types: card. Alternatively, update the allowed payment_method_types for this PaymentIntent to include "us_bank_account".',
    );
  });

  it('refuses what has succeeded or been canceled', async () => {
    const world = setup();
    const { stripe } = world;
    const paid = await paying(world);
    await world.emulator.clock.advance(1000);
    const canceled = await stripe.paymentIntents.cancel((await stripe.paymentIntents.create(TO_PAY)).id);

    const first = await refusal(stripe.paymentIntents.confirm(paid.id));
    const second = await refusal(stripe.paymentIntents.confirm(canceled.id));

    expect(first.message).toBe(
      'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
    );
    expect(second.message).toMatch(
      /^You cannot confirm this PaymentIntent because it has a status of canceled\./,
    );
    for (const error of [first, second]) expect(error.code).toBe('payment_intent_unexpected_state');
  });

  it('misses a customer who has been deleted', async () => {
    const { emulator, stripe } = setup();
    const { id: customer } = await stripe.customers.create();
    const intent = await stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      customer,
      allowed_payment_method_types: ['us_bank_account'],
    });
    await emulator.collectBankAccount(intent.id);
    await stripe.customers.del(customer);

    const error = await refusal(
      stripe.paymentIntents.confirm(intent.id, {
        mandate_data: { customer_acceptance: { type: 'offline' } },
      }),
    );

    expect(error).toMatchObject({ message: `No such customer: '${customer}'`, param: 'customer' });
  });

  it('can be done from the browser, with the client secret', async () => {
    const world = setup();
    const intent = await world.stripe.paymentIntents.create(TO_PAY);
    const browser = browserOf(world);
    const secret = { client_secret: intent.client_secret ?? '' };

    const seen = await browser.paymentIntents.retrieve(intent.id, secret);
    const confirmed = await browser.paymentIntents.confirm(intent.id, {
      ...secret,
      payment_method: 'pm_usBankAccount_success',
      mandate_data: { customer_acceptance: { type: 'online', online: { infer_from_client: true } } },
      expand: ['latest_charge.payment_method_details.us_bank_account.mandate'],
      // What stripe.js sends besides what the SDK's types know.
    } as Stripe.PaymentIntentConfirmParams);

    expect(seen.id).toBe(intent.id);
    expect(confirmed.status).toBe('processing');
    expect(confirmed.latest_charge).toMatchObject({
      payment_method_details: {
        us_bank_account: { mandate: { customer_acceptance: { online: { ip_address: '127.0.0.1' } } } },
      },
    });
  });

  it('refuses a browser without the right secret', async () => {
    const world = setup();
    const intent = await world.stripe.paymentIntents.create(TO_PAY);
    const browser = browserOf(world);

    const missing = await refusal(browser.paymentIntents.retrieve(intent.id));
    const wrong = await refusal(
      browser.paymentIntents.retrieve(intent.id, { client_secret: `${intent.id}_secret_no` }),
    );

    expect(missing).toMatchObject({ statusCode: 400, code: 'parameter_missing', param: 'client_secret' });
    expect(wrong).toMatchObject({ statusCode: 400, param: 'client_secret' });
    expect(wrong.message).toBe(
      'The client_secret provided does not match the client_secret associated with the PaymentIntent.',
    );
  });
});
