import type { Stripe as StripeJs } from '@stripe/stripe-js';
import { describe, expect, it } from 'vitest';
import { TO_PAY } from '../support/payments.ts';
import { inPage, type Page, secretOf } from '../support/stripe-js.ts';

/* The modal of an intent by a page whose user is played by calls: what the methods resolve with. */

const PARAMS = {
  payment_method_type: 'us_bank_account',
  payment_method_data: { billing_details: { name: 'Jenny Rosen' }, metadata: { order: '1' } },
} as const;
const TYPED_IN = { manual_entry: { routing_number: '110000000', account_number: '000123456789' } };

interface Kind {
  readonly created: (page: Page) => Promise<string>;
  readonly collect: (
    page: StripeJs,
    clientSecret: string,
    expand?: string[],
  ) => Promise<{ readonly intent: Intent | undefined; readonly error?: object | undefined }>;
  readonly confirm: (page: StripeJs, clientSecret: string) => Promise<string | undefined>;
}
interface Intent {
  readonly status: string;
  readonly payment_method: unknown;
}

const KINDS: readonly [string, Kind][] = [
  [
    'collectBankAccountForPayment()',
    {
      created: async ({ stripe }) => secretOf(await stripe.paymentIntents.create(TO_PAY)),
      collect: async (page, clientSecret, expand) => {
        const { paymentIntent, error } = await page.collectBankAccountForPayment({
          clientSecret,
          params: PARAMS,
          ...(expand === undefined ? {} : { expand }),
        });
        return { intent: paymentIntent, error };
      },
      confirm: async (page, secret) => (await page.confirmUsBankAccountPayment(secret)).paymentIntent?.status,
    },
  ],
  [
    'collectBankAccountForSetup()',
    {
      created: async ({ stripe }) =>
        secretOf(await stripe.setupIntents.create({ allowed_payment_method_types: ['us_bank_account'] })),
      collect: async (page, clientSecret, expand) => {
        const { setupIntent, error } = await page.collectBankAccountForSetup({
          clientSecret,
          params: PARAMS,
          ...(expand === undefined ? {} : { expand }),
        });
        return { intent: setupIntent, error };
      },
      confirm: async (page, secret) => (await page.confirmUsBankAccountSetup(secret)).setupIntent?.status,
    },
  ],
];

describe.each(KINDS)('%s', (_name, { created, collect, confirm }) => {
  it('resolves with the intent and the account that was picked, to be confirmed', async () => {
    const world = inPage();
    const secret = await created(world);

    const { intent, error } = await collect(world.page, secret, ['payment_method']);

    expect(error).toBeUndefined();
    expect(intent).toMatchObject({
      status: 'requires_confirmation',
      payment_method: {
        type: 'us_bank_account',
        billing_details: { name: 'Jenny Rosen' },
        metadata: { order: '1' },
        us_bank_account: { last4: '6789', financial_connections_account: expect.stringMatching(/^fca_/) },
      },
    });
    expect(['processing', 'succeeded']).toContain(await confirm(world.page, secret));
  });

  it('shows the payment method by its id unless it is expanded', async () => {
    const world = inPage();

    const { intent } = await collect(world.page, await created(world));

    expect(intent?.payment_method).toMatch(/^pm_/);
  });

  it('resolves with the account that was typed in, which microdeposits verify after confirmation', async () => {
    const world = inPage({ autofill: TYPED_IN });
    const secret = await created(world);

    const { intent } = await collect(world.page, secret, ['payment_method']);

    expect(intent).toMatchObject({
      status: 'requires_confirmation',
      payment_method: { us_bank_account: { last4: '6789', financial_connections_account: null } },
    });
    expect(await confirm(world.page, secret)).toBe('requires_action');
  });

  it.each(['cancel', 'cancel_at:account_picker', 'down'])(
    'resolves with the intent as it was where the user has left: %s',
    async (autofill) => {
      const world = inPage({ autofill });

      const { intent, error } = await collect(world.page, await created(world));

      expect(error).toBeUndefined();
      expect(intent).toMatchObject({ status: 'requires_payment_method', payment_method: null });
    },
  );

  it('takes an account that was picked before the user left', async () => {
    const world = inPage({ autofill: 'cancel_at:success' });

    const { intent } = await collect(world.page, await created(world));

    expect(intent?.status).toBe('requires_confirmation');
  });

  it('does what was said of the intent, whatever the page says', async () => {
    const world = inPage({ autofill: 'cancel' });
    const secret = await created(world);
    await world.emulator.setScenario(secret.replace(/_secret_.*/, ''), { accounts: ['High Balance'] });

    const { intent } = await collect(world.page, secret, ['payment_method']);

    expect(intent).toMatchObject({ payment_method: { us_bank_account: { last4: '4321' } } });
  });
});

describe('a mistake of the program', () => {
  it.each<[string, object, RegExp]>([
    ['no params', { clientSecret: 'pi_1_secret_2' }, /takes us_bank_account as params\.payment_method_type/],
    [
      'another type',
      { clientSecret: 'pi_1_secret_2', params: { payment_method_type: 'card' } },
      /takes us_bank_account as params\.payment_method_type/,
    ],
    [
      'no name',
      { clientSecret: 'pi_1_secret_2', params: { payment_method_type: 'us_bank_account' } },
      /takes the customer's name as params\.payment_method_data\.billing_details\.name/,
    ],
    [
      'no list to expand',
      { clientSecret: 'pi_1_secret_2', params: PARAMS, expand: 'payment_method' },
      /takes a list of names as expand/,
    ],
    [
      'half a consent',
      { clientSecret: 'pi_1_secret_2', params: PARAMS, preCollectedConsent: { consent: 'a' } },
      /takes preCollectedConsent as/,
    ],
    ['another secret', { clientSecret: 'seti_1_secret_2', params: PARAMS }, /that of a SetupIntent/],
  ])('is thrown before anything is asked: %s', (_what, given, message) => {
    const { page, calls } = inPage();

    // A cast: the types of Stripe.js would not let it pass.
    expect(() => page.collectBankAccountForPayment(given as never)).toThrow(
      expect.objectContaining({ name: 'IntegrationError', message: expect.stringMatching(message) }),
    );
    expect(calls).toEqual([]);
  });

  it('is thrown: the secret of an intent is none of a session', () => {
    const { page } = inPage();

    expect(() => page.collectFinancialConnectionsAccounts({ clientSecret: 'pi_1_secret_2' })).toThrow(
      'stripe.collectFinancialConnectionsAccounts() takes the client_secret of a Financial Connections Session: it was given that of a PaymentIntent.',
    );
    expect(() => page.collectBankAccountToken(undefined as never)).toThrow(
      'stripe.collectBankAccountToken() takes an object of options: it was given undefined.',
    );
  });
});
