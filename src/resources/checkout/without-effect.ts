import { type ByPath, each } from '../params/named-parameters.ts';

/* What is taken of Checkout Sessions, checked by name and type, and changes nothing: the rest is shown, used or refused. */

const SHIPPING = each(
  'shipping_options',
  'Shipping rates are not emulated: nothing is chosen, and nothing is added to the total',
  'docs: api/checkout/sessions/create',
);
const TAXES = each('line_items[tax_rates]', 'Taxes are not emulated', 'docs: api/checkout/sessions/create');
const TAXES_OF_SUBSCRIPTION = each(
  'subscription_data[default_tax_rates]',
  'Taxes are not emulated',
  'docs: api/checkout/sessions/create',
);

const OTHER_METHODS = each(
  `payment_method_options[acss_debit] payment_method_options[affirm]
    payment_method_options[afterpay_clearpay] payment_method_options[alipay]
    payment_method_options[alma] payment_method_options[amazon_pay]
    payment_method_options[au_becs_debit] payment_method_options[bacs_debit]
    payment_method_options[bancontact] payment_method_options[billie] payment_method_options[blik]
    payment_method_options[boleto] payment_method_options[cashapp] payment_method_options[crypto]
    payment_method_options[customer_balance] payment_method_options[demo_pay]
    payment_method_options[eps] payment_method_options[fpx] payment_method_options[giropay]
    payment_method_options[grabpay] payment_method_options[ideal] payment_method_options[kakao_pay]
    payment_method_options[klarna] payment_method_options[konbini] payment_method_options[kr_card]
    payment_method_options[link] payment_method_options[mobilepay] payment_method_options[multibanco]
    payment_method_options[naver_pay] payment_method_options[oxxo] payment_method_options[p24]
    payment_method_options[pay_by_bank] payment_method_options[payco] payment_method_options[paynow]
    payment_method_options[paypal] payment_method_options[payto] payment_method_options[pix]
    payment_method_options[revolut_pay] payment_method_options[samsung_pay]
    payment_method_options[satispay] payment_method_options[scalapay] payment_method_options[sepa_debit]
    payment_method_options[sequra] payment_method_options[sofort] payment_method_options[sunbit]
    payment_method_options[swish] payment_method_options[twint] payment_method_options[upi]
    payment_method_options[wechat_pay]`,
  'Other payment methods are not emulated; of cards the options are kept that a session shows',
  'docs: api/checkout/sessions/create',
);

const PATH = 'POST /v1/checkout/sessions';

export const CHECKOUTS_WITHOUT_EFFECT: Readonly<Record<string, ByPath>> = {
  [PATH]: {
    ...SHIPPING,
    ...TAXES,
    ...TAXES_OF_SUBSCRIPTION,
    ...OTHER_METHODS,
    ...each(
      'customer_update[address] customer_update[shipping]',
      'The page asks for a name and an address of mail, and for no other',
      'docs: api/checkout/sessions/create',
    ),
  },
  [`${PATH}/:session`]: { ...SHIPPING, ...TAXES },
};
