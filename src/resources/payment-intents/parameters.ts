import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { CURRENCIES } from '../../core/currencies.ts';
import { metadata } from '../../core/metadata.ts';
import {
  arrayOf,
  boolean,
  type HashShape,
  hash,
  integer,
  maybeEmpty,
  type OptionalShape,
  oneOf,
  optional,
  type Params,
  type Shape,
  scalar,
  string,
  timestamp,
  truthIn,
  unsettable,
} from '../../core/shape.ts';
import type { ParamsOf } from '../../model/wire.ts';
import {
  BANK_ACCOUNT_TYPES,
  BANK_FUTURE_USAGES,
  CAPTURE_METHODS,
  CONFIRMATION_METHODS,
  FUTURE_USAGES,
  PERMISSIONS,
  PREFETCHES,
  TRANSACTION_PURPOSES,
  VERIFICATION_METHODS,
} from '../../model/words.ts';
import { addressParser } from '../params/address.ts';
import type { EXTRA_PARAMETERS } from '../params/extra.ts';
import { foreign, foreignMembers } from '../params/foreign.ts';
import { email, returnUrl, statementDescriptor } from '../params/texts.ts';
import {
  ALLOW_REDISPLAY,
  BANK_ACCOUNT,
  BILLING_DETAILS,
  type PaymentMethodFields,
} from '../payment-methods/creation.ts';

type BankAccountParams = Stripe.PaymentIntentCreateParams.PaymentMethodOptions.UsBankAccount;

const TYPED_OPTIONS = {
  financial_connections: optional(
    hash({
      filters: optional(
        hash({
          account_subcategories: optional(arrayOf(oneOf(...BANK_ACCOUNT_TYPES))),
        } satisfies ParamsOf<Stripe.PaymentIntentCreateParams.PaymentMethodOptions.UsBankAccount.FinancialConnections.Filters>),
      ),
      permissions: optional(arrayOf(oneOf(...PERMISSIONS))),
      prefetch: optional(arrayOf(oneOf(...PREFETCHES))),
      return_url: optional(string()),
    } satisfies ParamsOf<Stripe.PaymentIntentCreateParams.PaymentMethodOptions.UsBankAccount.FinancialConnections>),
  ),
  mandate_options: optional(hash({ collection_method: unsettable(oneOf('paper')) })),
  networks: optional(hash({ requested: optional(arrayOf(oneOf('ach', 'us_domestic_wire'))) })),
  setup_future_usage: unsettable(oneOf(...BANK_FUTURE_USAGES)),
  target_date: optional(string()),
  transaction_purpose: unsettable(oneOf(...TRANSACTION_PURPOSES)),
  verification_method: optional(oneOf(...VERIFICATION_METHODS)),
} satisfies ParamsOf<BankAccountParams>;

const BANK_ACCOUNT_OPTIONS = hash({
  ...TYPED_OPTIONS,
  // In stripe-node's types until 20; taken under every version, because nothing says that it is refused.
  preferred_settlement_speed: unsettable(oneOf('fastest', 'standard')),
});

export type BankAccountOptions = Params<(typeof BANK_ACCOUNT_OPTIONS)['members']>;

/** `payment_method_options` as given; of other payment methods no more is known than that their names are right. */
export interface GivenOptions {
  readonly us_bank_account?: BankAccountOptions | null;
  readonly [type: string]: unknown;
}

type Root = 'PaymentIntentCreateParams' | 'PaymentIntentUpdateParams' | 'PaymentIntentConfirmParams';
type Members = Readonly<Record<string, OptionalShape<unknown>>>;

const optionsParser = (root: Root): HashShape<Members> & Shape<GivenOptions> =>
  hash({
    ...foreignMembers(root, 'payment_method_options'),
    us_bank_account: unsettable(BANK_ACCOUNT_OPTIONS),
    // A cast, because spreading the generated members hides the type of `us_bank_account`.
  }) as HashShape<Members> & Shape<GivenOptions>;

const methodParser = (root: Root): HashShape<Members> & Shape<PaymentMethodFields> =>
  hash({
    ...foreignMembers(root, 'payment_method_data'),
    allow_redisplay: optional(ALLOW_REDISPLAY),
    billing_details: optional(BILLING_DETAILS),
    metadata,
    us_bank_account: optional(BANK_ACCOUNT),
    // A cast for the same reason as above.
  }) as HashShape<Members> & Shape<PaymentMethodFields>;

/** Refused before anything is looked for (recorded: without Stripe-Should-Retry). */
const amount: Shape<number> = (value, path) => {
  const number = integer()(value, path);
  if (number < 1) throw errors.negativeAmount();
  return number;
};

const currency: Shape<string> = (value, path) => {
  const text = scalar(value, path).toLowerCase();
  if (!CURRENCIES.includes(text)) throw errors.invalidCurrency(path, text);
  return text;
};

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

const ACCEPTANCE = {
  accepted_at: optional(timestamp),
  offline: optional(hash({})),
  type: oneOf('offline', 'online'),
} as const;

const mandateParser = unsettable(
  hash({
    customer_acceptance: hash({
      ...ACCEPTANCE,
      online: optional(hash({ ip_address: string(), user_agent: string() })),
    } satisfies ParamsOf<Stripe.PaymentIntentCreateParams.MandateData.CustomerAcceptance>),
  }),
);

// stripe.js sends `infer_from_client` instead of the browser's details (docs:
// payments/ach-direct-debit/accept-a-payment).
const confirmedMandateParser = unsettable(
  hash({
    customer_acceptance: optional(
      hash({
        ...ACCEPTANCE,
        online: optional(
          hash({
            infer_from_client: optional(boolean),
            ip_address: optional(string()),
            user_agent: optional(string()),
          }),
        ),
      }),
    ),
  }),
);

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
  payment_method_options: optional(optionsParser('PaymentIntentCreateParams')),
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
  payment_method_options: optional(optionsParser('PaymentIntentUpdateParams')),
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
  payment_method_options: optional(optionsParser('PaymentIntentConfirmParams')),
  receipt_email: unsettable(email),
  return_url: optional(returnUrl),
  setup_future_usage: unsettable(FUTURE_USAGE),
  shipping: unsettable(SHIPPING),
} satisfies ParamsOf<Stripe.PaymentIntentConfirmParams>;

type PaymentIntentExtras = (typeof EXTRA_PARAMETERS)['POST /v1/payment_intents'];

export type CreateParams = Params<typeof CREATE & PaymentIntentExtras>;
export type UpdateParams = Params<typeof UPDATE & PaymentIntentExtras>;
export type ConfirmParams = Params<typeof CONFIRM & PaymentIntentExtras>;
