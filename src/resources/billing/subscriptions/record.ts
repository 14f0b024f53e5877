import { mergedMetadata } from '../../../core/metadata.ts';
import { isBefore } from '../../../model/versions/version-string.ts';
import type { Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { given } from '../../params/changes.ts';
import { askedTax } from '../automatic-tax.ts';
import { withItems } from './items.ts';
import type { CreateParams, UpdateParams } from './parameters.ts';
import { NO_SETTINGS, shownSettings } from './payment-settings.ts';

export const SUBSCRIPTION = 'subscription';

const NO_TAX: Subscription['automatic_tax'] = { disabled_reason: null, enabled: false, liability: null };

const TRIAL_SETTINGS: NonNullable<Subscription['trial_settings']> = {
  end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' },
};

/** The first version whose subscriptions are billed flexibly where nobody says otherwise (changelog 2025-09-30.clover). */
const FLEXIBLE_SINCE = '2025-09-30.clover';

const MODES = {
  classic: { flexible: null, type: 'classic' },
  flexible: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
} as const satisfies {
  readonly [Mode in Subscription['billing_mode']['type']]: Subscription['billing_mode'];
};

/** How a new subscription is billed. */
export function modeOf(
  scope: Scope,
  version: string,
  chosen: CreateParams['billing_mode'],
): Subscription['billing_mode'] {
  if (chosen === undefined) return MODES[isBefore(version, FLEXIBLE_SINCE) ? 'classic' : 'flexible'];
  const mode: Subscription['billing_mode'] = MODES[chosen.type];
  if (mode.flexible === null) return mode;
  // `updated_at` tells when it was chosen (stripe-node types); that a creation sets it is assumed.
  return { ...mode, flexible: { ...mode.flexible, ...chosen.flexible }, updated_at: scope.seconds() };
}

/** A subscription with every field that one can have: by default a new one, of which nothing is known yet. */
export function completeSubscription(scope: Scope, fields: Partial<Subscription> = {}): Subscription {
  const { id = scope.id('sub'), created = scope.seconds() } = fields;
  return {
    id,
    object: SUBSCRIPTION,
    application: null,
    application_fee_percent: null,
    automatic_tax: NO_TAX,
    billing_cycle_anchor: created,
    billing_cycle_anchor_config: null,
    billing_mode: MODES.flexible,
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created,
    currency: 'usd',
    customer: '',
    customer_account: null,
    days_until_due: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: withItems({ id }, []).items,
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: NO_SETTINGS,
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    plan: null,
    quantity: null,
    schedule: null,
    start_date: created,
    status: 'incomplete',
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_settings: TRIAL_SETTINGS,
    trial_start: null,
    ...fields,
  };
}

/** What both calls may change that a subscription shows as it came, or nearly so. */
export type Shown = Pick<
  Partial<UpdateParams>,
  | 'application_fee_percent'
  | 'automatic_tax'
  | 'collection_method'
  | 'days_until_due'
  | 'default_payment_method'
  | 'default_source'
  | 'description'
  | 'invoice_settings'
  | 'metadata'
  | 'on_behalf_of'
  | 'payment_settings'
  | 'transfer_data'
  | 'trial_settings'
>;

/** The subscription with what is plainly shown of a call. */
export function changedSubscription(subscription: Subscription, params: Shown): Subscription {
  const { invoice_settings: invoice, transfer_data: transfer, trial_settings: trial } = params;
  const settings = subscription.payment_settings ?? NO_SETTINGS;
  const method = params.collection_method ?? subscription.collection_method;
  return {
    ...subscription,
    ...given(
      params,
      'application_fee_percent',
      'collection_method',
      'days_until_due',
      'default_payment_method',
      'default_source',
      'description',
      'on_behalf_of',
    ),
    // "Null for subscriptions where collection_method=charge_automatically" (stripe-node types).
    ...(method === 'send_invoice' ? {} : { days_until_due: null }),
    ...(invoice === undefined ? {} : { invoice_settings: { ...subscription.invoice_settings, ...invoice } }),
    automatic_tax: askedTax(subscription.automatic_tax, params.automatic_tax),
    metadata: mergedMetadata(subscription.metadata, params.metadata),
    payment_settings: shownSettings(settings, params.payment_settings),
    ...(transfer === undefined ? {} : { transfer_data: transfer && { amount_percent: null, ...transfer } }),
    ...(trial === undefined
      ? {}
      : {
          trial_settings: {
            end_behavior: {
              ...(subscription.trial_settings ?? TRIAL_SETTINGS).end_behavior,
              ...trial.end_behavior,
            },
          },
        }),
  };
}

/** The words by which a subscription tells why it ends. */
export type Details = NonNullable<Subscription['cancellation_details']>;

/** Why it ends, as it was and with what is said of it now. */
export function cancellationOf(
  { cancellation_details: current }: Pick<Subscription, 'cancellation_details'>,
  change: Partial<Details> | undefined,
): Details {
  return { comment: null, feedback: null, feedback_option: null, reason: null, ...current, ...change };
}
