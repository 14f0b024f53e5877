import { describe, expect, it } from 'vitest';
import { setup } from '../support/setup.ts';

const PAID =
  'amount=2000&currency=usd&allowed_payment_method_types[]=us_bank_account&payment_method=pm_usBankAccount_success&mandate_data[customer_acceptance][type]=offline';

describe('what clients of other languages send', () => {
  // stripe-python before 12.1 and Stripe.net before 48.1 write so, and v1 takes it (stripe-dotnet pull request 3104,
  // stripe-python pull request 1499).
  it.each([
    ['True', 'processing'],
    ['False', 'requires_confirmation'],
    ['true', 'processing'],
    ['false', 'requires_confirmation'],
  ])('is a boolean as %s', async (confirm, status) => {
    const { call } = setup();
    const form = confirm.toLowerCase() === 'true' ? PAID : PAID.split('&mandate_data')[0];

    const { body } = await call('POST', '/v1/payment_intents', { form: `${form}&confirm=${confirm}` });

    expect(body.status).toBe(status);
  });

  it('is off_session as True', async () => {
    const { call } = setup();

    const { body } = await call('POST', '/v1/payment_intents', {
      form: `${PAID}&confirm=True&off_session=True`,
    });

    expect(body.status).toBe('processing');
  });

  it('is refused as a word that says neither', async () => {
    const { call } = setup();

    const { body } = await call('POST', '/v1/payment_intents', { form: `${PAID}&confirm=1` });

    expect(body.error).toMatchObject({ message: 'Invalid boolean: 1', param: 'confirm' });
  });
});
