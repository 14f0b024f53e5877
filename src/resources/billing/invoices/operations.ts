import type Stripe from 'stripe';
import { errors } from '../../../core/catalogue.ts';
import { pageOf, pagination } from '../../../core/list.ts';
import { oneOf, optional, string } from '../../../core/shape.ts';
import { isWithin, timeRange } from '../../../core/time-range.ts';
import { COLLECTION_METHODS, INVOICE_STATUSES } from '../../../model/billing-words.ts';
import type { Invoice, ParamsOf } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { type Operation, operation } from '../../operation.ts';
import { given, previousAttributes } from '../../params/changes.ts';
import { lineOfItem, pendingItems, takeUp } from '../invoice-items/pending.ts';
import { requireInvoice } from './access.ts';
import { changedInvoice, checkDue, checkEditable, checkSaid, PLAIN } from './changing.ts';
import { isCollected, scheduleCollecting, scheduleFinalizing, stopCollecting } from './collection.ts';
import { draftInvoice } from './drafting.ts';
import { linesOf } from './lines.ts';
import { CREATE, type CreateParams, UPDATE } from './parameters.ts';
import { completeInvoice, INVOICE, stateOf } from './record.ts';
import { asTold } from './retries.ts';

const PATH = '/v1/invoices';

/** The customer of an invoice that is to be created. */
function customerOf(scope: Scope, { customer, customer_account: account }: CreateParams): string {
  if (account !== undefined)
    throw errors.notYetEmulated('invoices of accounts as customers', 'Name a customer.');
  if (customer === undefined) throw errors.parameterMissing('customer');
  return scope.requireFor('customer', customer, 'customer').id;
}

/** In which currency a new invoice is: as is said, or as its customer and what waits for an invoice are. */
function currencyOf(scope: Scope, id: string, params: CreateParams): string {
  const { customer, invoiceitem: items } = scope.tables;
  const own = params.currency ?? customer.get(id)?.currency;
  return own ?? items.oldest({ index: 'pending_of', key: id })?.currency ?? 'usd';
}

