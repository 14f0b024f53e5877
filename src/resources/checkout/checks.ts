import { errors } from '../../core/catalogue.ts';
import { isBefore } from '../../model/versions/version-string.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { checkLargest } from '../params/largest-amount.ts';
import type { CreateParams } from './parameters.ts';
import type { CheckoutMode } from './record.ts';

/* What a session cannot be created with. The order of the complaints is assumed. */

/** What is about another mode. */
const FOREIGN = {
  payment: ['setup_intent_data', 'subscription_data'],
  setup: [
    'line_items',
    'payment_intent_data',
    'subscription_data',
    'saved_payment_method_options',
    'discounts',
    'shipping_options',
  ],
  subscription: ['payment_intent_data', 'setup_intent_data', 'shipping_options'],
} as const satisfies Readonly<Record<CheckoutMode, readonly (keyof CreateParams)[]>>;

/** Since this version a call need not say its mode (stripe-node types). */
const MODE_OPTIONAL_SINCE = '2026-09-30.endive';

/** The mode that a call asks for; where it does not say, that of its prices (inferred). */
export function modeOf(version: string, params: CreateParams, isRecurring: () => boolean): CheckoutMode {
  if (params.mode !== undefined) return params.mode;
  if (params.line_items === undefined || isBefore(version, MODE_OPTIONAL_SINCE))
    throw errors.parameterMissing('mode');
  return isRecurring() ? 'subscription' : 'payment';
}

/** Refuses the parameters of another mode. */
export function checkMode(mode: CheckoutMode, params: CreateParams): void {
  const names: readonly (keyof CreateParams)[] = FOREIGN[mode];
  const foreign = names.find((name) => params[name] !== undefined);
  if (foreign !== undefined) throw errors.checkoutModeForeign(foreign, mode);
  if (mode !== 'subscription' && params.payment_method_collection !== undefined)
    throw errors.checkoutWithoutRecurring();
  if (mode === 'subscription' && params.customer_creation !== undefined)
    throw errors.checkoutCustomerCreation();
  const invoice = params.invoice_creation as { readonly enabled?: boolean } | undefined;
  if (mode !== 'payment' && invoice?.enabled === true) throw errors.checkoutInvoiceCreation();
  if (mode !== 'setup' && (params.line_items ?? []).length === 0) throw errors.parameterMissing('line_items');
}

const EXCLUSIVE = [
  ['customer', 'customer_account'],
  ['customer', 'customer_email'],
  ['customer', 'customer_creation'],
  ['customer_account', 'customer_email'],
  ['customer_account', 'customer_creation'],
  ['allow_promotion_codes', 'discounts'],
] as const satisfies readonly (readonly [keyof CreateParams, keyof CreateParams])[];

/** Refuses what says the same twice. */
export function checkExclusive(scope: Scope, params: CreateParams): void {
  for (const [one, other] of EXCLUSIVE)
    if (params[one] !== undefined && params[other] !== undefined) throw errors.onlyOneOf(one, other);
  const { customer, customer_update: update } = params;
  if (customer !== undefined) scope.requireFor('customer', customer, 'customer');
  else if (update !== undefined) throw errors.checkoutUpdateOfNobody();
}

const SHORTEST_SECONDS = 1800;
const LONGEST_SECONDS = 86_400;

/** "Anywhere from 30 minutes to 24 hours after Checkout Session creation" (stripe-node types: expires_at). */
export function checkExpiry(scope: Scope, at: number | undefined): void {
  if (at === undefined) return;
  const ahead = at - scope.seconds();
  if (ahead < SHORTEST_SECONDS) throw errors.checkoutExpiry('at least 30 minutes');
  if (ahead > LONGEST_SECONDS) throw errors.checkoutExpiry('less than 24 hours');
}

const LEAST_CENTS = 50;

/** What is due now can be paid at once. A payment of nothing needs none; of less than 50 cents there can be none (recorded). */
export function checkTotal(mode: CheckoutMode, currency: string, total: number): void {
  checkLargest(total, currency);
  if (mode === 'payment' && currency === 'usd' && total > 0 && total < LEAST_CENTS)
    throw errors.checkoutTotalTooSmall();
}
