import { type ByPath, each, otherMethods, otherOptions, radar } from '../params/named-parameters.ts';

/* What is taken of PaymentIntents, checked by name and type, and changes nothing: the rest is shown, used or refused. */

const LINES = each(
  'amount_details[line_items]',
  'A PaymentIntent shows line items on expansion alone, and they are not kept',
  'stripe-node types: PaymentIntent.AmountDetails',
);
const ARITHMETIC = each(
  'amount_details[enforce_arithmetic_validation]',
  'It judges line items, which are not kept',
  'stripe-node types: PaymentIntentCreateParams.AmountDetails',
);
const HOOKS = each(
  'hooks',
  'Stripe Tax is not emulated',
  'stripe-node types: PaymentIntentCreateParams.Hooks',
);

const CHANGED: ByPath = {
  ...LINES,
  ...ARITHMETIC,
  ...HOOKS,
  ...otherMethods('', 'payment_method_data'),
  ...radar('payment_method_data[radar_options]'),
  ...each(
    `payment_method_options[card][cvc_token] payment_method_options[card][installments]
    payment_method_options[card][mandate_options] payment_method_options[card][moto]
    payment_method_options[card][setup_credential_usage] payment_method_options[card][stored_credential_usage]
    payment_method_options[card][three_d_secure]`,
    'It is about a payment by card, and those are refused',
    'docs: api/payment_intents/create',
  ),
  ...each(
    'payment_method_options[us_bank_account][networks]',
    'No intent shows it, and accounts are collected the same way',
    'stripe-node types: PaymentIntent.PaymentMethodOptions.UsBankAccount',
  ),
};

const CONFIRMED: ByPath = {
  ...radar('radar_options'),
  ...each(
    'use_stripe_sdk',
    'It chooses between forms of a next_action, of which a bank account has one',
    'stripe-node types: PaymentIntentConfirmParams',
  ),
  ...each(
    'mandate_data[customer_acceptance][offline]',
    'It has no members; its type says what a mandate shows',
    'stripe-node types: PaymentIntentCreateParams.MandateData.CustomerAcceptance',
  ),
};

/** No bank debit is authorized first: the state of the intent refuses the call after its parameters were checked. */
const authorized = (names: string): ByPath =>
  each(
    names,
    'No intent comes to have a status of requires_capture: what is sent is checked, and then its status refuses the call',
    'docs: payments/place-a-hold-on-a-payment-method (not for bank debits)',
  );

const PATH = 'POST /v1/payment_intents';

export const INTENTS_WITHOUT_EFFECT: Readonly<Record<string, ByPath>> = {
  [PATH]: { ...CHANGED, ...otherOptions(), ...CONFIRMED },
  [`${PATH}/:payment_intent`]: { ...CHANGED, ...otherOptions() },
  [`${PATH}/:payment_intent/confirm`]: {
    ...CHANGED,
    ...otherOptions(),
    ...each(
      `payment_method_options[au_becs_debit] payment_method_options[bacs_debit]
      payment_method_options[sepa_debit]`,
      'Payments are by us_bank_account, in US dollars, which these do not take',
      'docs: payments/payment-methods/payment-method-support',
    ),
    ...CONFIRMED,
    ...each(
      'expected_payment_method_type',
      'stripe.js says what it expects; the payment method itself is looked at',
      'what stripe.js sends',
    ),
  },
  [`${PATH}/:payment_intent/capture`]: authorized(
    `amount_details amount_to_capture application_fee_amount final_capture hooks metadata payment_details
    statement_descriptor statement_descriptor_suffix transfer_data`,
  ),
  [`${PATH}/:payment_intent/increment_authorization`]: authorized(
    `amount amount_details application_fee_amount description hooks metadata payment_details statement_descriptor
    transfer_data`,
  ),
};
