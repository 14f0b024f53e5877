import { describe, expect, it } from 'vitest';
import { billed, drafted, saved } from '../../../support/invoices.ts';
import { eventTypes, OFFLINE } from '../../../support/payments.ts';
import { refusal, setup } from '../../../support/setup.ts';

describe('paying', () => {
  it('finalizes a draft in the same call, and is over when the bank has answered', async () => {
    const world = await billed();
    const before = eventTypes(world).length;

    const open = await world.stripe.invoices.pay(world.draft.id);
    await world.emulator.clock.advance(1_000);
    const paid = await world.stripe.invoices.retrieve(world.draft.id);

    expect(open).toMatchObject({ attempt_count: 1, attempted: true, status: 'open' });
    expect(paid).toMatchObject({ amount_paid: 2000, amount_remaining: 0, status: 'paid' });
    expect(eventTypes(world).slice(before)).toEqual([
      'invoice.finalized',
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
    ]);
  });

  it('is by the default of the invoice before that of the customer, or by the one that is named', async () => {
    const { stripe, customer, draft } = await billed();
    const [first, second] = [await saved({ stripe }, customer.id), await saved({ stripe }, customer.id)];
    await stripe.invoices.update(draft.id, { default_payment_method: first });
    await stripe.invoices.pay(draft.id);
    const other = await drafted({ stripe }, customer.id);
    await stripe.invoices.pay(other.id, { payment_method: second });
    const intents = (await stripe.paymentIntents.list({ limit: 2 })).data;

    expect(intents.map(({ payment_method: method }) => method)).toEqual([second, first]);
  });

  it('is not by one that is only attached', async () => {
    const { stripe } = setup();
    const { id: customer } = await stripe.customers.create();
    await saved({ stripe }, customer);
    const { id } = await drafted({ stripe }, customer);

    const error = await refusal(stripe.invoices.pay(id));

    expect(error).toMatchObject({ code: 'resource_missing', param: undefined, statusCode: 400 });
    expect(error.message).toMatch(
      /^This customer has no attached payment source or default payment method\./,
    );
    expect((await stripe.invoices.retrieve(id)).status).toBe('draft');
  });

  it('is not by one of another customer', async () => {
    const { stripe, draft } = await billed();

    const error = await refusal(
      stripe.invoices.pay(draft.id, { payment_method: 'pm_usBankAccount_success' }),
    );

    expect(error.message).toBe(
      'The customer does not have a payment method with the ID pm_usBankAccount_success. The payment method must be attached to the customer.',
    );
  });

  it('fails without a mandate, and the invoice tells of it', async () => {
    const world = setup();
    const { stripe } = world;
    const { id: customer } = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer });
    const { id } = await drafted(world, customer);
    const before = eventTypes(world).length;

    const error = await refusal(stripe.invoices.pay(id, { payment_method: method.id }));

    expect([error.code, error.message]).toEqual([
      'payment_intent_mandate_invalid',
      "The provided mandate is invalid and can't be used for the payment intent",
    ]);
    expect(eventTypes(world).slice(before)).toEqual([
      'invoice.finalized',
      'payment_intent.created',
      'payment_intent.payment_failed',
      'invoice.updated',
      'invoice.payment_failed',
    ]);
    expect(await stripe.invoices.retrieve(id)).toMatchObject({
      attempt_count: 1,
      attempted: true,
      status: 'open',
    });
  });

  it('goes by the mandate that is named, if it is one of the payment method', async () => {
    const { stripe, customer, paymentMethod, draft } = await billed();
    const other = await saved({ stripe }, customer.id);
    const [setUp] = (await stripe.setupIntents.list({ payment_method: other })).data;
    const mandate = String(setUp?.mandate);

    const error = await refusal(stripe.invoices.pay(draft.id, { mandate, payment_method: paymentMethod }));
    await stripe.invoices.pay(draft.id, { mandate, payment_method: other });

    expect(error.code).toBe('payment_intent_mandate_invalid');
    expect((await refusal(stripe.invoices.pay(draft.id, { mandate: 'mandate_x' }))).message).toBe(
      "No such mandate: 'mandate_x'",
    );
  });

  it('fails later where the account has insufficient funds', async () => {
    const world = await billed({ method: 'pm_usBankAccount_insufficientFunds' });
    await world.stripe.invoices.pay(world.draft.id);
    const before = eventTypes(world).length;

    await world.emulator.clock.advance(1_000);
    const invoice = await world.stripe.invoices.retrieve(world.draft.id);

    expect(invoice).toMatchObject({ attempt_count: 1, next_payment_attempt: null, status: 'open' });
    expect(eventTypes(world).slice(before)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
    ]);
  });

  it('is refused at once where Stripe would not send it, and can be tried again', async () => {
    const { stripe, customer, emulator, draft } = await billed({
      method: 'pm_usBankAccount_weeklyLimitExceeded',
    });

    expect((await refusal(stripe.invoices.pay(draft.id))).code).toBe('charge_exceeds_source_limit');
    await stripe.invoices.pay(draft.id, { payment_method: await saved({ stripe }, customer.id) });
    await emulator.clock.advance(1_000);

    expect(await stripe.invoices.retrieve(draft.id)).toMatchObject({ attempt_count: 1, status: 'paid' });
  });

  it('out of band cancels the payment, and counts as no attempt', async () => {
    const world = await billed();
    await world.stripe.invoices.finalizeInvoice(world.draft.id);
    const before = eventTypes(world).length;

    const invoice = await world.stripe.invoices.pay(world.draft.id, {
      paid_out_of_band: true,
      expand: ['payments'],
    });

    expect(invoice).toMatchObject({
      amount_paid: 2000,
      amount_paid_off_stripe: 2000,
      attempted: false,
      status: 'paid',
    });
    expect(invoice.payments?.data[0]?.status).toBe('canceled');
    expect(eventTypes(world).slice(before)).toEqual([
      'payment_intent.canceled',
      'invoice.updated',
      'invoice.paid',
    ]);
  });

  it('is refused of one that is paid, or void', async () => {
    const { stripe, emulator, customer, draft } = await billed();
    await stripe.invoices.pay(draft.id);
    await emulator.clock.advance(1_000);
    const { id: voided } = await drafted({ stripe }, customer.id);
    await stripe.invoices.finalizeInvoice(voided);
    await stripe.invoices.voidInvoice(voided);

    expect((await refusal(stripe.invoices.pay(draft.id))).message).toBe('Invoice is already paid');
    expect((await refusal(stripe.invoices.pay(voided))).message).toBe(
      "You can only pass in open invoices. This invoice isn't open.",
    );
  });

  it('is refused while the bank is being asked', async () => {
    const { stripe, draft } = await billed();
    await stripe.invoices.pay(draft.id);

    expect((await refusal(stripe.invoices.pay(draft.id))).code).toBe('payment_intent_unexpected_state');
  });
});

