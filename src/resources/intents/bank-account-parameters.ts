import type Stripe from 'stripe';
import { metadata } from '../../core/metadata.ts';
import {
  arrayOf,
  boolean,
  type HashShape,
  hash,
  type OptionalShape,
  oneOf,
  optional,
  type Params,
  type Shape,
  string,
  timestamp,
  unsettable,
} from '../../core/shape.ts';
import type { ParamsOf } from '../../model/wire.ts';
import {
  BANK_ACCOUNT_TYPES,
  BANK_FUTURE_USAGES,
  PERMISSIONS,
  PREFETCHES,
  TRANSACTION_PURPOSES,
  VERIFICATION_METHODS,
} from '../../model/words.ts';
import { foreignMembers } from '../params/foreign.ts';
import { BILLING_DETAILS } from '../payment-methods/billing-details.ts';
import { ALLOW_REDISPLAY, BANK_ACCOUNT, type PaymentMethodFields } from '../payment-methods/creation.ts';

/* What both kinds of intents take of a bank account. */

type SetupBankAccount = Stripe.SetupIntentCreateParams.PaymentMethodOptions.UsBankAccount;

/** The options of a bank account that a SetupIntent has, and a PaymentIntent too. */
export const BANK_OPTIONS = {
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
  verification_method: optional(oneOf(...VERIFICATION_METHODS)),
} satisfies ParamsOf<SetupBankAccount>;

const TYPED_OPTIONS = {
  ...BANK_OPTIONS,
  setup_future_usage: unsettable(oneOf(...BANK_FUTURE_USAGES)),
  target_date: optional(string()),
  transaction_purpose: unsettable(oneOf(...TRANSACTION_PURPOSES)),
} satisfies ParamsOf<Stripe.PaymentIntentCreateParams.PaymentMethodOptions.UsBankAccount>;

/** Those of a PaymentIntent. */
export const PAYMENT_BANK_OPTIONS = hash({
  ...TYPED_OPTIONS,
  // In stripe-node's types until 20; taken under every version, because nothing says that it is refused.
  preferred_settlement_speed: unsettable(oneOf('fastest', 'standard')),
});

/** The options as given; of a SetupIntent only some of them. */
export type BankAccountOptions = Params<(typeof PAYMENT_BANK_OPTIONS)['members']>;

type IntentParams =
  | 'PaymentIntentCreateParams'
  | 'PaymentIntentUpdateParams'
  | 'PaymentIntentConfirmParams'
  | 'SetupIntentCreateParams'
  | 'SetupIntentUpdateParams'
  | 'SetupIntentConfirmParams';
type Members = Readonly<Record<string, OptionalShape<unknown>>>;

/** `payment_method_options` as given; of other payment methods no more is known than that their names are right. */
export interface GivenOptions {
  readonly us_bank_account?: BankAccountOptions | null;
  readonly [type: string]: unknown;
}

export const optionsParser = (
  root: IntentParams,
  us_bank_account: OptionalShape<BankAccountOptions | null>,
): HashShape<Members> & Shape<GivenOptions> =>
  hash({
    ...foreignMembers(root, 'payment_method_options'),
    us_bank_account,
    // A cast, because spreading the generated members hides the type of `us_bank_account`.
  }) as HashShape<Members> & Shape<GivenOptions>;

export const methodParser = (root: IntentParams): HashShape<Members> & Shape<PaymentMethodFields> =>
  hash({
    ...foreignMembers(root, 'payment_method_data'),
    allow_redisplay: optional(ALLOW_REDISPLAY),
    billing_details: optional(BILLING_DETAILS),
    metadata,
    us_bank_account: optional(BANK_ACCOUNT),
    // A cast for the same reason as above.
  }) as HashShape<Members> & Shape<PaymentMethodFields>;

const ACCEPTANCE = {
  accepted_at: optional(timestamp),
  offline: optional(hash({})),
  type: oneOf('offline', 'online'),
} as const;

/** `mandate_data` of a creation that confirms. */
export const mandateParser = unsettable(
  hash({
    customer_acceptance: hash({
      ...ACCEPTANCE,
      online: optional(hash({ ip_address: string(), user_agent: string() })),
    } satisfies ParamsOf<Stripe.PaymentIntentCreateParams.MandateData.CustomerAcceptance>),
  }),
);

/**
 * `mandate_data` of a confirmation: stripe.js sends `infer_from_client` instead of the browser's details (docs:
 * payments/ach-direct-debit/accept-a-payment).
 */
export const confirmedMandateParser = unsettable(
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

const confirmedMandate = { mandate_data: confirmedMandateParser };

/** `mandate_data` as either form of it is read. */
export type MandateData = Params<typeof confirmedMandate>['mandate_data'];
