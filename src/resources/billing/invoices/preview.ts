import { errors } from '../../../core/catalogue.ts';
import { mergedMetadata } from '../../../core/metadata.ts';
import type { Invoice, InvoiceLineItem, Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { type Operation, type OperationContext, operation } from '../../operation.ts';
import { given } from '../../params/changes.ts';
import { askedTax } from '../automatic-tax.ts';
import { decidedCost, quantityOf } from '../invoice-items/costs.ts';
import { lineOfItem, pendingItems } from '../invoice-items/pending.ts';
import { completeItem } from '../invoice-items/record.ts';
import { draftSubscription } from '../subscriptions/drafting.ts';
import { invoiceDraftOf } from '../subscriptions/invoicing.ts';
import { nextEnd } from '../subscriptions/items.ts';
import { isBilled } from '../subscriptions/lifecycle.ts';
import { upcomingLines } from '../subscriptions/upcoming.ts';
import { type InvoiceDraft, invoiceOfDraft } from './drafting.ts';
import { type LineDraft, lineOf, withLines } from './lines.ts';
import { PREVIEW, type PreviewedItem, type PreviewParams } from './preview-parameters.ts';
import { INVOICE } from './record.ts';

/* What an invoice would be. Nothing of it is kept. */

/** The line of an item that is only thought of. */
function thoughtOf(scope: Scope, item: PreviewedItem, customer: string, currency: string): LineDraft {
  if (item.currency !== undefined && item.currency !== currency)
    throw errors.invoiceOfOtherCurrency(item.currency, currency);
  const cost = decidedCost(scope, item, {
    currency,
    expected: currency,
    name: item.description ?? 'Invoice item',
    quantity: quantityOf(item) ?? '1',
  });
  if (cost === undefined) throw errors.invoiceItemWithoutAmount();
  return lineOfItem(
    completeItem(scope, {
      id: 'preview',
      description: item.description ?? cost.name,
      ...given(item, 'period'),
      ...cost.fields,
      customer,
      discountable: item.discountable ?? cost.fields.amount >= 0,
      metadata: mergedMetadata({}, item.metadata),
    }),
  );
}

/** Refuses what nothing is emulated behind. */
function checkPreviewed({ schedule, subscription_details: details, ...params }: PreviewParams): void {
  if (schedule !== undefined) throw errors.notYetEmulated('subscription schedules', 'Name a subscription.');
  if (params.invoice_items?.some(({ invoiceitem }) => invoiceitem !== undefined) === true)
    throw errors.notYetEmulated('changes of invoice items in previews', 'Leave out invoiceitem.');
  if (details?.cancel_now === true)
    throw errors.notYetEmulated('previews of a cancellation', 'Leave out subscription_details[cancel_now].');
}

/** The next invoice of a subscription, with changes that an update could make. */
function ofSubscription(scope: Scope, subscription: Subscription, params: PreviewParams): InvoiceDraft {
  const { billing_cycle_anchor: anchor, ...details } = params.subscription_details ?? {};
  const changes = given(
    details,
    'cancel_at',
    'cancel_at_period_end',
    'items',
    'proration_behavior',
    'proration_date',
    'trial_end',
  );
  if (anchor?.type === 'timestamp')
    throw errors.notYetEmulated('previews of another anchor than now', 'Say now, or unchanged.');
  const upcoming = upcomingLines(scope, subscription, {
    ...changes,
    ...(anchor === undefined ? {} : { billing_cycle_anchor: anchor.type }),
  });
  if (upcoming === undefined) throw errors.invoiceUpcomingNone(subscription.customer);
  return invoiceDraftOf(upcoming.subscription, { reason: 'subscription_cycle', ...upcoming });
}

/** The first invoice of a subscription that could be made. */
function ofNew(scope: Scope, params: PreviewParams, version: string): InvoiceDraft {
  const { items = [], trial_end } = params.subscription_details ?? {};
  const { subscription, lines, pending } = draftSubscription(
    { scope, version },
    {
      ...given(params, 'customer', 'currency'),
      items: items.map(({ id: _id, deleted: _deleted, clear_usage: _clear, ...item }) => item),
      payment_behavior: 'default_incomplete',
      ...(trial_end === undefined ? {} : { trial_end }),
    },
  );
  const now = scope.seconds();
  const period = { start: now, end: now };
  return invoiceDraftOf(subscription, {
    reason: 'subscription_create',
    lines: [...pending.lines, ...lines],
    period,
  });
}

/** What waits for a customer. */
function ofCustomer(
  scope: Scope,
  customer: string,
  { currency, invoice_items: items }: PreviewParams,
): InvoiceDraft {
  const own = currency ?? scope.tables.customer.get(customer)?.currency ?? 'usd';
  const lines = pendingItems(scope, customer, { currency: own }).toReversed().map(lineOfItem);
  if (lines.length === 0 && (items ?? []).length === 0) throw errors.invoiceUpcomingNone(customer);
  return {
    billing_reason: 'manual',
    collection_method: 'charge_automatically',
    currency: own,
    customer,
    lines,
  };
}

function draftOf(scope: Scope, params: PreviewParams, version: string): InvoiceDraft {
  const { customer, subscription: of, subscription_details: details } = params;
  if (of !== undefined) {
    const subscription = scope.requireFor('subscription', of, 'subscription');
    return ofSubscription(scope, subscription, params);
  }
  if (customer === undefined) throw errors.upcomingOfNobody();
  scope.requireFor('customer', customer, 'customer');
  if (details?.items !== undefined) return ofNew(scope, params, version);
  const next = nextOf(scope, customer, params.currency);
  return next === undefined ? ofCustomer(scope, customer, params) : ofSubscription(scope, next, params);
}

/**
 * "You will retrieve the next upcoming invoice from among the customer's subscriptions" (stripe-node types: subscription);
 * of those in a currency, where one is said (assumed).
 */
function nextOf(scope: Scope, customer: string, currency: string | undefined): Subscription | undefined {
  const own = [...scope.tables.subscription.walk({ index: 'customer', key: customer })];
  return own
    .filter((one) => isBilled(one) && (currency === undefined || one.currency === currency))
    .sort((one, other) => nextEnd(one) - nextEnd(other))
    .find((subscription) => upcomingLines(scope, subscription) !== undefined);
}

/** What an invoice would be, and all of its lines. */
export interface Preview {
  readonly invoice: Invoice;
  readonly lines: readonly InvoiceLineItem[];
}

/** The preview that a call asks for; it is called `id`. */
export function previewOf(
  { scope, version }: Pick<OperationContext<never>, 'scope' | 'version'>,
  params: PreviewParams,
  id: string,
): Preview {
  if (params.customer_account !== undefined)
    throw errors.notYetEmulated('invoices of accounts as customers', 'Name a customer.');
  checkPreviewed(params);
  const draft = draftOf(scope, params, version);
  const thought = (params.invoice_items ?? []).map((item) =>
    thoughtOf(scope, item, draft.customer, draft.currency),
  );
  const blank = invoiceOfDraft(scope, draft, id);
  const lines = [...thought, ...draft.lines].map((line, at) => lineOf(scope, blank.id, line, `il_tmp_${at}`));
  const automatic_tax = askedTax(blank.automatic_tax, params.automatic_tax);
  return { invoice: { ...withLines(blank, lines), automatic_tax, billing_reason: 'upcoming' }, lines };
}

export const previewOperation: Operation = operation(
  'POST',
  '/v1/invoices/create_preview',
  { answers: INVOICE, sdkParams: 'InvoiceCreatePreviewParams', params: PREVIEW },
  // "This id will be prefixed with `upcoming_in`" (stripe-node types: Invoice.id).
  ({ scope, params, version }) => previewOf({ scope, version }, params, scope.id('upcoming_in')).invoice,
);
