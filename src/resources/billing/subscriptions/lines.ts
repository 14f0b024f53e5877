import type { Price, Subscription, SubscriptionItem } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { writtenAmount } from '../../params/written-amount.ts';
import type { LineDraft } from '../invoices/lines.ts';
import { amountOf } from '../prices/amounts.ts';
import { intervalOf, periodOf } from './items.ts';
import { type Period, periodAt, remainingPart, writtenDay } from './periods.ts';

/* What an invoice tells of the items of a subscription. */

const PRODUCT = 'product';

export const nameOf = ({ tables }: Scope, { product }: Price): string =>
  (tables[PRODUCT].get(product) ?? tables[PRODUCT].deleted(product))?.name ?? product;

/** `$10.00 / month`, `$30.00 / every 3 months`. */
function rateOf({ currency, recurring, unit_amount_decimal: unit }: Price): string {
  const amount = writtenAmount(Number(unit ?? 0), currency);
  if (recurring === null) return amount;
  const { interval, interval_count: count } = recurring;
  return `${amount} / ${count === 1 ? interval : `every ${count} ${interval}s`}`;
}

/** What an item costs for a whole period. What was used of a metered price is not known here. */
export function fullAmount(
  scope: Scope,
  { price, quantity }: Pick<SubscriptionItem, 'price' | 'quantity'>,
): number {
  return quantity === undefined ? 0 : amountOf(scope, price, quantity);
}

/** Refuses items whose periods would cost more than a line can, whenever they begin. */
export function checkCosts(scope: Scope, items: readonly SubscriptionItem[]): void {
  for (const item of items) fullAmount(scope, item);
}

interface Billed {
  readonly subscription: Pick<Subscription, 'id'>;
  readonly item: SubscriptionItem;
}

/** The parts that every line of an item has. */
const lineOf = ({
  subscription,
  item,
}: Billed): Pick<LineDraft, 'currency' | 'price' | 'quantity' | 'source'> => ({
  currency: item.price.currency,
  price: item.price,
  quantity: item.quantity ?? 0,
  source: { subscription: subscription.id, subscription_item: item.id, proration: false },
});

/** A period of an item, or `part` of one (recorded: “1 × Default (at $10.00 / month)”). */
export function periodLine(scope: Scope, billed: Billed, period: Period, part = 1): LineDraft {
  const { item } = billed;
  const quantity = item.quantity ?? 0;
  return {
    ...lineOf(billed),
    amount: Math.round(fullAmount(scope, item) * part),
    description: `${quantity} × ${nameOf(scope, item.price)} (at ${rateOf(item.price)})`,
    period,
  };
}

/** The trial of an item, which costs nothing; its text is assumed. */
export const trialLine = (scope: Scope, billed: Billed, period: Period): LineDraft => ({
  ...lineOf(billed),
  amount: 0,
  description: `Trial period for ${nameOf(scope, billed.item.price)}`,
  period,
});

/**
 * How much of a whole period the first one of an item is, where an anchor cuts it short. Of one that is not to be prorated
 * nothing is billed (docs: billing/subscriptions/billing-cycle).
 */
export function partOf(anchor: number, { price }: Pick<SubscriptionItem, 'price'>, period: Period): number {
  if (price.recurring === null) return 1;
  const whole = periodAt(anchor, price.recurring, period.start);
  return remainingPart(whole, period.start);
}

/** An amount for time that is given back, or is still to come, within a period. */
export interface Proration {
  readonly item: SubscriptionItem;
  readonly amount: number;
  readonly description: string;
  readonly period: Period;
}

const several = (quantity: number | undefined): string =>
  quantity === undefined || quantity === 1 ? '' : `${quantity} × `;

interface Prorated {
  readonly subscription: Pick<Subscription, 'billing_cycle_anchor'>;
  readonly item: SubscriptionItem;
}

/** The part of an item's price that its time from `from` on costs: of a whole period, of which the first may be but an end. */
function partFrom({ subscription, item }: Prorated, from: number): number {
  const period = periodOf(item);
  const whole = periodAt(subscription.billing_cycle_anchor, intervalOf(item.price), period.start);
  // One that was put in place may not be on the calendar.
  return remainingPart(whole.end === period.end ? whole : period, Math.max(from, period.start));
}

/** The credit for what is left of an item's period (seen in public code: “Unused time on … after 03 Mar 2017”). */
export function unusedTime(scope: Scope, prorated: Prorated, from: number): Proration {
  const { item } = prorated;
  const period = periodOf(item);
  return {
    item,
    // Not -0.
    amount: 0 - Math.round(fullAmount(scope, item) * partFrom(prorated, from)),
    description: `Unused time on ${several(item.quantity)}${nameOf(scope, item.price)} after ${writtenDay(from)}`,
    period: { start: from, end: period.end },
  };
}

/** What the rest of an item's period costs. */
export function remainingTime(scope: Scope, prorated: Prorated, from: number): Proration {
  const { item } = prorated;
  const period = periodOf(item);
  return {
    item,
    amount: Math.round(fullAmount(scope, item) * partFrom(prorated, from)),
    description: `Remaining time on ${several(item.quantity)}${nameOf(scope, item.price)} after ${writtenDay(from)}`,
    period: { start: from, end: period.end },
  };
}

/** A proration as an invoice tells of it. */
export const prorationLine = (
  subscription: Pick<Subscription, 'id'>,
  { item, amount, description, period }: Proration,
  invoiceItem: string | null = null,
): LineDraft => ({
  ...lineOf({ subscription, item }),
  amount,
  description,
  discountable: false,
  period,
  source: {
    subscription: subscription.id,
    subscription_item: item.id,
    proration: true,
    invoice_item: invoiceItem,
  },
});
