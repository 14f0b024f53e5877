import { errors } from '../../../core/catalogue.ts';
import type { Customer, SetupIntent, Subscription, SubscriptionItem } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { checkReferences } from '../../intents/references.ts';
import { checkLargest, sumOf } from '../../params/largest-amount.ts';
import { dueOf, type LineDraft } from '../invoices/lines.ts';
import { checkSource } from '../payers.ts';
import { checkSettings } from '../payment-settings.ts';
import { type AddedDraft, addedDrafts, dueItems, type Pending } from './added-items.ts';
import { endingOf } from './ending.ts';
import { type ItemDraft, intervalOf, newItem, periodOf, withItems } from './items.ts';
import { checkCosts, partOf, periodLine, trialLine } from './lines.ts';
import type { CreateParams } from './parameters.ts';
import { checkDefaultMethod, methodOf } from './payment-method-choice.ts';
import { prospectOf } from './payment-prospects.ts';
import { type Period, periodAt, periodFrom } from './periods.ts';
import { type ChosenPrice, chosenPrice, memberOf } from './price-choice.ts';
import { changedSubscription, completeSubscription, modeOf } from './record.ts';
import { setupFor } from './setup.ts';
import { anchorFor, anchorOf, trialEndOf } from './times.ts';

/* A new subscription, decided: whatever can refuse it does so here, and nothing is written. */

/** Where and by whom a subscription is made. */
export interface Drafting {
  readonly scope: Scope;
  readonly version: string;
  /** Who subscribes, where she is not kept yet: whoever makes the subscription keeps her before it. */
  readonly customer?: Customer;
  /** What was collected to pay with: the subscription's default, although nobody has attached it yet. */
  readonly collected?: string;
  /** Whether prices are taken that are not active: a Checkout Session has made such for itself alone. */
  readonly archived?: 'taken';
  /** Whether an anchor may have passed: that of a Checkout Session whose customer has taken his time. */
  readonly passedAnchor?: 'taken';
}

/** A subscription that can be made. */
export interface SubscriptionDraft {
  readonly subscription: Subscription;
  /** Prices that are made with it. */
  readonly prices: readonly ChosenPrice[];
  readonly lines: readonly LineDraft[];
  readonly added: readonly AddedDraft[];
  /** What has waited for the customer's next invoice. */
  readonly pending: Pending;
  /** What a payment method is set up by, where there is nothing to pay and nothing to pay with. */
  readonly setup: SetupIntent | undefined;
  /** Whether its first invoice is paid within the call, if it can be; `must` if there is no subscription otherwise. */
  readonly payment: 'later' | 'tried' | 'must';
  readonly version: string;
}

function customerOf(
  { scope, customer }: Drafting,
  { customer: id, customer_account: account }: CreateParams,
): Customer {
  if (id === undefined && account !== undefined)
    throw errors.notYetEmulated('subscriptions of a customer_account', 'Use customer.');
  if (id === undefined) throw errors.parameterMissing('customer');
  return customer?.id === id ? customer : scope.requireFor('customer', id, 'customer');
}

function checkTogether(params: CreateParams): void {
  const { collection_method: method = 'charge_automatically', days_until_due: days } = params;
  if (params.payment_behavior === 'pending_if_incomplete') throw errors.pendingOnlyOfUpdates();
  if (params.backdate_start_date !== undefined)
    throw errors.notYetEmulated('backdated subscriptions', 'Leave out backdate_start_date.');
  checkDays(method, days);
}

/** Refuses days to pay in where nobody has to pay by himself, and none where somebody has. */
export function checkDays(method: Subscription['collection_method'], days: number | null | undefined): void {
  if (method === 'send_invoice' && days == null) throw errors.daysUntilDueMissing();
  if (method === 'charge_automatically' && days != null) throw errors.daysUntilDueUnexpected();
}

type Chosen = ItemDraft & ChosenPrice;

/** What is to be billed; old clients name a single plan. */
function chosenItems(
  { scope, archived }: Drafting,
  { items, plan, quantity }: CreateParams,
): readonly Chosen[] {
  const named =
    items ?? (plan === undefined ? [] : [{ plan, ...(quantity === undefined ? {} : { quantity }) }]);
  if (named.length === 0) throw errors.parameterMissing('items');
  return named.map((item, at) => {
    const where = items === undefined ? '' : `items[${at}]`;
    const chosen = chosenPrice(scope, item, where, 'recurring', archived);
    if (chosen === undefined) throw errors.parameterMissing(memberOf(where, 'price'));
    return { ...chosen, quantity: item.quantity, metadata: 'metadata' in item ? item.metadata : undefined };
  });
}

/** Refuses items that are not billed together. In the flexible mode intervals may differ (docs: billing/subscriptions/mixed-interval). */
export function checkAlike(
  items: readonly Pick<ItemDraft, 'price'>[],
  mode: Subscription['billing_mode'],
): void {
  const [first, ...others] = items;
  if (first === undefined) return;
  const every = intervalOf(first.price);
  for (const { price } of others) {
    const { interval, interval_count: count } = intervalOf(price);
    if (price.currency !== first.price.currency) throw errors.subscriptionItemsUnlike('currency');
    if (mode.type === 'flexible') continue;
    if (interval !== every.interval || count !== every.interval_count)
      throw errors.subscriptionItemsUnlike('interval');
  }
}

/** Refuses the same price twice (recorded, 2017; in the flexible mode two items may have it). */
export function checkTwice(
  items: readonly Pick<ItemDraft, 'price'>[],
  mode: Subscription['billing_mode'],
): void {
  if (mode.type === 'flexible') return;
  const seen = new Set<string>();
  for (const { price } of items) {
    if (seen.has(price.id)) throw errors.priceTwice(price.id);
    seen.add(price.id);
  }
}

