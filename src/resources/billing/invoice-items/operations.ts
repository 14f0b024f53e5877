import type Stripe from 'stripe';
import { errors } from '../../../core/catalogue.ts';
import { pageOf } from '../../../core/list.ts';
import { mergedMetadata } from '../../../core/metadata.ts';
import { nounOf } from '../../../model/records.ts';
import type { InvoiceItem, ParamsOf } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { type Operation, operation } from '../../operation.ts';
import { given, previousAttributes } from '../../params/changes.ts';
import { EXTRA_PARAMETERS } from '../../params/extra.ts';
import { costOf, decidedCost, quantityOf } from './costs.ts';
import { creditorOf, parentOf } from './decision.ts';
import { filterOf } from './filters.ts';
import { draftOf, showOn, takeOff } from './on-invoice.ts';
import { CREATE, LIST, UPDATE } from './params.ts';
import { completeItem, INVOICE_ITEM as TYPE } from './record.ts';

const PATH = '/v1/invoiceitems';

/** A product that stands for a bare amount is called after its item (assumed). */
const UNNAMED = 'Invoice item';

function requireItem({ tables }: Scope, id: string): InvoiceItem {
  const item = tables[TYPE].get(id);
  if (item === undefined) throw errors.invoiceItemMissing(id);
  return item;
}

const create = operation(
  'POST',
  PATH,
  {
    answers: TYPE,
    sdkParams: 'InvoiceItemCreateParams',
    params: { ...CREATE, ...EXTRA_PARAMETERS['POST /v1/invoiceitems'] },
  },
  ({ scope, params }) => {
    const { customer, invoice, currency, expected } = creditorOf(scope, params);
    const parent = parentOf(scope, params.subscription);
    const cost = decidedCost(scope, params, {
      currency,
      expected,
      name: params.description ?? UNNAMED,
      quantity: quantityOf(params) ?? '1',
    });
    if (cost === undefined) throw errors.invoiceItemWithoutAmount();
    // Docs: "Defaults to false for … negative invoice items".
    const { discountable = cost.fields.amount >= 0 } = params;
    const item = completeItem(scope, {
      description: params.description ?? cost.name,
      ...given(params, 'period'),
      ...cost.fields,
      customer,
      discountable,
      invoice: invoice?.id ?? null,
      metadata: mergedMetadata({}, params.metadata),
      parent,
    });
    cost.keep();
    scope.tables[TYPE].put(item);
    scope.emit('invoiceitem.created', item);
    if (invoice !== undefined) showOn(scope, invoice, item);
    return item;
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/:invoiceitem`,
  {
    answers: TYPE,
    sdkParams: 'InvoiceItemRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.InvoiceItemRetrieveParams>,
  },
  ({ scope, id }) => requireItem(scope, id),
);

const update = operation(
  'POST',
  `${PATH}/:invoiceitem`,
  {
    answers: TYPE,
    sdkParams: 'InvoiceItemUpdateParams',
    params: { ...UPDATE, ...EXTRA_PARAMETERS['POST /v1/invoiceitems/:invoiceitem'] },
  },
  ({ scope, id, params }) => {
    const before = requireItem(scope, id);
    const invoice = draftOf(scope, before);
    if (invoice === undefined) throw uneditable(scope, before);
    const quantity = quantityOf(params) ?? (params.amount === undefined ? before.quantity_decimal : '1');
    const cost = decidedCost(scope, params, {
      currency: before.currency,
      expected: before.currency,
      name: params.description ?? before.description ?? UNNAMED,
      // Recorded: another amount is another price of the same product.
      product: before.pricing?.price_details?.product,
      quantity,
    });
    const after: InvoiceItem = {
      ...before,
      ...(quantity === before.quantity_decimal ? {} : costOf(scope, before, quantity)),
      ...cost?.fields,
      ...given(params, 'description', 'discountable', 'period'),
      metadata: mergedMetadata(before.metadata ?? {}, params.metadata),
    };
    if (previousAttributes(before, after) === undefined) return before;
    cost?.keep();
    scope.tables[TYPE].put(after);
    // There is no event of its own (docs: api/events/types; recorded).
    if (invoice !== null) showOn(scope, invoice, after);
    return after;
  },
);

/** What an item says that can no longer be changed: with its invoice it is gone, or it stands on one that is final. */
const uneditable = ({ tables }: Scope, { invoice }: InvoiceItem): Error =>
  tables.invoice.get(invoice ?? '') === undefined ? errors.invoiceItemDeleted() : errors.invoiceNotEditable();

const remove = operation(
  'DELETE',
  `${PATH}/:invoiceitem`,
  {
    answers: TYPE,
    sdkParams: 'InvoiceItemDeleteParams',
    params: {} satisfies ParamsOf<Stripe.InvoiceItemDeleteParams>,
  },
  ({ scope, id }) => {
    const item = requireItem(scope, id);
    const invoice = draftOf(scope, item);
    if (invoice === undefined) throw errors.invoiceItemNotDeletable();
    scope.tables[TYPE].delete(id);
    scope.emit('invoiceitem.deleted', item);
    if (invoice !== null) takeOff(scope, invoice, item);
    return { id, object: TYPE, deleted: true };
  },
);

const list = operation(
  'GET',
  PATH,
  { answers: TYPE, list: true, sdkParams: 'InvoiceItemListParams', params: LIST },
  ({ scope, params }) =>
    pageOf(
      scope.tables[TYPE],
      { url: PATH, noun: nounOf(TYPE), params, outOfRange: scope.settings.assume.limitOutOfRange },
      filterOf(params),
    ),
);

export const invoiceItemOperations: readonly Operation[] = [create, retrieve, update, remove, list];
