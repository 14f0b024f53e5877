import { pagination } from '../../core/list.ts';
import { metadata } from '../../core/metadata.ts';
import {
  arrayOf,
  boolean,
  integer,
  type OptionalShape,
  oneOf,
  optional,
  string,
  unsettable,
} from '../../core/shape.ts';
import { timeRange } from '../../core/time-range.ts';
import { BANK_HOLDER_TYPES } from '../../model/words.ts';
import { SOURCE } from '../bank-accounts/sources.ts';
import { OLDER } from '../connect/account-parameters.ts';
import { REFUNDING } from './refunding.ts';

/** A parameter that the SDK's types do not have, and that real clients send; which versions take it: src/model/versions/parameters.ts. */
export interface ExtraParameter<T> extends OptionalShape<T> {
  readonly source: string;
}

const extra = <T>(parser: OptionalShape<T>, source: string): ExtraParameter<T> =>
  Object.assign((...given: Parameters<OptionalShape<T>>) => parser(...given), {
    optional: true as const,
    source,
  });

const discount = () =>
  extra(
    unsettable(string()),
    'documented: discounts of customers and subscriptions, retired; nothing is emulated behind it',
  );

const paymentMethodTypes = () =>
  extra(
    optional(arrayOf(string())),
    'documented: writable until 2026-09-30.endive, whose changelog names the error after it',
  );

const verifiedByCustomer = () => ({
  client_secret: extra(
    optional(string()),
    'documented in Stripe’s OpenAPI spec; stripe.js sends it when it verifies',
  ),
});

const ONE_PLAN = 'recorded: old clients name the plan of a single item on the subscription itself (2020)';

/** What subscriptions took before. */
const olderSubscriptions = () => ({
  coupon: discount(),
  promotion_code: discount(),
  plan: extra(optional(string()), ONE_PLAN),
  quantity: extra(optional(integer({ min: 0 })), ONE_PLAN),
});

const OF_CHARGES = 'documented until 2014, and taken since: the refunds of a charge by its own path';

const OLDER_SOURCES =
  'documented until 2015, and taken since: the bank accounts of a customer by their own path';

const refunding = () => ({
  amount: extra(REFUNDING.amount, OF_CHARGES),
  metadata: extra(REFUNDING.metadata, OF_CHARGES),
  reason: extra(REFUNDING.reason, OF_CHARGES),
  refund_application_fee: extra(REFUNDING.refund_application_fee, OF_CHARGES),
  reverse_transfer: extra(REFUNDING.reverse_transfer, OF_CHARGES),
});

const BEFORE_BASIL = 'documented: writable until 2025-03-31.basil; stripe-node types of 9 to 17';

const pricesBeforeBasil = () => ({
  price: extra(optional(string()), BEFORE_BASIL),
  unit_amount: extra(optional(integer()), BEFORE_BASIL),
});
const OLDER_ACCOUNTS =
  'recorded in 2026-05 under 2023-10-16: what programs of before 2019 send, and Stripe takes';

const olderAccounts = () => ({
  bank_account: extra(OLDER.bank_account, OLDER_ACCOUNTS),
  requested_capabilities: extra(OLDER.requested_capabilities, OLDER_ACCOUNTS),
});

/** Undocumented or retired, and accepted all the same; by `METHOD path` of the operation. */
export const EXTRA_PARAMETERS = {
  'GET /v1/balance_transactions': {
    available_on: extra(
      optional(timeRange),
      'documented: typed until stripe-node 12, whose successor only discourages it',
    ),
  },
  'GET /v1/customers/:customer/bank_accounts': {
    ending_before: extra(pagination.ending_before, OLDER_SOURCES),
    limit: extra(pagination.limit, OLDER_SOURCES),
    starting_after: extra(pagination.starting_after, OLDER_SOURCES),
  },
  'POST /v1/customers/:customer/bank_accounts': {
    bank_account: extra(optional(SOURCE), OLDER_SOURCES),
    metadata: extra(metadata, OLDER_SOURCES),
    source: extra(optional(SOURCE), OLDER_SOURCES),
  },
  'POST /v1/customers/:customer/bank_accounts/:source': {
    account_holder_name: extra(optional(string()), OLDER_SOURCES),
    account_holder_type: extra(optional(oneOf(...BANK_HOLDER_TYPES)), OLDER_SOURCES),
    metadata: extra(metadata, OLDER_SOURCES),
  },
  'POST /v1/customers/:customer/bank_accounts/:source/verify': {
    amounts: extra(optional(arrayOf(integer())), OLDER_SOURCES),
  },
  'GET /v1/charges/:charge/refunds': {
    ending_before: extra(pagination.ending_before, OF_CHARGES),
    limit: extra(pagination.limit, OF_CHARGES),
    starting_after: extra(pagination.starting_after, OF_CHARGES),
  },
  'POST /v1/accounts': olderAccounts(),
  'POST /v1/accounts/:account': olderAccounts(),
  'POST /v1/charges/:charge/refund': refunding(),
  'POST /v1/charges/:charge/refunds': refunding(),
  'POST /v1/checkout/sessions': { payment_method_types: paymentMethodTypes() },
  'POST /v1/customers': {
    id: extra(
      optional(string()),
      'recorded: Stripe accepts it, though undocumented, from programs that choose their customers’ ids',
    ),
    coupon: discount(),
    promotion_code: discount(),
  },
  'POST /v1/customers/:customer': { coupon: discount(), promotion_code: discount() },
  'POST /v1/events/:event/retry': {
    for_stripecli: extra(optional(boolean), 'recorded: Stripe CLI 1.52.0, `stripe events resend`'),
    webhook_endpoint: extra(
      optional(string()),
      'recorded: Stripe CLI 1.52.0, `stripe events resend --webhook-endpoint`',
    ),
    account: extra(optional(string()), 'recorded: Stripe CLI 1.52.0, `stripe events resend --account`'),
  },
  'POST /v1/invoiceitems': pricesBeforeBasil(),
  'POST /v1/invoiceitems/:invoiceitem': pricesBeforeBasil(),
  'POST /v1/payment_intents': { payment_method_types: paymentMethodTypes() },
  'POST /v1/payment_intents/:payment_intent': { payment_method_types: paymentMethodTypes() },
  'POST /v1/payment_intents/:payment_intent/confirm': {
    payment_method_types: paymentMethodTypes(),
    client_secret: extra(optional(string()), 'documented for retrieval; stripe.js sends it when it confirms'),
    expected_payment_method_type: extra(optional(string()), 'recorded: stripe.js sends it when it confirms'),
  },
  'POST /v1/payment_intents/:payment_intent/verify_microdeposits': verifiedByCustomer(),
  'POST /v1/setup_intents': { payment_method_types: paymentMethodTypes() },
  'POST /v1/setup_intents/:setup_intent': { payment_method_types: paymentMethodTypes() },
  'POST /v1/setup_intents/:setup_intent/confirm': {
    client_secret: extra(optional(string()), 'documented for retrieval; stripe.js sends it when it confirms'),
    expected_payment_method_type: extra(
      optional(string()),
      'recorded of PaymentIntents: stripe.js sends it when it confirms',
    ),
  },
  'POST /v1/setup_intents/:setup_intent/verify_microdeposits': verifiedByCustomer(),
  'POST /v1/subscriptions': olderSubscriptions(),
  'POST /v1/subscriptions/:subscription': olderSubscriptions(),
} as const satisfies Readonly<Record<string, Readonly<Record<string, ExtraParameter<unknown>>>>>;
