import { describe, expect, it } from 'vitest';
import { eventTypes, paying, TO_PAY } from '../../support/payments.ts';
import { refusal, setup } from '../../support/setup.ts';

describe('updating', () => {
  it('changes what is given and nothing else, without an event', async () => {
    const world = setup();
    const intent = await world.stripe.paymentIntents.create({
      ...TO_PAY,
      description: 'Order',
      metadata: { a: '1', b: '2' },
      receipt_email: 'jenny@example.com',
    });

    const updated = await world.stripe.paymentIntents.update(intent.id, {
      amount: 2500,
      metadata: { a: '' },
      receipt_email: '',
    });

    expect(updated).toEqual({
      ...intent,
      amount: 2500,
      metadata: { b: '2' },
      receipt_email: null,
    });
    expect(eventTypes(world)).toEqual(['payment_intent.created']);
  });

  it('lets go of bank accounts when the currency changes', async () => {
    const { stripe } = setup();
    const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' });

    const updated = await stripe.paymentIntents.update(intent.id, { currency: 'eur' });

    expect(updated.payment_method_types).toEqual(['card', 'link']);
    expect(updated.payment_method_options?.us_bank_account).toBeUndefined();
  });

  it('has to be confirmed anew with another payment method', async () => {
    const { stripe } = setup();
    const intent = await stripe.paymentIntents.create(TO_PAY);

    const updated = await stripe.paymentIntents.update(intent.id, {
      payment_method: 'pm_usBankAccount_success',
    });

    expect(updated.status).toBe('requires_confirmation');
  });

  it('keeps the amount once the bank has been asked', async () => {
    const world = setup();
    const intent = await paying(world);

    const error = await refusal(world.stripe.paymentIntents.update(intent.id, { amount: 1 }));

    expect(error).toMatchObject({
      code: 'payment_intent_unexpected_state',
      param: 'amount',
      payment_intent: { id: intent.id },
    });
    expect(error.message).toBe(
      "This PaymentIntent's amount could not be updated because it has a status of processing. You may only update the amount of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.",
    );
    expect((await world.stripe.paymentIntents.update(intent.id, { description: 'Order' })).description).toBe(
      'Order',
    );
  });

  it('shows the intent in whatever error it ends with (a body of 2026-04, posted by a public project)', async () => {
    const { stripe } = setup();
    const { id } = await stripe.paymentIntents.create(TO_PAY);

    for (const change of [{ customer: 'cus_nope' }, { amount: 100_000_000 }, { payment_method: 'pm_nope' }])
      expect(await refusal(stripe.paymentIntents.update(id, change))).toMatchObject({
        statusCode: 400,
        payment_intent: { id, amount: 1000 },
      });
  });
});
