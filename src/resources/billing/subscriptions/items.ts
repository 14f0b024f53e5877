import { errors } from '../../../core/catalogue.ts';
import { type MetadataChange, mergedMetadata } from '../../../core/metadata.ts';
import type { Price, Subscription, SubscriptionItem } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { planOf } from '../plans/record.ts';
import { type Interval, type Period, periodFrom } from './periods.ts';

export const ITEM = 'subscription_item';

/*
 * The items of a subscription are kept within it, which is how Stripe shows them. By the id of one the subscription that has
 * it is found: `facts.subscriptionItems`.
 */

/** What is to be billed of a price. */
export interface ItemDraft {
  readonly price: Price;
  /** Undefined of a price that is metered. */
  readonly quantity: number | undefined;
  readonly metadata?: MetadataChange | undefined;
}

export const itemsOf = ({ items }: Pick<Subscription, 'items'>): readonly SubscriptionItem[] => items.data;

/** How often a price is billed; one that is not is no subscription's. */
export function intervalOf({ recurring }: Price): Interval {
  if (recurring === null) throw errors.priceTypeRefused('one_time', 'items');
  return recurring;
}

/** The same as a text, by which items that are billed as often are known. */
export function everyOf({ price }: Pick<SubscriptionItem, 'price'>): string {
  const { interval, interval_count: count } = intervalOf(price);
  return `${count} ${interval}`;
}

/** The plan that an item shows beside its price. */
function planIn(price: Price): SubscriptionItem['plan'] {
  const plan = planOf(price);
  if (plan === undefined) throw errors.priceTypeRefused('one_time', 'items');
  return plan;
}

/** A metered price has no quantity, and of others one is one where none is given. */
const quantityIn = ({ recurring }: Price, quantity: number | undefined): { quantity?: number } =>
  recurring?.usage_type === 'metered' ? {} : { quantity: quantity ?? 1 };

/** An item as it begins. */
export function newItem(
  scope: Scope,
  subscription: string,
  { price, quantity, metadata }: ItemDraft,
  period: Period,
  id: string = scope.id('si'),
): SubscriptionItem {
  return {
    id,
    object: ITEM,
    billing_thresholds: null,
    created: scope.seconds(),
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: mergedMetadata({}, metadata),
    plan: planIn(price),
    price,
    ...quantityIn(price, quantity),
    subscription,
    tax_rates: [],
  };
}

/** The item with another price. */
export function withPrice(
  { quantity: _quantity, subscription, tax_rates, ...item }: SubscriptionItem,
  price: Price,
  quantity: number | undefined,
): SubscriptionItem {
  return { ...item, plan: planIn(price), price, ...quantityIn(price, quantity), subscription, tax_rates };
}

export const withPeriod = (item: SubscriptionItem, { start, end }: Period): SubscriptionItem => ({
  ...item,
  current_period_end: end,
  current_period_start: start,
});

export const periodOf = (item: SubscriptionItem): Period => ({
  start: item.current_period_start,
  end: item.current_period_end,
});

/** The period of an item that follows the one it is in. */
export const periodAfter = (anchor: number, item: SubscriptionItem): Period =>
  periodFrom(anchor, intervalOf(item.price), item.current_period_end);

const listOf = (subscription: string, items: readonly SubscriptionItem[]): Subscription['items'] => ({
  object: 'list',
  data: items,
  has_more: false,
  total_count: items.length,
  url: `/v1/subscription_items?subscription=${subscription}`,
});

/** The subscription with these items; only of a single one it shows the plan and the quantity itself (recorded, 2026-03). */
export function withItems<Fields extends Pick<Subscription, 'id'>>(
  subscription: Fields,
  items: readonly SubscriptionItem[],
): Fields & Pick<Subscription, 'items' | 'plan' | 'quantity'> {
  const [first, ...others] = items;
  const only = others.length === 0 ? first : undefined;
  return {
    ...subscription,
    items: listOf(subscription.id, items),
    plan: only?.plan ?? null,
    quantity: only?.quantity ?? null,
  };
}

/** The earliest end of what is billed now. */
export const nextEnd = (subscription: Pick<Subscription, 'items'>): number =>
  Math.min(...itemsOf(subscription).map((item) => item.current_period_end));

/** Writes a subscription, and by which of its items it is found. */
export function keepSubscription(scope: Scope, subscription: Subscription): Subscription {
  const { subscriptionItems: known } = scope.facts;
  const before = scope.tables.subscription.get(subscription.id);
  const items = itemsOf(subscription);
  if (before !== undefined && before.items !== subscription.items)
    for (const { id } of itemsOf(before)) if (!items.some((item) => item.id === id)) known.delete(id);
  if (before?.items !== subscription.items) for (const { id } of items) known.set(id, subscription.id);
  return scope.tables.subscription.put(subscription);
}

/**
 * What subscriptions show of a price that has changed: an item has the price as it is (assumed: a plan and a price are one
 * object wherever they are shown). No event tells of it (docs: api/events/types have that of the price).
 */
export function showPrice(scope: Scope, price: Price): void {
  const plan = planOf(price);
  if (plan === undefined) return;
  const table = scope.tables.subscription;
  for (const before of [...table.walk({ index: 'price', key: price.id })]) {
    const items = itemsOf(before).map((item) =>
      item.price.id === price.id ? { ...item, plan, price } : item,
    );
    table.put(withItems(before, items));
  }
}

/** An item, and the subscription that has it. */
export interface FoundItem {
  readonly subscription: Subscription;
  readonly item: SubscriptionItem;
}

/** The item of that id, or Stripe's refusal. */
export function requireItem(scope: Scope, id: string): FoundItem {
  const subscription = scope.tables.subscription.get(scope.facts.subscriptionItems.get(id) ?? '');
  const item = subscription === undefined ? undefined : itemsOf(subscription).find((one) => one.id === id);
  if (subscription === undefined || item === undefined) throw errors.subscriptionItemMissing(id);
  return { subscription, item };
}
