import { asWritten } from '../../core/composed.ts';
import { boolean, integer, oneOf, optional } from '../../core/shape.ts';
import { anId, anyText, between, listOf, orNull, shownAgain, stored, whole } from '../../core/stored.ts';
import {
  BILLING_MODES,
  BILLING_SCHEMES,
  CANCELLATION_FEEDBACKS,
  CANCELLATION_REASONS,
  INTERVALS,
  MISSING_METHOD_BEHAVIORS,
  PAUSED_COLLECTIONS,
  PRORATION_DISCOUNTS,
  SAVING_METHODS,
  SUBSCRIPTION_STATUSES,
  TIERS_MODES,
  TRIAL_ANCHORS,
  USAGE_TYPES,
} from '../billing-words.ts';
import type { Plan, Subscription, SubscriptionItem } from '../wire.ts';
import { inTestMode, metadataShape, only, textOrNull, wholeOrNull } from './fields.ts';
import { bankSettingsShape } from './invoice.ts';
import { decimalOrNull, priceShape, quantityTransformShape } from './prices.ts';

/* What is billed again and again. */

const planShape = stored<Plan>({
  id: anId,
  object: only('plan'),
  active: boolean,
  amount: wholeOrNull,
  amount_decimal: decimalOrNull,
  billing_scheme: oneOf(...BILLING_SCHEMES),
  created: whole,
  currency: anyText,
  interval: oneOf(...INTERVALS),
  interval_count: integer({ min: 1 }),
  livemode: inTestMode,
  metadata: orNull(metadataShape),
  meter: textOrNull,
  nickname: textOrNull,
  product: textOrNull,
  tiers_mode: orNull(oneOf(...TIERS_MODES)),
  transform_usage: orNull(quantityTransformShape),
  trial_period_days: wholeOrNull,
  usage_type: oneOf(...USAGE_TYPES),
});

const subscriptionItemShape = stored<SubscriptionItem, 'billed_until'>({
  id: anId,
  object: only('subscription_item'),
  billing_thresholds: orNull(shownAgain()),
  created: whole,
  current_period_end: whole,
  current_period_start: whole,
  current_trial: orNull(shownAgain()),
  discounts: listOf(anyText),
  metadata: metadataShape,
  plan: planShape,
  price: priceShape,
  quantity: optional(integer({ min: 0 })),
  subscription: anId,
  tax_rates: orNull(listOf(shownAgain())),
});

type Settings = NonNullable<Subscription['payment_settings']>;
type Options = NonNullable<Settings['payment_method_options']>;

const settingsShape = stored<Settings>({
  payment_method_options: orNull(
    stored<Options>({
      acss_debit: orNull(shownAgain()),
      bancontact: orNull(shownAgain()),
      billie: optional(orNull(shownAgain())),
      blik: optional(orNull(shownAgain())),
      card: orNull(shownAgain()),
      customer_balance: orNull(shownAgain()),
      konbini: orNull(shownAgain()),
      payto: orNull(shownAgain()),
      pix: orNull(shownAgain()),
      sepa_debit: orNull(shownAgain()),
      upi: orNull(shownAgain()),
      us_bank_account: orNull(bankSettingsShape),
    }),
  ),
  // Of these types more are known than are worth a list: that they are texts is what is relied on.
  payment_method_types: orNull(asWritten(listOf(anyText))),
  save_default_payment_method: orNull(oneOf(...SAVING_METHODS)),
});

type AnchorConfig = NonNullable<Subscription['billing_cycle_anchor_config']>;
type Mode = Subscription['billing_mode'];
type Cancellation = NonNullable<Subscription['cancellation_details']>;
type Trial = NonNullable<Subscription['trial_settings']>;

const percentOrNull = orNull(between(0, 100.01));

/** Fields of features that are not emulated. */
type Never = 'presentment_details';

export const subscriptionShape = stored<Subscription, Never>({
  id: anId,
  object: only('subscription'),
  application: textOrNull,
  application_fee_percent: percentOrNull,
  automatic_tax: shownAgain(),
  billing_cycle_anchor: whole,
  billing_cycle_anchor_config: orNull(
    stored<AnchorConfig>({
      day_of_month: whole,
      hour: wholeOrNull,
      minute: wholeOrNull,
      month: wholeOrNull,
      second: wholeOrNull,
    }),
  ),
  billing_mode: stored<Mode>({
    flexible: orNull(
      stored<NonNullable<Mode['flexible']>>({
        proration_discounts: optional(oneOf(...PRORATION_DISCOUNTS)),
      }),
    ),
    type: oneOf(...BILLING_MODES),
    updated_at: optional(whole),
  }),
  billing_schedules: listOf(shownAgain()),
  billing_thresholds: orNull(shownAgain()),
  cancel_at: wholeOrNull,
  cancel_at_period_end: boolean,
  canceled_at: wholeOrNull,
  cancellation_details: orNull(
    stored<Cancellation>({
      comment: textOrNull,
      feedback: orNull(oneOf(...CANCELLATION_FEEDBACKS)),
      feedback_option: textOrNull,
      reason: orNull(oneOf(...CANCELLATION_REASONS)),
    }),
  ),
  collection_method: oneOf('charge_automatically', 'send_invoice'),
  created: whole,
  currency: anyText,
  customer: anId,
  customer_account: textOrNull,
  days_until_due: wholeOrNull,
  default_payment_method: textOrNull,
  default_source: textOrNull,
  default_tax_rates: optional(orNull(listOf(shownAgain()))),
  description: textOrNull,
  discounts: listOf(anyText),
  ended_at: wholeOrNull,
  invoice_settings: stored<Subscription['invoice_settings']>({
    account_tax_ids: orNull(listOf(anyText)),
    custom_fields: orNull(listOf(shownAgain())),
    description: textOrNull,
    footer: textOrNull,
    issuer: shownAgain(),
  }),
  items: stored<Subscription['items']>({
    object: only('list'),
    data: listOf(subscriptionItemShape),
    has_more: boolean,
    total_count: integer({ min: 0 }),
    url: anyText,
  }),
  latest_invoice: textOrNull,
  livemode: inTestMode,
  managed_payments: orNull(shownAgain()),
  metadata: metadataShape,
  next_pending_invoice_item_invoice: wholeOrNull,
  on_behalf_of: textOrNull,
  pause_collection: orNull(
    stored<NonNullable<Subscription['pause_collection']>>({
      behavior: oneOf(...PAUSED_COLLECTIONS),
      resumes_at: wholeOrNull,
    }),
  ),
  payment_settings: orNull(settingsShape),
  pending_invoice_item_interval: orNull(shownAgain()),
  pending_setup_intent: textOrNull,
  pending_update: orNull(shownAgain()),
  plan: orNull(planShape),
  quantity: wholeOrNull,
  schedule: textOrNull,
  start_date: whole,
  status: oneOf(...SUBSCRIPTION_STATUSES),
  status_details: optional(shownAgain()),
  test_clock: textOrNull,
  transfer_data: orNull(
    stored<NonNullable<Subscription['transfer_data']>>({
      amount_percent: percentOrNull,
      destination: anyText,
    }),
  ),
  trial_end: wholeOrNull,
  trial_settings: orNull(
    stored<Trial>({
      end_behavior: stored<Trial['end_behavior']>({
        billing_cycle_anchor: orNull(oneOf(...TRIAL_ANCHORS)),
        missing_payment_method: oneOf(...MISSING_METHOD_BEHAVIORS),
      }),
    }),
  ),
  trial_start: wholeOrNull,
});
