import { errors } from '../../../core/catalogue.ts';
import { mergedMetadata } from '../../../core/metadata.ts';
import type { Price, Subscription, SubscriptionItem } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { checkAlike, checkTwice } from './drafting.ts';
import type { ChangedItem } from './item-parameters.ts';
import { everyOf, intervalOf, itemsOf, newItem, periodOf, withPeriod, withPrice } from './items.ts';
import { checkCosts } from './lines.ts';
import { type Period, periodFrom } from './periods.ts';
import { type ChosenPrice, chosenPrice, memberOf } from './price-choice.ts';

/* What a call makes of the items of a subscription. */

/** The items after a change, and what it means for what is billed. */
export interface ItemsChange {
  readonly items: readonly SubscriptionItem[];
  /** What is billed no more, as it was: an item that is away, or that is another now. */
  readonly lost: readonly SubscriptionItem[];
  /** What is billed from now on. */
  readonly gained: readonly SubscriptionItem[];
  readonly prices: readonly ChosenPrice[];
}

const NO_CHANGE = { lost: [], gained: [], prices: [] } as const;

/**
 * The period of an item that is billed as it was not before: that of those which are billed as often, else one of its own,
 * from now on to the end of one on the anchor's calendar.
 */
function periodOfNew(scope: Scope, subscription: Subscription, price: Price): Period {
  const now = scope.seconds();
  const { billing_cycle_anchor: anchor, status, trial_end: end, trial_start: start } = subscription;
  if (status === 'trialing' && end !== null) return { start: start ?? now, end };
  const alike = itemsOf(subscription).find((item) => everyOf(item) === everyOf({ price }));
  return alike === undefined ? periodFrom(anchor, intervalOf(price), now) : periodOf(alike);
}

function added(
  scope: Scope,
  subscription: Subscription,
  params: ChangedItem,
  where: string,
): { readonly item: SubscriptionItem; readonly chosen: ChosenPrice } {
  const chosen = chosenPrice(scope, params, where);
  if (chosen === undefined) throw errors.parameterMissing(memberOf(where, 'price'));
  const draft = { price: chosen.price, quantity: params.quantity, metadata: params.metadata };
  const item = newItem(scope, subscription.id, draft, periodOfNew(scope, subscription, chosen.price));
  return { item, chosen };
}

function altered(
  scope: Scope,
  subscription: Subscription,
  before: SubscriptionItem,
  params: ChangedItem,
  chosen: ChosenPrice | undefined,
): SubscriptionItem {
  const quantity = params.quantity ?? before.quantity;
  const priced =
    chosen === undefined && params.quantity === undefined
      ? before
      : withPrice(before, chosen?.price ?? before.price, quantity);
  const billed =
    everyOf(priced) === everyOf(before)
      ? priced
      : withPeriod(priced, periodOfNew(scope, subscription, priced.price));
  return { ...billed, metadata: mergedMetadata(before.metadata, params.metadata) };
}

/** Whether the change of an item changes what is billed. */
const isBilledAnew = (before: SubscriptionItem, after: SubscriptionItem): boolean =>
  before.price.id !== after.price.id || before.quantity !== after.quantity;

/** One element of `items`, put upon the change that those before it make. */
function changedBy(
  scope: Scope,
  subscription: Subscription,
  change: ItemsChange,
  params: ChangedItem,
  where: string,
): ItemsChange {
  const { items, lost, gained, prices } = change;
  if (params.id === undefined) {
    const { item, chosen } = added(scope, subscription, params, where);
    return { items: [...items, item], lost, gained: [...gained, item], prices: [...prices, chosen] };
  }
  const before = items.find(({ id }) => id === params.id);
  if (before === undefined) throw errors.subscriptionItemUnknown(params.id, memberOf(where, 'id'));
  if (params.deleted === true)
    return { ...change, items: items.filter((item) => item !== before), lost: [...lost, before] };
  const chosen = chosenPrice(scope, params, where);
  const after = altered(scope, subscription, before, params, chosen);
  const isNew = isBilledAnew(before, after);
  return {
    items: items.map((item) => (item === before ? after : item)),
    lost: isNew ? [...lost, before] : lost,
    gained: isNew ? [...gained, after] : gained,
    prices: chosen === undefined ? prices : [...prices, chosen],
  };
}

/** The items of a subscription after a call. `where` names its elements: `items`, or nothing for the call of an item. */
export function changedItems(
  scope: Scope,
  subscription: Subscription,
  params: readonly ChangedItem[] | undefined,
  where = 'items',
): ItemsChange {
  const start: ItemsChange = { ...NO_CHANGE, items: itemsOf(subscription) };
  if (params === undefined) return start;
  const change = params.reduce(
    (so, item, at) => changedBy(scope, subscription, so, item, where === '' ? '' : `${where}[${at}]`),
    start,
  );
  if (change.items.length === 0) throw errors.subscriptionItemLast();
  checkCosts(scope, change.gained);
  checkAlike(change.items, subscription.billing_mode);
  if (change.gained.length > 0) checkTwice(change.items, subscription.billing_mode);
  return change;
}
