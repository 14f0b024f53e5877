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

const LINE_ITEMS = 'A PaymentIntent shows line items on expansion alone, and they are not kept';
const NEVER_CAPTURED = 'No payment waits for its capture, so that every call is refused by its state';
const NEW_OF_INTENTS = 'docs: api/payment_intents/create';

const OF_INTENTS: ByPath = {
  ...otherMethods(OTHERS, 'payment_method_data'),
  ...otherMethods(
    `${OTHERS.replaceAll(/\b(acss_debit|au_becs_debit|bacs_debit|radar_options|sepa_debit)\b/g, '')} card_present`,
    'payment_method_options',
  ),
  ...each(
    `payment_method_options[card][cvc_token]
    payment_method_options[card][installments] payment_method_options[card][mandate_options]
    payment_method_options[card][moto] payment_method_options[card][setup_credential_usage]
    payment_method_options[card][stored_credential_usage] payment_method_options[card][three_d_secure]`,
    'Only us_bank_account is emulated; an intent shows other options of these methods as they came',
    NEW_OF_INTENTS,
  ),
  ...each('amount_details[line_items]', LINE_ITEMS, NEW_OF_INTENTS),
  ...each(
    'amount_details[enforce_arithmetic_validation]',
    'It judges line items, which are not kept',
    NEW_OF_INTENTS,
  ),
  ...each('hooks', 'Stripe Tax is not emulated', NEW_OF_INTENTS),
  ...each(
    'payment_method_options[us_bank_account][networks]',
    'No answer has it, and accounts are collected the same way',
    'stripe-node types',
  ),
};
const AT_CONFIRMATION: ByPath = {
  ...each('mandate_data[customer_acceptance][offline]', 'It is a hash without members', 'stripe-node types'),
  ...each('radar_options', 'Radar is not emulated', 'docs: api/payment_intents/confirm'),
  ...each(
    'use_stripe_sdk',
    'It chooses between forms of a next_action, and no payment has one',
    'docs: api/payment_intents/confirm',
  ),
};
const OF_CAPTURE = `amount_details application_fee_amount hooks metadata payment_details statement_descriptor transfer_data`;
const INTENTS: Readonly<Record<string, ByPath>> = {
  'POST /v1/payment_intents': { ...OF_INTENTS, ...AT_CONFIRMATION },
  'POST /v1/payment_intents/:payment_intent': OF_INTENTS,
  'POST /v1/payment_intents/:payment_intent/confirm': {
    ...OF_INTENTS,
    ...AT_CONFIRMATION,
    ...each(
      `payment_method_options[au_becs_debit] payment_method_options[bacs_debit]
      payment_method_options[sepa_debit]`,
      'What us_bank_account pays is in usd, which these methods do not take',
      'docs: payments/payment-methods/payment-method-support',
    ),
    ...each(
      'expected_payment_method_type',
      'Stripe.js says what it expects; the payment method itself is looked at',
      'stripe.js sends it',
    ),
  },
  'POST /v1/payment_intents/:payment_intent/capture': each(
    `${OF_CAPTURE} amount_to_capture final_capture statement_descriptor_suffix`,
    NEVER_CAPTURED,
    'docs: api/payment_intents/capture',
  ),
  'POST /v1/payment_intents/:payment_intent/increment_authorization': each(
    `${OF_CAPTURE} amount description`,
    NEVER_CAPTURED,
    'docs: api/payment_intents/increment_authorization',
  ),
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
