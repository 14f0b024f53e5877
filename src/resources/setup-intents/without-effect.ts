import { type ByPath, each, otherMethods, radar } from '../params/named-parameters.ts';

/* What is taken of SetupIntents, checked by name and type, and changes nothing: the rest is shown, used or refused. */

const CHANGED: ByPath = {
  ...otherMethods('', 'payment_method_data'),
  ...radar('payment_method_data[radar_options]'),
  ...each(
    `payment_method_options[amazon_pay] payment_method_options[bizum] payment_method_options[blik]
    payment_method_options[card_present] payment_method_options[klarna] payment_method_options[link]
    payment_method_options[paypal] payment_method_options[payto] payment_method_options[pix]
    payment_method_options[upi]`,
    'Other payment methods are not emulated; of acss_debit, bacs_debit, card and sepa_debit the options are kept that an intent of these types shows',
    'docs: api/setup_intents/create',
  ),
  ...each(
    `payment_method_options[card][mandate_options] payment_method_options[card][moto]
    payment_method_options[card][three_d_secure]`,
    'It is about the setup of a card, and those are refused',
    'docs: api/setup_intents/create',
  ),
  ...each(
    'payment_method_options[us_bank_account][networks]',
    'No intent shows it, and accounts are collected the same way',
    'stripe-node types: SetupIntent.PaymentMethodOptions.UsBankAccount',
  ),
};

const CONFIRMED: ByPath = {
  ...each(
    'use_stripe_sdk',
    'It chooses between forms of a next_action, of which a bank account has one',
    'stripe-node types: SetupIntentConfirmParams',
  ),
  ...each(
    'mandate_data[customer_acceptance][offline]',
    'It has no members; its type says what a mandate shows',
    'stripe-node types: SetupIntentCreateParams.MandateData.CustomerAcceptance',
  ),
};

const PATH = 'POST /v1/setup_intents';

export const SETUPS_WITHOUT_EFFECT: Readonly<Record<string, ByPath>> = {
  [PATH]: { ...CHANGED, ...CONFIRMED },
  [`${PATH}/:setup_intent`]: CHANGED,
  [`${PATH}/:setup_intent/confirm`]: {
    ...CHANGED,
    ...CONFIRMED,
    ...each(
      'expected_payment_method_type',
      'stripe.js says what it expects; the payment method itself is looked at',
      'what stripe.js sends',
    ),
  },
};