const create = operation(
  'POST',
  PATH,
  { answers: INVOICE, sdkParams: 'InvoiceCreateParams', params: CREATE },
  ({ scope, params }) => {
    const customer = customerOf(scope, params);
    if (params.from_invoice !== undefined)
      throw errors.notYetEmulated('revisions of invoices', 'Void it, and create another.');
    const { collection_method = 'charge_automatically' } = params;
    checkDue({ collection_method, due_date: null }, params);
    checkSaid(scope, customer, params);
    const { subscription: of } = params;
    const subscription = of === undefined ? undefined : scope.requireFor('subscription', of, 'subscription');
    const currency = currencyOf(scope, customer, params);
    const items =
      params.pending_invoice_items_behavior === 'include'
        ? // The newest first (recorded).
          pendingItems(scope, customer, {
            currency,
            ...(of === undefined ? {} : { subscription: of, exclusively: true }),
          }).toReversed()
        : [];
    const said = changedInvoice(scope, completeInvoice(scope, { id: 'draft' }), params);
    const invoice = draftInvoice(scope, {
      ...given(
        said,
        ...PLAIN,
        'automatic_tax',
        'metadata',
        'payment_settings',
        'rendering',
        'shipping_details',
      ),
      automatically_finalizes_at: params.automatically_finalizes_at ?? null,
      billing_reason: 'manual',
      collection_method,
      currency,
      customer,
      days_until_due: params.days_until_due,
      lines: items.map(lineOfItem),
      ...(subscription === undefined
        ? {}
        : { subscription: { metadata: subscription.metadata, subscription: subscription.id } }),
    });
    for (const item of items) takeUp(scope, item, invoice.id);
    return invoice;
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/:invoice`,
  {
    answers: INVOICE,
    sdkParams: 'InvoiceRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.InvoiceRetrieveParams>,
  },
  ({ scope, id }) => scope.require(INVOICE, id),
);

/** Plans anew what an update has changed of how an invoice goes on by itself. */
function replan(scope: Scope, before: Invoice, invoice: Invoice): void {
  if (stateOf(invoice) === 'draft') scheduleFinalizing(scope, invoice);
  else if (!isCollected(invoice)) stopCollecting(scope, invoice.id);
  else if (!isCollected(before) && stateOf(invoice) === 'open')
    scheduleCollecting(scope, invoice, scope.settings.billing.finalizeDelayMs);
}

const update = operation(
  'POST',
  `${PATH}/:invoice`,
  { answers: INVOICE, sdkParams: 'InvoiceUpdateParams', params: UPDATE },
  ({ scope, id, params }) => {
    const before = requireInvoice(scope, id);
    checkEditable(before, params);
    checkSaid(scope, before.customer, params);
    const after = changedInvoice(scope, before, params);
    if (params.collection_method !== undefined || after.collection_method === 'charge_automatically')
      checkDue({ ...after, due_date: before.due_date }, params);
    // An update that changes nothing is no event (recorded).
    if (previousAttributes(before, after) === undefined) return before;
    scope.tables[INVOICE].put(after);
    replan(scope, before, after);
    scope.emit('invoice.updated', after, previousAttributes(asTold(scope, before), after));
    return after;
  },
);

const remove = operation(
  'DELETE',
  `${PATH}/:invoice`,
  {
    answers: INVOICE,
    sdkParams: 'InvoiceDeleteParams',
    params: {} satisfies ParamsOf<Stripe.InvoiceDeleteParams>,
  },
  ({ scope, id }) => {
    const invoice = scope.require(INVOICE, id);
    if (stateOf(invoice) !== 'draft') throw errors.invoiceNotDeletable();
    if (invoice.parent?.subscription_details != null) throw errors.invoiceOfSubscription();
    // Invoice items that it has taken up stay with it (recorded).
    for (const line of linesOf(scope, id)) scope.tables.line_item.delete(line.id);
    scope.tables[INVOICE].delete(id);
    stopCollecting(scope, id);
    scope.emit('invoice.deleted', invoice);
    return { id, object: INVOICE, deleted: true };
  },
);

/** The invoices of one of several filters by its index, and of the others by a look at each. */
const FILTERS = ['subscription', 'customer', 'status', 'collection_method'] as const;

const filtered = (invoice: Invoice, name: (typeof FILTERS)[number]): string | null | undefined =>
  name === 'subscription' ? invoice.parent?.subscription_details?.subscription : invoice[name];

const list = operation(
  'GET',
  PATH,
  {
    answers: INVOICE,
    list: true,
    sdkParams: 'InvoiceListParams',
    params: {
      ...pagination,
      collection_method: optional(oneOf(...COLLECTION_METHODS)),
      created: optional(timeRange),
      customer: optional(string()),
      customer_account: optional(string()),
      due_date: optional(timeRange),
      status: optional(oneOf(...INVOICE_STATUSES)),
      subscription: optional(string()),
    } satisfies ParamsOf<Stripe.InvoiceListParams>,
  },
  ({ scope, params }) => {
    if (params.customer !== undefined) scope.requireFor('customer', params.customer, 'customer');
    const asked = FILTERS.filter((name) => params[name] !== undefined);
    const [index] = asked;
    const { customer_account: account, due_date: due } = params;
    const where = (invoice: Invoice): boolean =>
      asked.every((name) => filtered(invoice, name) === params[name]) &&
      (account === undefined || invoice.customer_account === account) &&
      (due === undefined || (invoice.due_date !== null && isWithin(due, invoice.due_date)));
    const { limitOutOfRange: outOfRange } = scope.settings.assume;
    return pageOf(
      scope.tables[INVOICE],
      { url: PATH, noun: INVOICE, params, outOfRange },
      { ...params.created, index, key: index === undefined ? undefined : params[index], where },
    );
  },
);

export const invoiceOperations: readonly Operation[] = [create, retrieve, update, remove, list];
