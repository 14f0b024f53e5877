import { errors } from '../../../core/catalogue.ts';
import { mergedMetadata } from '../../../core/metadata.ts';
import type { InvoiceItem, Price, Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { lineOfItem, pendingItems, takeUp as takeUpItem } from '../invoice-items/pending.ts';
import { completeItem, INVOICE_ITEM } from '../invoice-items/record.ts';
import type { LineDraft } from '../invoices/lines.ts';
import { amountOf } from '../prices/amounts.ts';
import type { AddedItem } from './item-parameters.ts';
import { itemsOf } from './items.ts';
import { nameOf, type Proration } from './lines.ts';
import type { Period } from './periods.ts';
import { type ChosenPrice, chosenPrice, memberOf } from './price-choice.ts';

/* What is billed once, beside what comes again: items that wait for the next invoice of the subscription, or are on one. */

/** An item that can be made. */
export interface AddedDraft extends ChosenPrice {
  readonly item: InvoiceItem;
}

const pricingOf = ({ id, product, unit_amount_decimal }: Price): InvoiceItem['pricing'] => ({
  price_details: { price: id, product },
  type: 'price_details',
  unit_amount_decimal,
});

const ofSubscription = (subscription: string, item?: string): InvoiceItem['parent'] => ({
  subscription_details: { subscription, ...(item === undefined ? {} : { subscription_item: item }) },
  type: 'subscription_details',
});

/** Of what the items of the subscription have in common, unless it is said (stripe-node types: AddInvoiceItem.Period). */
function periodOf(scope: Scope, subscription: Subscription, { period }: AddedItem): Period {
  const items = itemsOf(subscription);
  const [start, end] = [
    Math.max(...items.map((item) => item.current_period_start)),
    Math.min(...items.map((item) => item.current_period_end)),
  ];
  if (period === undefined) return { start, end };
  const said = { start: period.start.type, end: period.end.type };
  const now = said.start === 'now' ? scope.seconds() : start;
  return {
    start: said.start === 'timestamp' ? (period.start.timestamp ?? now) : now,
    end: said.end === 'timestamp' ? (period.end.timestamp ?? end) : end,
  };
}

/** Decides on what a call adds; may refuse it, and writes nothing. */
export function addedDrafts(
  scope: Scope,
  subscription: Subscription,
  added: readonly AddedItem[] | undefined,
  archived?: 'taken',
): readonly AddedDraft[] {
  return (added ?? []).map((params, at) => {
    const where = `add_invoice_items[${at}]`;
    const chosen = chosenPrice(scope, params, where, 'one_time', archived);
    if (chosen === undefined) throw errors.parameterMissing(memberOf(where, 'price'));
    const { price } = chosen;
    const { quantity = 1 } = params;
    const item = completeItem(scope, {
      amount: amountOf(scope, price, quantity),
      currency: price.currency,
      customer: subscription.customer,
      description: nameOf(scope, price),
      discountable: params.discountable ?? true,
      metadata: mergedMetadata({}, params.metadata),
      parent: ofSubscription(subscription.id),
      period: periodOf(scope, subscription, params),
      pricing: pricingOf(price),
      quantity,
    });
    return { ...chosen, item };
  });
}

function keep(scope: Scope, item: InvoiceItem): InvoiceItem {
  const kept = scope.tables[INVOICE_ITEM].put(item);
  scope.emit('invoiceitem.created', kept);
  return kept;
}

/** Keeps what a call adds: on an invoice that is being made, whose lines it answers, or for the next one. */
export const keepAdded = (
  scope: Scope,
  added: readonly AddedDraft[],
  invoice: string | null,
): readonly LineDraft[] => added.map(({ item }) => lineOfItem(keep(scope, { ...item, invoice })));

/** Keeps prorations, which wait for the next invoice. */
export function keepProrations(
  scope: Scope,
  subscription: Subscription,
  prorations: readonly Proration[],
): void {
  for (const { amount, description, item, period } of prorations)
    keep(
      scope,
      completeItem(scope, {
        amount,
        currency: item.price.currency,
        customer: subscription.customer,
        description,
        discountable: false,
        parent: ofSubscription(subscription.id, item.id),
        period,
        pricing: pricingOf(item.price),
        proration: true,
        proration_details: { credited_items: null, discount_amounts: [] },
        quantity: item.quantity ?? 0,
      }),
    );
}

/** What waits to be billed with the next invoice of a subscription. */
export interface Pending {
  readonly items: readonly InvoiceItem[];
  readonly lines: readonly LineDraft[];
}

export function dueItems(scope: Scope, { customer, currency, id }: Subscription): Pending {
  const items = pendingItems(scope, customer, { currency, subscription: id });
  return { items, lines: items.map(lineOfItem) };
}

/** Puts what has waited on the invoice that has its lines. */
export function takeUp(scope: Scope, { items }: Pending, invoice: string): void {
  for (const item of items) takeUpItem(scope, item, invoice);
}
