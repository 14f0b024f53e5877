import { type ByPath, each } from '../params/named-parameters.ts';

const HIDDEN: ByPath = each(
  'apple_pay_later fr_meal_voucher_conecs',
  'No configuration shows them',
  'stripe-node types: PaymentMethodConfiguration',
);

/** What is taken of configurations, checked by name and type, and changes nothing. */
export const CONFIGURATIONS_WITHOUT_EFFECT: Readonly<Record<string, ByPath>> = {
  'POST /v1/payment_method_configurations': HIDDEN,
  'POST /v1/payment_method_configurations/:configuration': HIDDEN,
};