describe('a customer who links a bank account for an invoice', () => {
  const linked = async (account: string) => {
    const world = setup();
    const { stripe, emulator, clientFor } = world;
    const { id: customer } = await stripe.customers.create();
    const { id } = await drafted(world, customer, {
      payment_settings: { payment_method_types: ['us_bank_account'] },
    });
    const { confirmation_secret: secret } = await stripe.invoices.finalizeInvoice(id, {
      expand: ['confirmation_secret'],
    });
    const clientSecret = String(secret?.client_secret);
    const intent = clientSecret.replace(/_secret_.*$/, '');
    await emulator.collectBankAccount(intent, { account });
    const browser = clientFor(emulator.publishableKey);
    await browser.paymentIntents.confirm(intent, {
      mandate_data: OFFLINE,
      // A cast: the SDK leaves it to stripe.js.
      ...({ client_secret: clientSecret } as object),
    });
    const processing = await stripe.invoices.retrieve(id);
    await emulator.clock.advance(1_000);
    return { ...world, processing, invoice: await stripe.invoices.retrieve(id) };
  };

  it('pays it', async () => {
    const { invoice, processing } = await linked('Success');

    expect(processing).toMatchObject({ attempt_count: 1, attempted: true, status: 'open' });
    expect(invoice).toMatchObject({ amount_paid: 2000, status: 'paid' });
  });

  it('does not where it has insufficient funds', async () => {
    const world = await linked('Insufficient Funds');

    expect(world.invoice).toMatchObject({ amount_paid: 0, status: 'open' });
    expect(eventTypes(world)).toContain('invoice.payment_failed');
  });
});

it('a payment by an account that is typed in asks for something first', async () => {
  const world = await billed();
  const { stripe, emulator } = world;
  await stripe.invoices.finalizeInvoice(world.draft.id);
  const [intent] = (await stripe.paymentIntents.list({ limit: 1 })).data;
  const id = String(intent?.id);
  await emulator.collectBankAccount(id, {
    manual_entry: { routing_number: '110000000', account_number: '000123456789' },
  });

  await stripe.paymentIntents.confirm(id, { mandate_data: OFFLINE });

  expect(eventTypes(world).slice(-2)).toEqual([
    'payment_intent.requires_action',
    'invoice.payment_action_required',
  ]);
  expect(await stripe.invoices.retrieve(world.draft.id)).toMatchObject({ attempt_count: 0, attempted: true });
  await stripe.paymentIntents.verifyMicrodeposits(id, { descriptor_code: 'SM11AA' });
  await emulator.clock.advance(1_000);
  expect((await stripe.invoices.retrieve(world.draft.id)).status).toBe('paid');
});

it('the money of an invoice is on the balance, and can be refunded', async () => {
  const { stripe, emulator, draft } = await billed();
  await stripe.invoices.pay(draft.id);
  await emulator.clock.advance(1_000);
  const [intent] = (await stripe.paymentIntents.list({ limit: 1 })).data;
  await stripe.refunds.create({ payment_intent: String(intent?.id) });
  const amounts = (await stripe.balanceTransactions.list()).data.map(({ amount }) => amount);

  expect(amounts).toEqual([-2000, 2000]);
  expect((await stripe.invoices.retrieve(draft.id)).status).toBe('paid');
});
