import { expect, it } from 'vitest';
import { inPage } from '../support/stripe-js.ts';

const NUMBERS = {
  country: 'US',
  currency: 'usd',
  routing_number: '110000000',
  account_number: '000123456789',
  account_holder_name: 'Jenny Rosen',
  account_holder_type: 'individual',
};

it('a page makes a token of bank details', async () => {
  const { page } = inPage();

  const { token, error } = await page.createToken('bank_account', NUMBERS);

  expect(error).toBeUndefined();
  expect(token).toMatchObject({
    id: expect.stringMatching(/^btok_/),
    type: 'bank_account',
    used: false,
    bank_account: { last4: '6789' },
  });
});

it('a page makes a token of an identity number', async () => {
  const { page, calls } = inPage();

  const { token } = await page.createToken('pii', { personal_id_number: '000000000' });

  expect(token?.type).toBe('pii');
  expect(calls[0]?.form.get('pii[id_number]')).toBe('000000000');
});

it('a page is told why the API makes no token', async () => {
  const { page } = inPage();

  const { token, error } = await page.createToken('bank_account', { ...NUMBERS, routing_number: '1' });

  expect(token).toBeUndefined();
  expect(error).toMatchObject({ type: 'invalid_request_error', code: 'routing_number_invalid' });
});

it('tokens of elements are not emulated, which says what is', async () => {
  const { page, calls } = inPage();
  const card = page.elements().create('card');

  const { error } = await page.createToken(card);

  expect(error).toEqual({
    type: 'invalid_request_error',
    code: 'emulator_unsupported',
    message:
      'The emulator in place of Stripe.js has no stripe.createToken() of this kind. Tokens of bank_account and pii are made.',
  });
  expect(calls).toEqual([]);
});

it('a page makes a payment method of bank details', async () => {
  const { page } = inPage();

  const { paymentMethod } = await page.createPaymentMethod({
    type: 'us_bank_account',
    us_bank_account: {
      routing_number: '110000000',
      account_number: '000123456789',
      account_holder_type: 'individual',
    },
    billing_details: { name: 'Jenny Rosen' },
  });

  expect(paymentMethod).toMatchObject({
    type: 'us_bank_account',
    us_bank_account: { last4: '6789', bank_name: 'STRIPE TEST BANK' },
    billing_details: { name: 'Jenny Rosen' },
  });
});

it('payment methods of elements are not emulated', async () => {
  const { page } = inPage();

  const { error } = await page.createPaymentMethod({ elements: page.elements() });

  expect(error).toMatchObject({ code: 'emulator_unsupported' });
});

it('a call goes to the connected account that the page was made for', async () => {
  const { page, calls } = inPage({ stripeAccount: 'acct_1', apiVersion: '2024-06-20' });

  await page.createToken('bank_account', NUMBERS);

  expect(Object.fromEntries(calls[0]?.form ?? [])).toMatchObject({
    _stripe_account: 'acct_1',
    _stripe_version: '2024-06-20',
  });
});

it('an emulator that cannot be reached is an error of the connection', async () => {
  const { page } = inPage({ fetch: () => Promise.reject(new TypeError('fetch failed')) });

  const { error } = await page.createToken('bank_account', NUMBERS);

  expect(error).toMatchObject({
    type: 'api_connection_error',
    message: expect.stringMatching(/could not be reached/),
  });
});

it('an answer that is not the API’s is an error of the API', async () => {
  const { page } = inPage({ fetch: () => Promise.resolve(new Response('<html>', { status: 502 })) });

  const { error } = await page.createToken('bank_account', NUMBERS);

  expect(error).toEqual({
    type: 'api_error',
    message: 'An answer of the API could not be read (status 502).',
  });
});
