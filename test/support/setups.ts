import type Stripe from 'stripe';
import { TYPED_IN } from './payment-methods.ts';
import { OFFLINE } from './payments.ts';
import { type Setup, setup } from './setup.ts';

export const TO_SET_UP = {
  allowed_payment_method_types: ['us_bank_account'],
} satisfies Stripe.SetupIntentCreateParams;

/** An intent that is confirmed as it is created, with a bank account that is verified. */
export const settingUp = (
  { stripe }: Pick<Setup, 'stripe'>,
  fields: Partial<Stripe.SetupIntentCreateParams> = {},
): Promise<Stripe.SetupIntent> =>
  stripe.setupIntents.create({
    ...TO_SET_UP,
    payment_method: 'pm_usBankAccount_success',
    confirm: true,
    mandate_data: OFFLINE,
    ...fields,
  });

/** An intent with a bank account that microdeposits have to verify. */
export const askingForDeposits = (
  { stripe }: Pick<Setup, 'stripe'>,
  fields: Partial<Stripe.SetupIntentCreateParams> = {},
): Promise<Stripe.SetupIntent> =>
  stripe.setupIntents.create({
    ...TO_SET_UP,
    payment_method_data: {
      type: 'us_bank_account',
      billing_details: { name: 'Jenny Rosen' },
      us_bank_account: TYPED_IN,
    },
    confirm: true,
    mandate_data: OFFLINE,
    ...fields,
  });

/** A world in which a customer's bank account is blocked. */
export const withBlockedAccount = (): Setup =>
  setup({
    objects: {
      customers: [{ id: 'cus_1' }],
      payment_methods: [
        {
          id: 'pm_blocked',
          customer: 'cus_1',
          us_bank_account: {
            status_details: { blocked: { network_code: 'R02', reason: 'bank_account_closed' } },
          },
        },
      ],
    },
  });
