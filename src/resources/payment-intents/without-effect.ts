/*
 * Parameters that are taken, checked by name and type, and then change nothing: by operation and by path, with the reason.
 * Of everything else that is taken the value is resolved, checked, stored and shown, or refused.
 */

const LINE_ITEMS = 'a PaymentIntent shows line items on expansion alone, and they are not kept';
const ARITHMETIC = 'it judges line items, which are not kept';
const HOOKS = 'Stripe Tax is not emulated';
const OTHER_METHODS =
  'other payment methods are not emulated; of acss_debit, au_becs_debit, bacs_debit, card and sepa_debit the options that an intent shows are kept';
const NETWORKS = 'no answer has it (stripe-node types), and accounts are collected the same way';

const CHANGED = {
  'amount_details[enforce_arithmetic_validation]': ARITHMETIC,
  'amount_details[line_items]': LINE_ITEMS,
  hooks: HOOKS,
  'payment_method_options[*]': OTHER_METHODS,
  'payment_method_options[us_bank_account][networks]': NETWORKS,
} as const;

const CONFIRMED = {
  error_on_requires_action:
    'with named types; no payment comes to need an action. With automatic payment methods it is refused',
  radar_options: 'Radar is not emulated',
  use_stripe_sdk: 'it chooses between forms of a next_action, and no payment has one',
} as const;

export const WITHOUT_EFFECT = {
  'POST /v1/payment_intents': { ...CHANGED, ...CONFIRMED },
  'POST /v1/payment_intents/:payment_intent': CHANGED,
  'POST /v1/payment_intents/:payment_intent/confirm': {
    ...CHANGED,
    ...CONFIRMED,
    expected_payment_method_type: 'stripe.js says what it expects; the payment method itself is looked at',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;
