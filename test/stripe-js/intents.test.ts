import { describe, expect, it } from 'vitest';
import { IntegrationError } from '../../src/stripe-js/integration-error.ts';
import { TO_PAY } from '../support/payments.ts';
import { inPage, secretOf } from '../support/stripe-js.ts';

const BANK = {
  us_bank_account: {
    routing_number: '110000000',
    account_number: '000123456789',
    account_holder_type: 'individual',
  },
  billing_details: { name: 'Jenny Rosen' },
};
const US_BANK_ACCOUNT = { allowed_payment_method_types: ['us_bank_account' as const] };

describe('a page', () => {
  it('reads a PaymentIntent by its client_secret', async () => {
    const { stripe, page } = inPage();
    const intent = await stripe.paymentIntents.create(TO_PAY);

    const result = await page.retrievePaymentIntent(secretOf(intent));

    expect(result).toMatchObject({ paymentIntent: { id: intent.id, status: 'requires_payment_method' } });
    expect(Object.keys(result)).toEqual(['paymentIntent', 'error']);
  });

  it('reads a SetupIntent by its client_secret', async () => {
    const { stripe, page } = inPage();
    const intent = await stripe.setupIntents.create(US_BANK_ACCOUNT);

    const result = await page.retrieveSetupIntent(secretOf(intent));

    expect(result).toMatchObject({ setupIntent: { id: intent.id }, error: undefined });
  });

  it('is given an error of the API as it came', async () => {
    const { stripe, page, call } = inPage();
    const intent = await stripe.paymentIntents.create(TO_PAY);
    const refused = await call('GET', '/v1/payment_intents/pi_none');

    const result = await page.retrievePaymentIntent(secretOf(intent).replace(intent.id, 'pi_none'));

    expect(result.paymentIntent).toBeUndefined();
    expect(result.error).toMatchObject({
      type: refused.body.error.type,
      code: 'resource_missing',
      message: refused.body.error.message,
    });
    expect(Object.keys(result)).toEqual(['paymentIntent', 'error']);
  });

  it('confirms a payment with an account that was typed in, which microdeposits verify', async () => {
    const { stripe, page, calls } = inPage();
    const secret = secretOf(await stripe.paymentIntents.create(TO_PAY));

    const confirmed = await page.confirmUsBankAccountPayment(secret, { payment_method: BANK });
    const verified = await page.verifyMicrodepositsForPayment(secret, { amounts: [32, 45] });

    expect(confirmed.paymentIntent).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'verify_with_microdeposits' },
    });
    expect(verified.paymentIntent?.status).toBe('processing');
    expect(Object.fromEntries(calls[0]?.form ?? [])).toMatchObject({
      'mandate_data[customer_acceptance][type]': 'online',
      'mandate_data[customer_acceptance][online][infer_from_client]': 'true',
      'payment_method_data[type]': 'us_bank_account',
    });
  });

  it('confirms a payment with a payment method by its id', async () => {
    const { stripe, page } = inPage();
    const secret = secretOf(await stripe.paymentIntents.create(TO_PAY));

    const { paymentIntent } = await page.confirmUsBankAccountPayment(secret, {
      payment_method: 'pm_usBankAccount_success',
    });

    expect(paymentIntent?.status).toBe('processing');
  });

  it('confirms a payment with the payment method that is there already', async () => {
    const { stripe, page } = inPage();
    const intent = await stripe.paymentIntents.create({
      ...TO_PAY,
      payment_method: 'pm_usBankAccount_success',
    });

    const { paymentIntent } = await page.confirmUsBankAccountPayment(secretOf(intent));

    expect(paymentIntent?.status).toBe('processing');
  });

  it('keeps the mandate_data that a program gives itself', async () => {
    const { stripe, page, calls } = inPage();
    const secret = secretOf(await stripe.paymentIntents.create(TO_PAY));
    const mandate = { customer_acceptance: { type: 'offline' } };

    await page.confirmUsBankAccountPayment(secret, {
      payment_method: 'pm_usBankAccount_success',
      // A cast: Stripe.js's types know of an acceptance in this browser alone.
      mandate_data: mandate as never,
    });

    expect(calls[0]?.form.get('mandate_data[customer_acceptance][type]')).toBe('offline');
    expect(calls[0]?.form.has('mandate_data[customer_acceptance][online][infer_from_client]')).toBe(false);
  });

  it('confirms a setup with an account that was typed in, which a descriptor code verifies', async () => {
    const { stripe, page } = inPage();
    const secret = secretOf(await stripe.setupIntents.create(US_BANK_ACCOUNT));

    const confirmed = await page.confirmUsBankAccountSetup(secret, { payment_method: BANK });
    const verified = await page.verifyMicrodepositsForSetup(secret, { descriptor_code: 'SM11AA' });

    expect(confirmed.setupIntent?.status).toBe('requires_action');
    expect(verified.setupIntent?.status).toBe('succeeded');
  });

  it('is refused microdeposits that are not waited for', async () => {
    const { stripe, page } = inPage();
    const secret = secretOf(await stripe.paymentIntents.create(TO_PAY));

    const { error, paymentIntent } = await page.verifyMicrodepositsForPayment(secret, { amounts: [32, 45] });

    expect(error?.type).toBe('invalid_request_error');
    expect(paymentIntent).toBeUndefined();
  });
});

describe('a mistake of the program', () => {
  it.each([
    [undefined, 'undefined'],
    ['', 'an empty text'],
    ['seti_1_secret_2', 'that of a SetupIntent'],
    ['fcsess_client_secret_1', 'that of a Financial Connections Session'],
    ['pi_1', 'another text'],
  ])('is thrown: %s is no client_secret of a PaymentIntent', (secret, worded) => {
    const { page, calls } = inPage();

    // A cast: the types of Stripe.js would not let it pass.
    expect(() => page.retrievePaymentIntent(secret as never)).toThrow(
      new IntegrationError(
        `stripe.retrievePaymentIntent() takes the client_secret of a PaymentIntent: it was given ${worded}.`,
      ),
    );
    expect(calls).toEqual([]);
  });

  it('is thrown: a payment method is neither an id nor an object', () => {
    const { page } = inPage();

    expect(() => page.confirmUsBankAccountPayment('pi_1_secret_2', { payment_method: 3 as never })).toThrow(
      /^stripe\.confirmUsBankAccountPayment\(\) takes payment_method as an id/,
    );
  });
});
