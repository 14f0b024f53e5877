import { type AnyHash, isHash } from '../../core/form.ts';
import { ours, sentence } from '../../core/sentence.ts';

/** Why a parameter that is taken changes nothing here, and where what it does at Stripe is written. */
export interface WithoutEffect {
  readonly reason: string;
  readonly source: string;
}

type ByPath = Readonly<Record<string, WithoutEffect>>;

const each = (names: string, reason: string, source: string): ByPath =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, { reason, source }]),
  );

const OTHERS = `acss_debit affirm afterpay_clearpay alipay alma amazon_pay au_becs_debit bacs_debit bancontact billie
  bizum blik boleto cashapp crypto customer_balance eps fpx giropay grabpay ideal interac_present kakao_pay klarna
  konbini kr_card link mb_way mobilepay multibanco naver_pay nz_bank_account oxxo p24 pay_by_bank payco paynow paypal
  paypay payto pix promptpay radar_options revolut_pay samsung_pay satispay scalapay sepa_debit sequra sofort sunbit
  swish twint upi wechat_pay zip`;

const otherMethods = (names: string, inside?: string): ByPath =>
  each(
    inside === undefined ? names : names.replace(/\w+/g, `${inside}[$&]`),
    'Only us_bank_account is emulated; of the others names and rough types are checked',
    'docs: api/payment_methods/create (a hash is read for the type that it is named after)',
  );

/*
 * As PaymentIntents were before their parameters were gone through: what is read by now is to be taken out, and the test
 * of effects says which that is.
 */
const UNREAD_OF_INTENTS: ByPath = {
  ...otherMethods(OTHERS, 'payment_method_data'),
  ...otherMethods(`${OTHERS.replace('radar_options', '')} card_present`, 'payment_method_options'),
  ...each(
    `payment_method_options[card][cvc_token] payment_method_options[card][installments]
    payment_method_options[card][mandate_options] payment_method_options[card][moto]
    payment_method_options[card][setup_credential_usage] payment_method_options[card][stored_credential_usage]
    payment_method_options[card][three_d_secure] amount_details hooks payment_details payment_method_options[us_bank_account][networks][requested]`,
    'Neither read nor shown',
    'docs: api/payment_intents/create',
  ),
};
const CONFIGURATION = each(
  'payment_method_configuration',
  'Payment method configurations are not emulated',
  'docs: api/payment_intents/create',
);
const UNREAD_AT_CONFIRMATION = each(
  `error_on_requires_action off_session radar_options return_url use_stripe_sdk
  mandate_data[customer_acceptance][offline] mandate_data[customer_acceptance][online]`,
  'Nothing that is emulated depends on it',
  'docs: api/payment_intents/confirm',
);
const INTENTS: Readonly<Record<string, ByPath>> = {
  'POST /v1/payment_intents': {
    ...UNREAD_OF_INTENTS,
    ...CONFIGURATION,
    ...UNREAD_AT_CONFIRMATION,
  },
  'POST /v1/payment_intents/:payment_intent': { ...UNREAD_OF_INTENTS, ...CONFIGURATION },
  'POST /v1/payment_intents/:payment_intent/confirm': {
    ...UNREAD_OF_INTENTS,
    ...UNREAD_AT_CONFIRMATION,
    ...each(
      'amount_to_confirm expected_payment_method_type',
      'Nothing is checked against it',
      'docs: api/payment_intents/confirm; stripe.js sends the type',
    ),
  },
};

const CUSTOMER: ByPath = {
  ...each('cash_balance', 'Cash balances are not emulated', 'docs: api/customers/create'),
  ...each(
    'tax[ip_address] tax[validate_location] validate',
    'Neither taxes nor checks of sources are emulated',
    'docs: api/customers/create',
  ),
  ...each(
    'coupon promotion_code',
    'Discounts are not emulated',
    'docs: changelog of 2025-09-30.clover, which retires them',
  ),
};

/** What is taken and changes nothing, by `METHOD path` of the operation; a hash stands for all that is in it. */
export const WITHOUT_EFFECT: Readonly<Record<string, ByPath>> = {
  'POST /v1/customers': {
    ...CUSTOMER,
    ...each('tax_id_data', 'Tax ids are not emulated', 'docs: api/customers/create'),
  },
  'POST /v1/customers/:customer': CUSTOMER,
  'POST /v1/events/:event/retry': each(
    'for_stripecli account',
    'The event goes to its own account’s endpoint as it would without',
    'Stripe CLI 1.52.0, `stripe events resend`',
  ),
  'POST /v1/payment_methods': otherMethods(`${OTHERS} card custom`),
  'POST /v1/payment_methods/:payment_method': otherMethods('card'),
  ...INTENTS,
};

/** Says which parameters of a form change nothing, if any do not. */
export function noteOfEffects(operation: string, form: AnyHash): readonly string[] {
  const known = WITHOUT_EFFECT[operation];
  const names = known === undefined ? [] : namesIn(known, form, '');
  if (names.length === 0) return [];
  const [verb, has] = names.length === 1 ? ['is', 'has'] : ['are', 'have'];
  return [
    sentence`${names.join(', ')} ${ours(verb)} taken and ${ours(has)} no effect in this emulator: docs/fidelity.md, "Parameters without effect".`,
  ];
}

function namesIn(known: ByPath, hash: AnyHash, under: string): readonly string[] {
  return Object.keys(hash).flatMap((name) => {
    const path = under === '' ? name : `${under}[${name}]`;
    if (Object.hasOwn(known, path)) return [path];
    const value = hash[name];
    return isHash(value) ? namesIn(known, value, path) : [];
  });
}