function checkCurrency(given: string | undefined, items: readonly Chosen[]): string {
  const supported = items[0]?.price.currency ?? 'usd';
  if (given !== undefined && given !== supported)
    throw errors.priceInOtherCurrency(supported, given, 'currency');
  return supported;
}

interface Timing {
  readonly trialEnd: number | null;
  readonly anchor: number;
  readonly config: Subscription['billing_cycle_anchor_config'];
}

function timingOf({ scope, passedAnchor }: Drafting, params: CreateParams, items: readonly Chosen[]): Timing {
  const [first] = items;
  const every = first === undefined ? undefined : intervalOf(first.price);
  const trialEnd = trialEndOf(scope, params, first?.price.recurring?.trial_period_days ?? null);
  if (every === undefined) return { trialEnd, anchor: trialEnd ?? scope.seconds(), config: null };
  const { billing_cycle_anchor: said = Infinity } = params;
  if (passedAnchor === 'taken' && said <= scope.seconds())
    return { trialEnd, ...anchorFor(params, trialEnd ?? scope.seconds()) };
  return { trialEnd, ...anchorOf(scope, params, trialEnd, every) };
}

function firstPeriod(now: number, { trialEnd, anchor }: Timing, item: Chosen): Period {
  if (trialEnd !== null) return { start: now, end: trialEnd };
  const every = intervalOf(item.price);
  return anchor < now ? periodAt(anchor, every, now) : periodFrom(anchor, every, now);
}

function firstLines(
  scope: Scope,
  subscription: Subscription,
  items: readonly SubscriptionItem[],
  prorates: boolean,
): readonly LineDraft[] {
  const { billing_cycle_anchor: anchor, trial_end: trialEnd } = subscription;
  return items.map((item) => {
    const [billed, period] = [{ subscription, item }, periodOf(item)];
    if (trialEnd !== null) return trialLine(scope, billed, period);
    const part = partOf(anchor, item, period);
    return periodLine(scope, billed, period, part === 1 || prorates ? part : 0);
  });
}

/** A new subscription before anything is known of its payment. */
function blankOf(
  drafting: Drafting,
  params: CreateParams,
  customer: Customer,
  items: readonly Chosen[],
): Subscription {
  const { scope, version, collected } = drafting;
  const now = scope.seconds();
  const timing = timingOf(drafting, params, items);
  const blank = completeSubscription(scope, {
    billing_cycle_anchor: timing.anchor,
    billing_cycle_anchor_config: timing.config,
    billing_mode: modeOf(scope, version, params.billing_mode),
    currency: checkCurrency(params.currency, items),
    customer: customer.id,
    customer_account: params.customer_account ?? null,
    trial_end: timing.trialEnd,
    trial_start: timing.trialEnd === null ? null : now,
  });
  const made = items.map((item) => newItem(scope, blank.id, item, firstPeriod(now, timing, item)));
  const shown = withItems(changedSubscription(blank, params), made);
  return {
    ...shown,
    ...(collected === undefined ? {} : { default_payment_method: collected }),
    ...endingOf(scope, shown, made, params),
  };
}

const PAYMENTS = {
  allow_incomplete: 'tried',
  default_incomplete: 'later',
  error_if_incomplete: 'must',
  pending_if_incomplete: 'tried',
} as const;

/** Decides on a new subscription with its first invoice. It may be refused; nothing is written. */
export function draftSubscription(drafting: Drafting, params: CreateParams): SubscriptionDraft {
  const { scope, version } = drafting;
  const customer = customerOf(drafting, params);
  checkTogether(params);
  const { customer: _checked, on_behalf_of: behalf, ...references } = params;
  checkReferences(scope, { ...references, ...(behalf == null ? {} : { on_behalf_of: behalf }) });
  const chosen = chosenItems(drafting, params);
  const mode = modeOf(scope, version, params.billing_mode);
  checkAlike(chosen, mode);
  checkTwice(chosen, mode);
  checkDefaultMethod(scope, params.default_payment_method, customer.id);
  checkSource(scope, params.default_source, customer.id);
  checkSettings(scope, params.payment_settings);

  const subscription = blankOf(drafting, params, customer, chosen);
  const items = subscription.items.data;
  checkCosts(scope, items);
  const lines = firstLines(scope, subscription, items, params.proration_behavior !== 'none');
  const added = addedDrafts(scope, subscription, params.add_invoice_items, drafting.archived);
  const pending = dueItems(scope, subscription);
  const { due } = dueOf(
    sumOf([...pending.lines, ...lines, ...added.map(({ item }) => item)], subscription.currency),
    customer.balance,
    subscription.currency,
  );
  checkLargest(due, subscription.currency);
  const method = methodOf(subscription, customer);
  const isCollected = subscription.collection_method === 'charge_automatically';
  const payment = isCollected && due > 0 ? PAYMENTS[params.payment_behavior ?? 'allow_incomplete'] : 'later';
  if (payment !== 'later' && method === null) throw errors.invoicePayerMissing();
  const refusal = payment === 'must' ? prospectOf(scope, method) : undefined;
  if (refusal !== undefined) throw refusal;
  const setup =
    isCollected && due === 0 && method === null ? setupFor(scope, version, subscription) : undefined;
  return {
    subscription: {
      ...subscription,
      pending_setup_intent: setup?.id ?? null,
      status: subscription.trial_end !== null ? 'trialing' : isCollected && due > 0 ? 'incomplete' : 'active',
    },
    prices: [...chosen, ...added],
    lines,
    added,
    pending,
    setup,
    payment,
    version,
  };
}
