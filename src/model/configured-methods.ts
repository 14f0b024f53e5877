import { every } from '../core/stored.ts';
import type { PaymentMethodConfiguration } from './wire.ts';

/** What a configuration shows besides payment methods. */
type OfTheConfiguration =
  | 'id'
  | 'object'
  | 'active'
  | 'application'
  | 'is_default'
  | 'livemode'
  | 'name'
  | 'parent';

/** A payment method that can be configured. */
export type ConfiguredMethod = Exclude<keyof PaymentMethodConfiguration, OfTheConfiguration>;

/** How it is configured: each is in the same way. */
export type MethodConfiguration = NonNullable<PaymentMethodConfiguration['us_bank_account']>;
export type Preference = MethodConfiguration['display_preference']['preference'];

export const CONFIGURED_METHODS: readonly ConfiguredMethod[] = every<ConfiguredMethod>()(
  'acss_debit',
  'affirm',
  'afterpay_clearpay',
  'alipay',
  'alma',
  'amazon_pay',
  'apple_pay',
  'au_becs_debit',
  'bacs_debit',
  'bancontact',
  'billie',
  'bizum',
  'blik',
  'boleto',
  'card',
  'cartes_bancaires',
  'cashapp',
  'crypto',
  'customer_balance',
  'eps',
  'fpx',
  'giropay',
  'google_pay',
  'grabpay',
  'ideal',
  'jcb',
  'kakao_pay',
  'klarna',
  'konbini',
  'kr_card',
  'link',
  'mb_way',
  'mobilepay',
  'multibanco',
  'naver_pay',
  'nz_bank_account',
  'oxxo',
  'p24',
  'pay_by_bank',
  'payco',
  'paynow',
  'paypal',
  'paypay',
  'payto',
  'pix',
  'promptpay',
  'revolut_pay',
  'samsung_pay',
  'satispay',
  'scalapay',
  'sepa_debit',
  'sequra',
  'sofort',
  'sunbit',
  'swish',
  'twint',
  'upi',
  'us_bank_account',
  'wechat_pay',
  'zip',
);

export const PREFERENCES = every<Preference>()('none', 'off', 'on');
