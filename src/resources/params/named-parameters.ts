/** Why a parameter that is taken changes nothing here, and where what it does at Stripe is written. */
export interface WithoutEffect {
  readonly reason: string;
  readonly source: string;
  /** Only of these values is it true; others are refused. */
  readonly values?: RegExp;
}

export type ByPath = Readonly<Record<string, WithoutEffect>>;

/** The parameters of those names, which share a reason. */
export const each = (names: string, reason: string, source: string): ByPath =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, { reason, source }]),
  );

/** Payment methods that have no options among those of an intent that are shown. */
const WITHOUT_OPTIONS = `affirm afterpay_clearpay alipay alma amazon_pay bancontact billie bizum blik boleto cashapp
  crypto customer_balance eps fpx giropay grabpay ideal interac_present kakao_pay klarna konbini kr_card link mb_way
  mobilepay multibanco naver_pay nz_bank_account oxxo p24 pay_by_bank payco paynow paypal paypay payto pix promptpay
  revolut_pay samsung_pay satispay scalapay sequra sofort sunbit swish twint upi wechat_pay zip`;

const OTHERS = `${WITHOUT_OPTIONS} acss_debit au_becs_debit bacs_debit sepa_debit`;

/** The hashes of a PaymentMethod's parameters that are named after other types than us_bank_account. */
export const otherMethods = (more = '', inside?: string): ByPath =>
  each(
    within(`${OTHERS} ${more}`, inside),
    'Only us_bank_account is emulated; of the others names and rough types are checked',
    'docs: api/payment_methods/create (a hash is read for the type that it is named after)',
  );

/** The options of payment methods that an intent of another kind has. */
export const otherOptions = (more = ''): ByPath =>
  each(
    within(`${WITHOUT_OPTIONS} card_present ${more}`, 'payment_method_options'),
    'Other payment methods are not emulated; of acss_debit, au_becs_debit, bacs_debit, card and sepa_debit the options are kept that an intent of these types shows',
    'docs: api/payment_intents/create',
  );

/** What is sent of Radar, in a PaymentMethod. */
export const radar = (path: string): ByPath =>
  each(path, 'Radar is not emulated', 'docs: radar/radar-session');

const within = (names: string, inside: string | undefined): string =>
  inside === undefined ? names : names.replace(/\w+/g, `${inside}[$&]`);
