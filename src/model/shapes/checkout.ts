import { asWritten } from '../../core/composed.ts';
import { boolean, integer, oneOf, optional } from '../../core/shape.ts';
import { anId, anyText, isTrue, listOf, orNull, shownAgain, stored, whole } from '../../core/stored.ts';
import {
  CHECKOUT_MODES,
  CHECKOUT_PAYMENT_STATUSES,
  CHECKOUT_STATUSES,
  CHECKOUT_VERIFICATION_METHODS,
  UI_MODES,
} from '../billing-words.ts';
import type { CheckoutFacts, CheckoutLine, CheckoutPayment } from '../facts.ts';
import type { CheckoutSession } from '../wire.ts';
import { CAPTURE_METHODS, FUTURE_USAGES, PERMISSIONS, PREFETCHES, REDISPLAYS } from '../words.ts';
import { inTestMode, metadataShape, only, textOrNull } from './fields.ts';
import { transferShape } from './payment-intent.ts';

const types = listOf(anyText);

type Options = NonNullable<CheckoutSession['payment_method_options']>;
type BankOptions = NonNullable<Options['us_bank_account']>;
type Connections = NonNullable<BankOptions['financial_connections']>;

const bankOptions = stored<BankOptions>({
  financial_connections: optional(
    stored<Connections, 'filters' | 'return_url'>({
      permissions: optional(listOf(oneOf(...PERMISSIONS))),
      prefetch: orNull(listOf(oneOf(...PREFETCHES))),
    }),
  ),
  setup_future_usage: optional(oneOf('none', ...FUTURE_USAGES)),
  target_date: optional(anyText),
  verification_method: optional(oneOf(...CHECKOUT_VERIFICATION_METHODS)),
});

const shownOptions = shownAgain<Options>();
const ofBankAccount = optional(bankOptions);

export const checkoutShape = stored<CheckoutSession, 'presentment_details'>({
  id: anId,
  object: only('checkout.session'),
  adaptive_pricing: orNull(shownAgain()),
  after_expiration: orNull(shownAgain()),
  allow_promotion_codes: orNull(boolean),
  allowed_payment_method_types: orNull(types),
  amount_subtotal: orNull(integer()),
  amount_total: orNull(integer()),
  automatic_tax: shownAgain(),
  billing_address_collection: asWritten(textOrNull),
  branding_settings: optional(shownAgain()),
  cancel_url: textOrNull,
  client_reference_id: textOrNull,
  client_secret: textOrNull,
  collected_information: orNull(shownAgain()),
  consent: orNull(shownAgain()),
  consent_collection: orNull(shownAgain()),
  created: whole,
  currency: textOrNull,
  currency_conversion: orNull(shownAgain()),
  custom_fields: listOf(shownAgain()),
  custom_text: shownAgain(),
  customer: textOrNull,
  customer_account: textOrNull,
  customer_creation: asWritten(textOrNull),
  customer_details: orNull(shownAgain()),
  customer_email: textOrNull,
  discounts: orNull(listOf(shownAgain())),
  excluded_payment_method_types: optional(types),
  expires_at: whole,
  integration_identifier: textOrNull,
  invoice: textOrNull,
  invoice_creation: orNull(shownAgain()),
  livemode: inTestMode,
  locale: asWritten(textOrNull),
  managed_payments: orNull(shownAgain()),
  metadata: orNull(metadataShape),
  mode: oneOf(...CHECKOUT_MODES),
  name_collection: optional(shownAgain()),
  optional_items: optional(orNull(listOf(shownAgain()))),
  origin_context: asWritten(textOrNull),
  payment_intent: textOrNull,
  payment_link: textOrNull,
  payment_method_collection: asWritten(textOrNull),
  payment_method_configuration_details: orNull(shownAgain()),
  payment_method_options: orNull((value, path, voice) => {
    const options = shownOptions(value, path, voice);
    if (options.us_bank_account !== undefined)
      ofBankAccount(options.us_bank_account, `${path}.us_bank_account`, voice);
    return options;
  }),
  payment_method_types: types,
  payment_status: oneOf(...CHECKOUT_PAYMENT_STATUSES),
  permissions: orNull(shownAgain()),
  phone_number_collection: optional(shownAgain()),
  recovered_from: textOrNull,
  redirect_on_completion: optional(asWritten(anyText)),
  return_url: optional(anyText),
  saved_payment_method_options: orNull(shownAgain()),
  setup_intent: textOrNull,
  shipping_address_collection: orNull(shownAgain()),
  shipping_cost: orNull(shownAgain()),
  shipping_options: listOf(shownAgain()),
  status: orNull(oneOf(...CHECKOUT_STATUSES)),
  submit_type: asWritten(textOrNull),
  subscription: textOrNull,
  success_url: textOrNull,
  tax_id_collection: optional(shownAgain()),
  total_details: orNull(shownAgain()),
  ui_mode: orNull(oneOf(...UI_MODES)),
  url: textOrNull,
  wallet_options: orNull(shownAgain()),
});

const lineShape = stored<CheckoutLine>({
  id: anId,
  adjustable_quantity: orNull(shownAgain()),
  description: textOrNull,
  metadata: orNull(metadataShape),
  price: anId,
  quantity: integer({ min: 0 }),
});

const paymentShape = stored<CheckoutPayment>({
  application_fee_amount: optional(orNull(integer())),
  capture_method: optional(oneOf(...CAPTURE_METHODS)),
  description: optional(textOrNull),
  metadata: optional(metadataShape),
  on_behalf_of: optional(textOrNull),
  receipt_email: optional(textOrNull),
  setup_future_usage: optional(orNull(oneOf(...FUTURE_USAGES))),
  shipping: optional(orNull(shownAgain())),
  statement_descriptor: optional(textOrNull),
  statement_descriptor_suffix: optional(textOrNull),
  transfer_data: optional(orNull(transferShape)),
  transfer_group: optional(textOrNull),
});

export const checkoutFactsShape = stored<CheckoutFacts>({
  lines: listOf(lineShape),
  payment: optional(paymentShape),
  subscription: optional(shownAgain()),
  version: optional(anyText),
  redisplay: optional(oneOf(...REDISPLAYS)),
  updatesName: optional(isTrue),
});
