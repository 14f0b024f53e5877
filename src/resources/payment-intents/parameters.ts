import type Stripe from 'stripe';
import { metadata } from '../../core/metadata.ts';
import {
  boolean,
  hash,
  integer,
  maybeEmpty,
  oneOf,
  optional,
  type Params,
  type Shape,
  string,
  truthIn,
  unsettable,
} from '../../core/shape.ts';
import type { ParamsOf } from '../../model/wire.ts';
import { CAPTURE_METHODS, CONFIRMATION_METHODS, FUTURE_USAGES } from '../../model/words.ts';
import {
  confirmedMandateParser,
  mandateParser,
  methodParser,
  optionsParser,
  PAYMENT_BANK_OPTIONS,
} from '../intents/bank-account-parameters.ts';
import { addressParser } from '../params/address.ts';
import type { EXTRA_PARAMETERS } from '../params/extra.ts';
import { foreign } from '../params/foreign.ts';
import { amount, currency } from '../params/money.ts';
import { email, returnUrl, statementDescriptor } from '../params/texts.ts';

export const SHIPPING = hash({
  address: addressParser,
  carrier: optional(string()),
  // Recorded of intents (2022-12): 200, and a name of "".
  name: maybeEmpty(string()),
  phone: optional(string()),
  tracking_number: optional(string()),
});

export const TRANSFER = {
  amount: optional(integer()),
  description: optional(string()),
  metadata,
  payment_data: optional(hash({ description: optional(string()), metadata })),
} as const;

// Only a PaymentIntent's can be unset (stripe-node types: Emptyable).
const BANK = unsettable(PAYMENT_BANK_OPTIONS);

const CAPTURE_METHOD = oneOf(...CAPTURE_METHODS);
const FUTURE_USAGE = oneOf(...FUTURE_USAGES);

// stripe-node types: PaymentIntentConfirmParams.off_session takes true, false, `one_off` or `recurring`.
const offSession: Shape<boolean | string> = (value, path) =>
  truthIn(value) ?? oneOf('one_off', 'recurring')(value, path);

export const CREATE = {
  ...foreign('PaymentIntentCreateParams'),
  amount,
  application_fee_amount: optional(integer()),
  automatic_payment_methods: optional(
    hash({ allow_redirects: optional(oneOf('always', 'never')), enabled: boolean }),
  ),
  capture_method: optional(CAPTURE_METHOD),
  confirm: optional(boolean),
  confirmation_method: optional(oneOf(...CONFIRMATION_METHODS)),
  confirmation_token: optional(string()),
  currency,
  customer: optional(string()),
  customer_account: optional(string()),
  description: optional(string()),
  error_on_requires_action: optional(boolean),
  mandate: optional(string()),
  mandate_data: mandateParser,
  metadata,
  off_session: optional(offSession),
  on_behalf_of: optional(string()),
  payment_method: optional(string()),
  payment_method_data: optional(methodParser('PaymentIntentCreateParams')),
  payment_method_options: optional(optionsParser('PaymentIntentCreateParams', BANK)),
  receipt_email: optional(email),
  return_url: optional(returnUrl),
  setup_future_usage: optional(FUTURE_USAGE),
  shipping: optional(SHIPPING),
  statement_descriptor: optional(statementDescriptor),
  statement_descriptor_suffix: optional(statementDescriptor),
  transfer_data: optional(hash({ ...TRANSFER, destination: string() })),
  transfer_group: optional(string()),
} satisfies ParamsOf<Stripe.PaymentIntentCreateParams>;

export const UPDATE = {
  ...foreign('PaymentIntentUpdateParams'),
  amount: optional(amount),
  application_fee_amount: unsettable(integer()),
  capture_method: optional(CAPTURE_METHOD),
  currency: optional(currency),
  customer: optional(string()),
  customer_account: optional(string()),
  description: optional(string()),
  metadata,
  payment_method: optional(string()),
  payment_method_data: optional(methodParser('PaymentIntentUpdateParams')),
  payment_method_options: optional(optionsParser('PaymentIntentUpdateParams', BANK)),
  receipt_email: unsettable(email),
  setup_future_usage: unsettable(FUTURE_USAGE),
  shipping: unsettable(SHIPPING),
  statement_descriptor: optional(statementDescriptor),
  statement_descriptor_suffix: optional(statementDescriptor),
  transfer_data: optional(hash(TRANSFER)),
  transfer_group: optional(string()),
} satisfies ParamsOf<Stripe.PaymentIntentUpdateParams>;

export const CONFIRM = {
  ...foreign('PaymentIntentConfirmParams'),
  amount_to_confirm: optional(amount),
  capture_method: optional(CAPTURE_METHOD),
  confirmation_token: optional(string()),
  error_on_requires_action: optional(boolean),
  mandate: optional(string()),
  mandate_data: confirmedMandateParser,
  off_session: optional(offSession),
  payment_method: optional(string()),
  payment_method_data: optional(methodParser('PaymentIntentConfirmParams')),
  payment_method_options: optional(optionsParser('PaymentIntentConfirmParams', BANK)),
  receipt_email: unsettable(email),
  return_url: optional(returnUrl),
  setup_future_usage: unsettable(FUTURE_USAGE),
  shipping: unsettable(SHIPPING),
} satisfies ParamsOf<Stripe.PaymentIntentConfirmParams>;

type PaymentIntentExtras = (typeof EXTRA_PARAMETERS)['POST /v1/payment_intents'];

export type CreateParams = Params<typeof CREATE & PaymentIntentExtras>;
export type UpdateParams = Params<typeof UPDATE & PaymentIntentExtras>;
export type ConfirmParams = Params<typeof CONFIRM & PaymentIntentExtras>;
