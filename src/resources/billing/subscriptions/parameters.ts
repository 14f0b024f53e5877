import type Stripe from 'stripe';
import { pagination } from '../../../core/list.ts';
import { metadata } from '../../../core/metadata.ts';
import {
  arrayOf,
  boolean,
  hash,
  hashOr,
  integer,
  oneOf,
  optional,
  type Params,
  type Shape,
  string,
  timestamp,
  unsettable,
} from '../../../core/shape.ts';
import { timeRange } from '../../../core/time-range.ts';
import {
  BILLING_MODES,
  CANCELLATION_FEEDBACKS,
  COLLECTION_METHODS,
  INTERVALS,
  MISSING_METHOD_BEHAVIORS,
  PAUSED_COLLECTIONS,
  PRORATION_DISCOUNTS,
  SUBSCRIPTION_STATUSES,
} from '../../../model/billing-words.ts';
import type { ParamsOf } from '../../../model/wire.ts';
import type { EXTRA_PARAMETERS } from '../../params/extra.ts';
import { foreign } from '../../params/foreign.ts';
import { currency } from '../../params/money.ts';
import { AUTOMATIC_TAX } from '../automatic-tax.ts';
import { ADDED, CHANGED_ITEM, NEW_ITEM, PAYMENT_BEHAVIOR, PRORATION_BEHAVIOR } from './item-parameters.ts';
import { settingsParser } from './payment-settings.ts';

/** As many items as a subscription may have, and as are added to an invoice of it (docs: api/subscriptions/create). */
const MOST = 20;

/** A percentage with at most two decimals. */
const percent: Shape<number> = (value, path, voice) => {
  const text = string()(value, path, voice);
  return /^\d{1,3}(\.\d{1,2})?$/.test(text) && Number(text) <= 100
    ? Number(text)
    : integer()(value, path, voice);
};

/** Unix seconds, or a word. */
const timeOr =
  <const Word extends string>(...words: readonly Word[]): Shape<Word | number> =>
  (value, path, voice) =>
    words.find((word) => word === value) ?? timestamp(value, path, voice);

const CANCEL_AT = timeOr('max_billed_until', 'max_period_end', 'min_period_end');
const TRIAL_END = timeOr('now');

const TRIAL_SETTINGS = hash({
  end_behavior: hash({
    billing_cycle_anchor: optional(oneOf('now', 'unchanged')),
    missing_payment_method: optional(oneOf(...MISSING_METHOD_BEHAVIORS)),
  } satisfies ParamsOf<Stripe.SubscriptionCreateParams.TrialSettings.EndBehavior>),
});

const ANCHOR_CONFIG = hash({
  day_of_month: integer({ min: 1, max: 31 }),
  hour: optional(integer({ min: 0, max: 23 })),
  minute: optional(integer({ min: 0, max: 59 })),
  month: optional(integer({ min: 1, max: 12 })),
  second: optional(integer({ min: 0, max: 59 })),
} satisfies ParamsOf<Stripe.SubscriptionCreateParams.BillingCycleAnchorConfig>);

const INVOICE_SETTINGS = {
  account_tax_ids: unsettable(arrayOf(string())),
  custom_fields: unsettable(arrayOf(hash({ name: string(), value: string() }))),
  issuer: optional(hash({ account: optional(string()), type: oneOf('account', 'self') })),
} as const;

const TRANSFER = hash({
  amount_percent: optional(percent),
  destination: string(),
} satisfies ParamsOf<Stripe.SubscriptionCreateParams.TransferData>);

const CANCELLATION_DETAILS = hash({
  comment: unsettable(string()),
  feedback: unsettable(oneOf(...CANCELLATION_FEEDBACKS)),
  feedback_option: optional(string()),
} satisfies ParamsOf<Stripe.SubscriptionUpdateParams.CancellationDetails>);

const INTERVAL = { interval: oneOf(...INTERVALS), interval_count: optional(integer({ min: 1 })) } as const;

/** What is not emulated, checked by its names and types. */
const UNUSED = {
  pending_invoice_item_interval: unsettable(
    hash(INTERVAL satisfies ParamsOf<Stripe.SubscriptionCreateParams.PendingInvoiceItemInterval>),
  ),
} as const;

const BILL_UNTIL = hash({
  duration: optional(hash(INTERVAL)),
  timestamp: optional(timestamp),
  type: oneOf('duration', 'timestamp'),
} satisfies ParamsOf<Stripe.SubscriptionCreateParams.BillingSchedule.BillUntil>);

const SCHEDULE = {
  applies_to: optional(arrayOf(hash({ price: optional(string()), type: oneOf('price') }))),
  bill_until: BILL_UNTIL,
  key: optional(string()),
} satisfies ParamsOf<Stripe.SubscriptionCreateParams.BillingSchedule>;

