/*
 * The payment methods that take a single currency (docs: payments/payment-methods/payment-method-support). Of those that
 * are not here it depends on the account's country, or nothing is known: they are held to take any.
 */
const SINGLE: Readonly<Record<string, string>> = {
  alma: 'eur',
  au_becs_debit: 'aud',
  bacs_debit: 'gbp',
  bancontact: 'eur',
  blik: 'pln',
  boleto: 'brl',
  cashapp: 'usd',
  eps: 'eur',
  fpx: 'myr',
  giropay: 'eur',
  ideal: 'eur',
  kakao_pay: 'krw',
  konbini: 'jpy',
  kr_card: 'krw',
  multibanco: 'eur',
  naver_pay: 'krw',
  nz_bank_account: 'nzd',
  oxxo: 'mxn',
  payco: 'krw',
  paynow: 'sgd',
  payto: 'aud',
  pix: 'brl',
  promptpay: 'thb',
  sepa_debit: 'eur',
  sofort: 'eur',
  swish: 'sek',
  twint: 'chf',
  us_bank_account: 'usd',
};
const SEVERAL: Readonly<Record<string, readonly string[]>> = {
  acss_debit: ['cad', 'usd'],
  p24: ['eur', 'pln'],
};

/** The only currencies that a payment method takes; undefined if it is not known to be bound to some. */
export function currenciesOf(type: string): readonly string[] | undefined {
  const single = SINGLE[type];
  return single === undefined ? SEVERAL[type] : [single];
}

export const takesCurrency = (type: string, currency: string): boolean =>
  currenciesOf(type)?.includes(currency) ?? true;
