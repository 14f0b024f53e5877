import { every } from '../core/stored.ts';
import type { CheckoutSession, Invoice, Price, Product, Subscription } from './wire.ts';

/* The words of what is billed, as those of `words.ts`: invoices, prices, Checkout Sessions, subscriptions. */

export const INVOICE_STATUSES = every<NonNullable<Invoice['status']>>()(
  'draft',
  'open',
  'void',
  'paid',
  'uncollectible',
);
export const BILLING_REASONS = every<NonNullable<Invoice['billing_reason']>>()(
  'automatic_pending_invoice_item_invoice',
  'manual',
  'quote_accept',
  'subscription',
  'subscription_create',
  'subscription_cycle',
  'subscription_threshold',
  'subscription_update',
  'upcoming',
);
export const COLLECTION_METHODS = every<Invoice['collection_method']>()(
  'charge_automatically',
  'send_invoice',
);
// Typed as any string; its list takes these.
export const INVOICE_PAYMENT_STATUSES = ['canceled', 'open', 'paid'] as const;

type Recurring = NonNullable<Price['recurring']>;
export const PRODUCT_TYPES = every<Product['type']>()('good', 'service');
export const PRICE_TYPES = every<Price['type']>()('one_time', 'recurring');
export const BILLING_SCHEMES = every<Price['billing_scheme']>()('per_unit', 'tiered');
export const TIERS_MODES = every<NonNullable<Price['tiers_mode']>>()('graduated', 'volume');
export const TAX_BEHAVIORS = every<NonNullable<Price['tax_behavior']>>()(
  'exclusive',
  'inclusive',
  'unspecified',
);
export const ROUNDINGS = every<NonNullable<Price['transform_quantity']>['round']>()('down', 'up');
export const INTERVALS = every<Recurring['interval']>()('day', 'month', 'week', 'year');
export const USAGE_TYPES = every<Recurring['usage_type']>()('licensed', 'metered');
export const CHECKOUT_MODES = every<CheckoutSession['mode']>()('payment', 'setup', 'subscription');
export const CHECKOUT_STATUSES = every<NonNullable<CheckoutSession['status']>>()(
  'open',
  'complete',
  'expired',
);
export const CHECKOUT_PAYMENT_STATUSES = every<CheckoutSession['payment_status']>()(
  'no_payment_required',
  'paid',
  'unpaid',
);
// In the order of the reference's sentence.
export const UI_MODES = every<NonNullable<CheckoutSession['ui_mode']>>()(
  'hosted_page',
  'embedded_page',
  'form',
  'elements',
);
type CheckoutBankOptions = NonNullable<
  NonNullable<CheckoutSession['payment_method_options']>['us_bank_account']
>;
export const CHECKOUT_VERIFICATION_METHODS = every<NonNullable<CheckoutBankOptions['verification_method']>>()(
  'automatic',
  'instant',
);

type Paused = NonNullable<Subscription['pause_collection']>;
type TrialEnding = NonNullable<Subscription['trial_settings']>['end_behavior'];
type Cancellation = NonNullable<Subscription['cancellation_details']>;
export const SUBSCRIPTION_STATUSES = every<Subscription['status']>()(
  'active',
  'canceled',
  'incomplete',
  'incomplete_expired',
  'past_due',
  'paused',
  'trialing',
  'unpaid',
);
export const BILLING_MODES = every<Subscription['billing_mode']['type']>()('classic', 'flexible');
export const PRORATION_DISCOUNTS = every<
  NonNullable<NonNullable<Subscription['billing_mode']['flexible']>['proration_discounts']>
>()('included', 'itemized');
export const CANCELLATION_FEEDBACKS = every<NonNullable<Cancellation['feedback']>>()(
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
);
export const CANCELLATION_REASONS = every<NonNullable<Cancellation['reason']>>()(
  'canceled_by_retention_policy',
  'cancellation_requested',
  'payment_disputed',
  'payment_failed',
);
export const PAUSED_COLLECTIONS = every<Paused['behavior']>()('keep_as_draft', 'mark_uncollectible', 'void');
export const MISSING_METHOD_BEHAVIORS = every<TrialEnding['missing_payment_method']>()(
  'cancel',
  'create_invoice',
  'pause',
);
export const TRIAL_ANCHORS = every<NonNullable<TrialEnding['billing_cycle_anchor']>>()('now', 'unchanged');
export const SAVING_METHODS = every<
  NonNullable<NonNullable<Subscription['payment_settings']>['save_default_payment_method']>
>()('off', 'on_subscription');
