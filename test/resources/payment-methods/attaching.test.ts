import { describe, expect, it } from 'vitest';
import { linkedMethod, typedIn } from '../../support/payment-methods.ts';
import { refusal, setup } from '../../support/setup.ts';

describe('attaching and detaching', () => {
  const attached = async () => {
    const world = setup();
    const customer = (await world.stripe.customers.create()).id;
    const { id } = await linkedMethod(world);
    const attach = () => world.stripe.paymentMethods.attach(id, { customer });
    const attachments = () =>
      world.emulator
        .events()
        .map(({ type }) => type)
        .filter((type) => type === 'payment_method.attached');
    return { ...world, customer, id, method: await attach(), attach, attachments };
  };

  it('attaches with an event', async () => {
    const { customer, method, attachments } = await attached();

    expect(method.customer).toBe(customer);
    expect(attachments()).toHaveLength(1);
  });

  it('attaches again to the same customer without an event', async () => {
    const { method, attach, attachments } = await attached();

    expect(await attach()).toEqual(method);
    expect(attachments()).toHaveLength(1);
  });

  it('attaches one that a customer is created with', async () => {
    const { stripe } = setup();

    const customer = await stripe.customers.create({ payment_method: 'pm_usBankAccount_success' });

    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
  });

  it('refuses a second customer', async () => {
    const { stripe } = setup();
    const [one, other] = [await stripe.customers.create(), await stripe.customers.create()];
    const method = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: one.id });

    const error = await refusal(stripe.paymentMethods.attach(method.id, { customer: other.id }));

    expect(error.message).toBe('The payment method you provided has already been attached to a customer.');
  });

  it('wants to know to whom', async () => {
    const { stripe } = setup();
    const method = await stripe.paymentMethods.retrieve('pm_usBankAccount_success');

    const error = await refusal(stripe.paymentMethods.attach(method.id, {}));

    expect(error).toMatchObject({
      statusCode: 400,
      code: 'parameter_missing',
      message: 'Must provide customer or customer_account.',
    });
    expect(error.param).toBeUndefined();
  });

  it('refuses a bank account that was typed in until it is verified', async () => {
    const { stripe } = setup();
    const customer = await stripe.customers.create();
    const method = await stripe.paymentMethods.create(typedIn());

    const error = await refusal(stripe.paymentMethods.attach(method.id, { customer: customer.id }));

    expect(error.message).toMatch(/must be verified before they can be attached to a customer\.$/);
  });

  it('detaches with an event that says from whom', async () => {
    const { emulator, stripe, customer, id } = await attached();

    const detached = await stripe.paymentMethods.detach(id);

    expect(detached.customer).toBeNull();
    const event = emulator.events().find(({ type }) => type === 'payment_method.detached');
    expect(event?.data).toMatchObject({ object: { id }, previous_attributes: { customer } });
  });

  it('never attaches again what was detached', async () => {
    const { stripe, id, attach } = await attached();
    await stripe.paymentMethods.detach(id);

    expect((await refusal(attach())).message).toBe(
      'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
    );
  });

  it('refuses to detach what was detached', async () => {
    const { stripe, id } = await attached();
    await stripe.paymentMethods.detach(id);

    expect((await refusal(stripe.paymentMethods.detach(id))).message).toBe(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
    );
  });
});

describe('updating', () => {
  it('changes what may be changed, with an event that says what', async () => {
    const world = setup();
    const { stripe } = world;
    const customer = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: customer.id });

    const updated = await stripe.paymentMethods.update(method.id, {
      billing_details: { email: 'new@example.com' },
      us_bank_account: { account_holder_type: 'company' },
      allow_redisplay: 'always',
      metadata: { order: '6735' },
    });

    expect(updated).toMatchObject({
      allow_redisplay: 'always',
      metadata: { order: '6735' },
      us_bank_account: { account_holder_type: 'company' },
    });
    expect(updated.billing_details).toMatchObject({ name: 'Jenny Rosen', email: 'new@example.com' });
    expect(world.emulator.events().at(-1)).toMatchObject({
      type: 'payment_method.updated',
      data: { previous_attributes: { allow_redisplay: 'unspecified', billing_details: { email: null } } },
    });
  });

  it('refuses one that is not saved to a customer', async () => {
    const { stripe } = setup();
    const method = await stripe.paymentMethods.retrieve('pm_usBankAccount_success');

    const error = await refusal(stripe.paymentMethods.update(method.id, { metadata: { order: '6735' } }));

    expect(error.message).toBe('You must save this PaymentMethod to a customer before you can update it.');
  });
});

it('pays after the account that it was made of has been disconnected', async () => {
  const world = setup();
  const { stripe } = world;
  const method = await linkedMethod(world);
  await stripe.financialConnections.accounts.disconnect(
    method.us_bank_account?.financial_connections_account ?? '',
  );

  const intent = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    payment_method: method.id,
    confirm: true,
    return_url: 'https://example.com/return',
    mandate_data: { customer_acceptance: { type: 'offline' } },
  });
  await world.emulator.clock.advance(1000);

  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
});
