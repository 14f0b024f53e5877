import { type ByPath, each } from '../../params/named-parameters.ts';

/* What is taken of subscriptions and their items, checked by name and type, and changes nothing. */

const ITEM_TYPES = 'stripe-node types: SubscriptionItemCreateParams';
const CREATE = 'docs: api/subscriptions/create';

const UNUSED = ['billing_thresholds', 'current_trial', 'discounts', 'tax_rates'];
const WHY = 'Neither discounts, taxes, trial offers nor thresholds are emulated';
const CLEARED = each('clear_usage', 'Metered usage is not emulated', ITEM_TYPES);
const ITEM = each(UNUSED.join(' '), WHY, ITEM_TYPES);
const AWAY = each('off_session', 'Whoever pays is never asked for more than a bank account', CREATE);

const BOTH: ByPath = {
  ...each(UNUSED.map((name) => `items[${name}]`).join(' '), WHY, CREATE),
  ...each('default_tax_rates add_invoice_items[tax_rates]', 'Taxes are not emulated', CREATE),
  ...each(
    'coupon discounts promotion_code add_invoice_items[discounts]',
    'Discounts are not emulated',
    CREATE,
  ),
  ...each(
    'billing_thresholds billing_schedules pending_invoice_item_interval',
    'An invoice is made at the end of a period, and at no other time',
    CREATE,
  ),
  ...AWAY,
  ...each('trial_from_plan', 'Prices have no trial period', CREATE),
};

export const SUBSCRIPTIONS_WITHOUT_EFFECT: Readonly<Record<string, ByPath>> = {
  'POST /v1/subscriptions': BOTH,
  'POST /v1/subscriptions/:subscription': {
    ...BOTH,
    ...each('items[clear_usage]', 'Metered usage is not emulated', ITEM_TYPES),
  },
  'POST /v1/subscriptions/:subscription/resume': each(
    'proration_date',
    'What is billed begins when the subscription goes on',
    'docs: api/subscriptions/resume',
  ),
  'POST /v1/subscription_items': ITEM,
  'POST /v1/subscription_items/:item': { ...ITEM, ...AWAY },
  'DELETE /v1/subscription_items/:item': CLEARED,
};