/** What both calls say and a subscription shows. */
const SHOWN = {
  ...UNUSED,
  add_invoice_items: optional(arrayOf(ADDED, { max: MOST })),
  application_fee_percent: unsettable(percent),
  automatic_tax: optional(AUTOMATIC_TAX),
  cancel_at_period_end: optional(boolean),
  collection_method: optional(oneOf(...COLLECTION_METHODS)),
  days_until_due: optional(integer({ min: 0 })),
  default_payment_method: optional(string()),
  metadata,
  off_session: optional(boolean),
  on_behalf_of: unsettable(string()),
  payment_behavior: optional(PAYMENT_BEHAVIOR),
  proration_behavior: optional(PRORATION_BEHAVIOR),
  trial_end: optional(TRIAL_END),
  trial_from_plan: optional(boolean),
  trial_settings: optional(TRIAL_SETTINGS),
} as const;

export const CREATE = {
  ...foreign('SubscriptionCreateParams'),
  ...SHOWN,
  billing_cycle_anchor: optional(timestamp),
  billing_schedules: optional(arrayOf(hash(SCHEDULE))),
  billing_cycle_anchor_config: optional(ANCHOR_CONFIG),
  billing_mode: optional(
    hash({
      flexible: optional(hash({ proration_discounts: optional(oneOf(...PRORATION_DISCOUNTS)) })),
      type: oneOf(...BILLING_MODES),
    } satisfies ParamsOf<Stripe.SubscriptionCreateParams.BillingMode>),
  ),
  cancel_at: optional(CANCEL_AT),
  currency: optional(currency),
  customer: optional(string()),
  customer_account: optional(string()),
  default_source: optional(string()),
  description: optional(string({ max: 500 })),
  invoice_settings: optional(
    hash({
      ...INVOICE_SETTINGS,
      description: optional(string()),
      footer: optional(string()),
    } satisfies ParamsOf<Stripe.SubscriptionCreateParams.InvoiceSettings>),
  ),
  items: optional(arrayOf(NEW_ITEM, { max: MOST })),
  payment_settings: optional(settingsParser('SubscriptionCreateParams')),
  transfer_data: optional(TRANSFER),
  trial_period_days: optional(integer({ min: 1 })),
} satisfies ParamsOf<Stripe.SubscriptionCreateParams>;

/** Endive's form, a hash, and the word that earlier versions take in its place; both in every version. */
const NEW_ANCHOR: Shape<'now' | 'unchanged'> = (value, path, voice) => {
  const read = hashOr(hash({ type: oneOf('now', 'unchanged') }), oneOf('now', 'unchanged'))(
    value,
    path,
    voice,
  );
  return typeof read === 'string' ? read : read.type;
};

export const UPDATE = {
  ...foreign('SubscriptionUpdateParams'),
  ...SHOWN,
  billing_cycle_anchor: optional(NEW_ANCHOR),
  billing_schedules: unsettable(arrayOf(hash({ ...SCHEDULE, bill_until: optional(BILL_UNTIL) }))),
  cancel_at: unsettable(CANCEL_AT),
  cancellation_details: optional(CANCELLATION_DETAILS),
  default_source: unsettable(string()),
  description: unsettable(string({ max: 500 })),
  invoice_settings: optional(
    hash({
      ...INVOICE_SETTINGS,
      description: unsettable(string()),
      footer: unsettable(string()),
    } satisfies ParamsOf<Stripe.SubscriptionUpdateParams.InvoiceSettings>),
  ),
  items: optional(arrayOf(CHANGED_ITEM, { max: MOST })),
  pause_collection: unsettable(
    hash({ behavior: oneOf(...PAUSED_COLLECTIONS), resumes_at: optional(timestamp) }),
  ),
  payment_settings: optional(settingsParser('SubscriptionUpdateParams')),
  proration_date: optional(timestamp),
  transfer_data: unsettable(TRANSFER),
} satisfies ParamsOf<Stripe.SubscriptionUpdateParams>;

export const CANCEL = {
  cancellation_details: optional(CANCELLATION_DETAILS),
  invoice_now: optional(boolean),
  prorate: optional(boolean),
} satisfies ParamsOf<Stripe.SubscriptionCancelParams>;

export const RESUME = {
  billing_cycle_anchor: optional(NEW_ANCHOR),
  payment_behavior: optional(oneOf('resume_on_payment_attempt', 'resume_on_payment_success')),
  proration_behavior: optional(PRORATION_BEHAVIOR),
  proration_date: optional(timestamp),
} satisfies ParamsOf<Stripe.SubscriptionResumeParams>;

export const LIST = {
  ...pagination,
  automatic_tax: optional(hash({ enabled: boolean })),
  collection_method: optional(oneOf(...COLLECTION_METHODS)),
  created: optional(timeRange),
  current_period_end: optional(timeRange),
  current_period_start: optional(timeRange),
  customer: optional(string()),
  customer_account: optional(string()),
  plan: optional(string()),
  price: optional(string()),
  // In the order of stripe-node's types.
  status: optional(oneOf('all', 'ended', ...SUBSCRIPTION_STATUSES)),
  test_clock: optional(string()),
} satisfies ParamsOf<Stripe.SubscriptionListParams>;

type Extras = (typeof EXTRA_PARAMETERS)['POST /v1/subscriptions'];

export type CreateParams = Params<typeof CREATE> & Params<Extras>;
export type UpdateParams = Params<typeof UPDATE> & Params<Extras>;
export type CancelParams = Params<typeof CANCEL>;
export type ResumeParams = Params<typeof RESUME>;
export type ListParams = Params<typeof LIST>;
