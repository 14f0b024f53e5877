import type Stripe from 'stripe';
import { metadata } from '../../core/metadata.ts';
import {
  arrayOf,
  type HashShape,
  hash,
  integer,
  type OptionalShape,
  oneOf,
  optional,
  type Params,
  type Shape,
  string,
  timestamp,
  unsettable,
} from '../../core/shape.ts';
import { CHECKOUT_MODES, CHECKOUT_VERIFICATION_METHODS } from '../../model/billing-words.ts';
import type { ParamsOf } from '../../model/wire.ts';
import { CAPTURE_METHODS, FUTURE_USAGES, PERMISSIONS, PREFETCHES } from '../../model/words.ts';
import { addressParser } from '../params/address.ts';
import type { EXTRA_PARAMETERS } from '../params/extra.ts';
import { foreign, foreignMembers } from '../params/foreign.ts';
import { currency } from '../params/money.ts';
import { email, returnUrl, statementDescriptor } from '../params/texts.ts';
import { SHIPPING } from '../payment-intents/parameters.ts';
import { ALLOW_REDISPLAY } from '../payment-methods/creation.ts';
import { CHANGED_LINES, LINES } from './line-parameters.ts';
import { SUBSCRIPTION_DATA } from './subscription-data.ts';

type Create = Stripe.Checkout.SessionCreateParams;

const BANK_OPTIONS = hash({
  financial_connections: optional(
    hash({
      permissions: optional(arrayOf(oneOf(...PERMISSIONS))),
      prefetch: optional(arrayOf(oneOf(...PREFETCHES))),
    } satisfies ParamsOf<Stripe.Checkout.SessionCreateParams.PaymentMethodOptions.UsBankAccount.FinancialConnections>),
  ),
  setup_future_usage: optional(oneOf('none', ...FUTURE_USAGES)),
  target_date: optional(string()),
  verification_method: optional(oneOf(...CHECKOUT_VERIFICATION_METHODS)),
} satisfies ParamsOf<Stripe.Checkout.SessionCreateParams.PaymentMethodOptions.UsBankAccount>);

/** `payment_method_options` as given; of other payment methods no more is known than that their names are right. */
interface GivenOptions {
  readonly us_bank_account?: Params<(typeof BANK_OPTIONS)['members']>;
  readonly [type: string]: unknown;
}

const METHOD_OPTIONS = hash({
  ...foreignMembers('Checkout.SessionCreateParams', 'payment_method_options'),
  us_bank_account: optional(BANK_OPTIONS),
  // A cast, because spreading the generated members hides the type of `us_bank_account`.
}) as HashShape<Readonly<Record<string, OptionalShape<unknown>>>> & Shape<GivenOptions>;

const FUTURE_USAGE = oneOf(...FUTURE_USAGES);

/** Where something is sent needs a street more than elsewhere (stripe-node types). */
const ADDRESS = { ...addressParser.members, line1: string() } as const;

const PAYMENT_DATA = hash({
  application_fee_amount: optional(integer()),
  capture_method: optional(oneOf(...CAPTURE_METHODS)),
  description: optional(string()),
  metadata,
  on_behalf_of: optional(string()),
  receipt_email: optional(email),
  setup_future_usage: optional(FUTURE_USAGE),
  shipping: optional(hash({ ...SHIPPING.members, address: hash(ADDRESS), name: string() })),
  statement_descriptor: optional(statementDescriptor),
  statement_descriptor_suffix: optional(statementDescriptor),
  transfer_data: optional(hash({ amount: optional(integer()), destination: string() })),
  transfer_group: optional(string()),
} satisfies ParamsOf<NonNullable<Create['payment_intent_data']>>);
export type PaymentData = Params<(typeof PAYMENT_DATA)['members']>;

const SETUP_DATA = hash({
  description: optional(string()),
  metadata,
  on_behalf_of: optional(string()),
} satisfies ParamsOf<NonNullable<Create['setup_intent_data']>>);

/** A page of the caller's; the braces of a placeholder are no matter (recorded: they come back as they were sent). */
const page = optional(returnUrl);

export const CREATE = {
  ...foreign('Checkout.SessionCreateParams'),
  cancel_url: page,
  client_reference_id: optional(string({ max: 200 })),
  currency: optional(currency),
  customer: optional(string()),
  customer_account: optional(string()),
  customer_creation: optional(oneOf('if_required', 'always')),
  customer_email: optional(email),
  customer_update: optional(
    hash({
      ...foreignMembers('Checkout.SessionCreateParams', 'customer_update'),
      name: optional(oneOf('auto', 'never')),
    }),
  ),
  expires_at: optional(timestamp),
  line_items: LINES,
  metadata,
  mode: optional(oneOf(...CHECKOUT_MODES)),
  payment_intent_data: optional(PAYMENT_DATA),
  payment_method_collection: optional(oneOf('always', 'if_required')),
  payment_method_configuration: optional(string()),
  payment_method_data: optional(hash({ allow_redisplay: optional(ALLOW_REDISPLAY) })),
  payment_method_options: optional(METHOD_OPTIONS),
  redirect_on_completion: optional(oneOf('always', 'if_required', 'never')),
  return_url: page,
  setup_intent_data: optional(SETUP_DATA),
  subscription_data: optional(SUBSCRIPTION_DATA),
  success_url: page,
  // Which words are taken depends on the version: `ui-mode.ts`.
  ui_mode: optional(string()),
} satisfies ParamsOf<Create>;

export const UPDATE = {
  ...foreign('Checkout.SessionUpdateParams'),
  collected_information: optional(
    hash({
      shipping_details: optional(
        hash({
          address: hash({ ...ADDRESS, country: string() }),
          name: string(),
        } satisfies ParamsOf<Stripe.Checkout.SessionUpdateParams.CollectedInformation.ShippingDetails>),
      ),
    }),
  ),
  line_items: CHANGED_LINES,
  metadata,
  payment_intent_data: optional(
    hash({
      description: unsettable(string()),
      metadata,
      setup_future_usage: unsettable(FUTURE_USAGE),
      statement_descriptor: unsettable(statementDescriptor),
      statement_descriptor_suffix: unsettable(statementDescriptor),
    } satisfies ParamsOf<NonNullable<Stripe.Checkout.SessionUpdateParams['payment_intent_data']>>),
  ),
} satisfies ParamsOf<Stripe.Checkout.SessionUpdateParams>;

type CheckoutExtras = (typeof EXTRA_PARAMETERS)['POST /v1/checkout/sessions'];

export type CreateParams = Params<typeof CREATE & CheckoutExtras>;
export type UpdateParams = Params<typeof UPDATE>;
