import { errors } from '../../core/catalogue.ts';
import { isHash } from '../../core/form.ts';
import { metadata } from '../../core/metadata.ts';
import { sentence } from '../../core/sentence.ts';
import { elementsOf, integer, oneOf } from '../../core/shape.ts';
import { COLLECTION_METHODS, SUBSCRIPTION_STATUSES } from '../../model/billing-words.ts';
import { subscriptionShape } from '../../model/shapes/subscription.ts';
import type { Price, Subscription } from '../../model/wire.ts';
import { schedule } from '../../resources/billing/subscriptions/calendar.ts';
import {
  intervalOf,
  keepSubscription,
  newItem,
  withItems,
} from '../../resources/billing/subscriptions/items.ts';
import { NO_SETTINGS, shownSettings } from '../../resources/billing/subscriptions/payment-settings.ts';
import { type Period, periodAt } from '../../resources/billing/subscriptions/periods.ts';
import { completeSubscription, SUBSCRIPTION as TYPE } from '../../resources/billing/subscriptions/record.ts';
import { CREATE } from '../../resources/payment-intents/parameters.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { checkCost, priceNamed } from './costs.ts';
import { checkedFields, type Fields, VOICE, withoutFixed } from './fields.ts';
import {
  type Given,
  keptOf,
  type PreparedObject,
  type Reference,
  referencesOf,
  textOf,
} from './preparation.ts';

/* A subscription as the API would have made it, with what only `objects` may set: its status, and the periods of its items. */

const WORDS = {
  collection_method: oneOf(...COLLECTION_METHODS),
  currency: CREATE.currency,
  status: oneOf(...SUBSCRIPTION_STATUSES),
};

/** Hashes that have all their members, whichever are given. */
const WHOLE = [
  'automatic_tax',
  'billing_mode',
  'cancellation_details',
  'invoice_settings',
  'trial_settings',
] as const satisfies readonly (keyof Subscription)[];

/** An item that was given: as a creation names it, or as an answer shows it. */
interface GivenItem {
  readonly fields: Fields;
  readonly price: string;
  readonly quantity: number | undefined;
  readonly where: string;
}

/** The items that are given: a list as the API answers it, or one of items. */
function givenItems(items: unknown, where: string): readonly GivenItem[] {
  const list = elementsOf<unknown>(isHash(items) && items.data !== undefined ? items.data : items);
  if (list === undefined || !list.every(isHash))
    throw VOICE.wrong(where, items, 'Write a list of hashes', errors.invalidArray(where));
  if (list.length === 0)
    throw errors.misuse(sentence`${where} is empty: a subscription has at least one item.`, where);
  return list.map((fields, at) => givenItem(fields, `${where}[${at}]`));
}

function givenItem(fields: Fields, where: string): GivenItem {
  const { price: named, plan, quantity } = fields;
  const price = textOf(isHash(named) ? named.id : (named ?? (isHash(plan) ? plan.id : plan)));
  if (price === undefined)
    throw errors.misuse(
      sentence`${where}.price is missing: name the price that is billed.`,
      `${where}.price`,
    );
  const place = `${where}.quantity`;
  return {
    fields,
    price,
    quantity:
      quantity === undefined || quantity === null ? undefined : integer({ min: 0 })(quantity, place, VOICE),
    where,
  };
}

const seconds = (fields: Fields, name: string, where: string): number | undefined =>
  fields[name] === undefined || fields[name] === null
    ? undefined
    : integer({ min: 0 })(fields[name], `${where}.${name}`, VOICE);

/** Refuses a price that is billed once: one that is there, or that comes with the same call. */
function checkRecurring(given: Given, { price: id, where }: GivenItem): void {
  const known = priceNamed(given, id);
  if (isHash(known) && !isHash(known.recurring))
    throw errors.misuse(sentence`${where}.price names "${id}", which does not recur.`, `${where}.price`);
}

const periodIn = (record: Subscription, price: Price, item: GivenItem): Period => {
  const { start, end } = periodAt(record.billing_cycle_anchor, intervalOf(price), record.start_date);
  return {
    start: seconds(item.fields, 'current_period_start', item.where) ?? Math.max(start, record.start_date),
    end: seconds(item.fields, 'current_period_end', item.where) ?? record.trial_end ?? end,
  };
};

function put(scope: Scope, record: Subscription, items: readonly GivenItem[]): Subscription {
  const made = items.map((item) => {
    const price = scope.require('price', item.price);
    const { id, created, metadata: said } = item.fields;
    const draft = { price, quantity: item.quantity, metadata: metadata(said ?? '', item.where) };
    const fresh = newItem(scope, record.id, draft, periodIn(record, price, item), textOf(id));
    return typeof created === 'number' ? { ...fresh, created } : fresh;
  });
  const subscription = keepSubscription(scope, withItems(record, made));
  schedule(scope, subscription);
  return subscription;
}

/** What its items name. */
const pricesOf = (items: readonly GivenItem[]): readonly Reference[] =>
  items.map(({ price, where }) => ({ type: 'price', id: price, field: `${where}.price` }));

/** A subscription with its items; what is to happen to it by itself happens when it says. */
export function preparedSubscription(given: Given): PreparedObject<Subscription> {
  const { scope, where } = given;
  const { items: asked, plan: _plan, quantity: _quantity, ...fields } = given.fields;
  const items = givenItems(asked ?? [], `${where}.items`);
  for (const item of items) {
    checkRecurring(given, item);
    checkCost(given, item.price, item.quantity ?? 1, item.where);
  }
  const {
    items: _items,
    plan: _none,
    quantity: _no,
    ...template
  } = completeSubscription(scope, { id: 'template' });
  const checked = checkedFields(template, withoutFixed(fields, TYPE, where), TYPE, where, WORDS);
  const { payment_settings: settings } = checked;
  const whole = WHOLE.flatMap((name) => {
    const [known, said] = [template[name], checked[name]];
    return isHash(known) && isHash(said) ? [[name, { ...known, ...said }]] : [];
  });
  const record = completeSubscription(scope, {
    status: 'active',
    ...keptOf(scope, TYPE, textOf(fields.id) ?? ''),
    ...checked,
    ...Object.fromEntries(whole),
    payment_settings: shownSettings(template.payment_settings ?? NO_SETTINGS, settings ?? undefined),
  });
  subscriptionShape(record, where, VOICE);
  return {
    scope,
    id: record.id,
    references: [...referencesOf(record), ...pricesOf(items)],
    put: () => put(scope, record, items),
  };
}
