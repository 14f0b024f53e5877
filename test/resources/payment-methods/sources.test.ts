import { describe, expect, it } from 'vitest';
import { OFFLINE, TO_PAY } from '../../support/payments.ts';
import { refusal, setup } from '../../support/setup.ts';

/** A customer with a source, paid with as a PaymentMethod. */
async function withSource(token = 'btok_us_verified') {
  const world = setup();
  const { id: customer, default_source } = await world.stripe.customers.create({ source: token });
  const source = String(default_source);
  const pay = (mandate: object = { mandate_data: OFFLINE }) =>
    world.stripe.paymentIntents.create({
      ...TO_PAY,
      customer,
      payment_method: source,
      confirm: true,
      ...mandate,
    });
  return { ...world, customer, source, pay };
}

describe('a source as a PaymentMethod', () => {
  it('is shown as a bank account', async () => {
    const { customer, source, stripe } = await withSource();

    const method = await stripe.paymentMethods.retrieve(source);

    const bank = await stripe.customers.retrieveSource(customer, source);
    expect(method).toMatchObject({
      id: source,
      billing_details: { name: 'Jenny Rosen' },
      customer,
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type: 'individual',
        account_type: 'checking',
        bank_name: 'STRIPE TEST BANK',
        financial_connections_account: null,
        fingerprint: 'fingerprint' in bank ? bank.fingerprint : null,
        last4: '6789',
        routing_number: '110000000',
      },
    });
    expect(await stripe.paymentMethods.retrieve(source)).toEqual(method);
  });

  it('is among the sources of its customer, and not among the PaymentMethods', async () => {
    const { customer, source, stripe } = await withSource();
    await stripe.paymentMethods.retrieve(source);

    expect((await stripe.customers.listPaymentMethods(customer)).data).toEqual([]);
    expect((await stripe.paymentMethods.list({ customer })).data).toEqual([]);
  });

  it('pays where its customer has agreed', async () => {
    const { emulator, pay, source, stripe } = await withSource();

    const intent = await pay();
    await emulator.clock.advance('1s');

    expect(intent).toMatchObject({ payment_method: source, status: 'processing' });
    const paid = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
    expect(paid).toMatchObject({
      latest_charge: { payment_method: source, payment_method_details: { type: 'us_bank_account' } },
      status: 'succeeded',
    });
  });

  it('pays as its token says', async () => {
    const { emulator, pay, source, stripe } = await withSource('btok_us_verified_insufficientFunds');
    const { id } = await pay();
    await emulator.clock.advance('1s');

    expect((await stripe.paymentIntents.retrieve(id)).last_payment_error).toMatchObject({
      code: 'insufficient_funds',
      payment_method: { id: source },
    });
  });

  it('does not pay without an agreement', async () => {
    const { pay } = await withSource();

    expect((await refusal(pay({}))).message).toMatch(
      /^This PaymentIntent requires a mandate, but no existing mandate was found/,
    );
  });

  it('is set up once, and pays without another agreement then', async () => {
    const { customer, pay, source, stripe } = await withSource();

    const { mandate, status } = await stripe.setupIntents.create({
      allowed_payment_method_types: ['us_bank_account'],
      customer,
      payment_method: source,
      confirm: true,
      mandate_data: OFFLINE,
    });

    expect([status, mandate]).toEqual(['succeeded', expect.stringMatching(/^mandate_/)]);
    expect((await pay({})).status).toBe('processing');
  });

  it('that is not verified is to be so first', async () => {
    const { customer, stripe } = await withSource();
    const token = await stripe.tokens.create({
      bank_account: { country: 'US', routing_number: '110000000', account_number: '000222222227' },
    });
    const { id } = await stripe.customers.createSource(customer, { source: token.id });
    const pay = () =>
      stripe.paymentIntents.create({
        ...TO_PAY,
        customer,
        payment_method: id,
        confirm: true,
        mandate_data: OFFLINE,
      });

    const before = await pay();
    await stripe.customers.verifySource(customer, id, { amounts: [32, 45] });

    expect(before.status).toBe('requires_action');
    expect((await pay()).status).toBe('processing');
  });

  it('that has been deleted is none', async () => {
    const { customer, pay, source, stripe } = await withSource();
    await pay();
    await stripe.customers.deleteSource(customer, source);

    expect((await refusal(stripe.paymentMethods.retrieve(source))).message).toBe(
      `No such PaymentMethod: '${source}'`,
    );
    expect((await refusal(pay())).message).toBe(`No such PaymentMethod: '${source}'`);
  });

  it('is changed by its own paths only', async () => {
    const { customer, source, stripe } = await withSource();
    const calls = [
      stripe.paymentMethods.update(source, { metadata: { a: '1' } }),
      stripe.paymentMethods.attach(source, { customer }),
      stripe.paymentMethods.detach(source),
    ];

    for (const call of calls)
      expect((await refusal(call)).message).toBe(
        'stripe-fc-emulator does not emulate changes to sources by the paths of PaymentMethods yet. Use /v1/customers/:customer/sources.',
      );
  });
});
