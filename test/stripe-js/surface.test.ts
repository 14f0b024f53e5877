import type { Stripe } from '@stripe/stripe-js';
import { describe, expect, it } from 'vitest';
import { stripeJsSurface } from '../../scripts/stripe-js-surface.ts';
import generated from '../../src/stripe-js/surface.generated.json' with { type: 'json' };
import { inPage } from '../support/stripe-js.ts';

const EMULATED = [
  'collectBankAccountForPayment',
  'collectBankAccountForSetup',
  'collectBankAccountToken',
  'collectFinancialConnectionsAccounts',
  'confirmUsBankAccountPayment',
  'confirmUsBankAccountSetup',
  'createPaymentMethod',
  'createToken',
  'elements',
  'paymentRequest',
  'registerAppInfo',
  'retrievePaymentIntent',
  'retrieveSetupIntent',
  'verifyMicrodepositsForPayment',
  'verifyMicrodepositsForSetup',
] satisfies readonly (keyof Stripe)[];

const surface = stripeJsSurface();
const unemulated = Object.keys(surface).filter((name) => !EMULATED.some((other) => other === name));
const answering = (by: string) => unemulated.filter((name) => surface[name] === by);

/** A cast: a name of an older major is in no type of the newest. */
const methodsOf = (page: Stripe) => page as unknown as Readonly<Record<string, () => unknown>>;

describe('the Stripe object', () => {
  it('has every name of the types of Stripe.js that are installed: npm run generate', () => {
    expect(generated).toEqual(surface);
  });

  it('is what the wrappers of Stripe.js take for one', () => {
    const { page } = inPage();

    for (const name of [
      'elements',
      'createToken',
      'createPaymentMethod',
      'confirmCardPayment',
      'registerAppInfo',
      '_registerWrapper',
    ])
      expect(methodsOf(page)[name]).toBeTypeOf('function');
    expect('then' in page).toBe(false);
    expect(page.registerAppInfo({ name: 'react-stripe-js' })).toBeUndefined();
  });

  it('can be awaited', async () => {
    const { page } = inPage();

    expect(await page).toBe(page);
  });

  it.each(answering('result'))(
    'resolves %s() with an error that says that it is not emulated',
    async (name) => {
      const { page, calls } = inPage();

      expect(await methodsOf(page)[name]?.()).toEqual({
        error: {
          type: 'invalid_request_error',
          code: 'emulator_unsupported',
          message: `The emulator in place of Stripe.js has no stripe.${name}().`,
        },
      });
      expect(calls).toEqual([]);
    },
  );

  it.each(answering('promise'))('rejects %s(), whose result has no place for an error', async (name) => {
    const { page } = inPage();

    await expect(methodsOf(page)[name]?.()).rejects.toMatchObject({
      name: 'IntegrationError',
      code: 'emulator_unsupported',
    });
  });

  it.each(answering('value'))('throws at %s(), which answers no promise', (name) => {
    const { page } = inPage();

    expect(() => methodsOf(page)[name]?.()).toThrow(
      `The emulator in place of Stripe.js has no stripe.${name}().`,
    );
  });
});
