import type { AnyHash } from '../core/form.ts';
import { type CountedList, emptyList } from '../core/list.ts';
import type { Subscription } from '../model/wire.ts';
import { refundsOf } from '../sandbox/refunds-then.ts';
import type { Scope } from '../sandbox/scope.ts';
import { confirmationSecret, paymentsOf } from './billing/invoices/included.ts';
import { besidePrice, currencyOptions } from './billing/prices/beside.ts';
import { ENDED } from './billing/subscriptions/lists.ts';
import { includedLines } from './checkout/line-items.ts';

type Made = (id: string, scope: Scope) => object | null | undefined;

/**
 * What only answers that are asked for it have, by object and field: what the SDK's types call expandable, and is no
 * object with an id of its own. Of what is not emulated there is nothing, as with a customer who has just been created.
 */
const INCLUDED: ReadonlyMap<string, ReadonlyMap<string, Made>> = new Map([
  [
    'checkout.session',
    new Map<string, Made>([
      ['line_items', includedLines],
      // Nothing is taken off a total, and nothing is added to it.
      ['total_details.breakdown', () => ({ discounts: [], taxes: [] })],
    ]),
  ],
  ['charge', new Map<string, Made>([['refunds', refunds]])],
  ['plan', new Map<string, Made>([['tiers', (id, scope) => besidePrice(scope, id).tiers]])],
  [
    'price',
    new Map<string, Made>([
      ['currency_options', inCurrencies],
      // None of a price that has no tiers.
      ['tiers', (id, scope) => besidePrice(scope, id).tiers],
    ]),
  ],
  [
    'customer',
    new Map<string, Made>([
      ['cash_balance', cashBalance],
      // Recorded.
      ['invoice_credit_balance', () => ({})],
      ['sources', sources],
      ['subscriptions', subscriptionsOf],
      ['tax', tax],
      ['tax_ids', (id) => emptyList(`/v1/customers/${id}/tax_ids`)],
    ]),
  ],
  [
    'invoice',
    new Map<string, Made>([
      ['confirmation_secret', confirmationSecret],
      ['payments', paymentsOf],
    ]),
  ],
]);

// As many as a list within an object has (docs: api/expanding_objects).
const MOST_SHOWN = 10;

/** Those that have not been canceled (stripe-node types: Customer.subscriptions, "current subscriptions, if any"). */
function subscriptionsOf(customer: string, { tables: { subscription: table } }: Scope): CountedList {
  const isLive = ({ status }: Subscription): boolean => !ENDED.includes(status);
  const where = { index: 'customer', key: customer, where: isLive } as const;
  const { records, hasMore } = table.page({ ...where, limit: MOST_SHOWN });
  const count = hasMore ? table.page({ ...where, limit: Infinity }).records.length : records.length;
  return {
    object: 'list',
    data: records,
    has_more: hasMore,
    total_count: count,
    url: `/v1/customers/${customer}/subscriptions`,
  };
}

function refunds(charge: string, { tables }: Scope): object {
  return { object: 'list', ...refundsOf(tables, charge), url: `/v1/charges/${charge}/refunds` };
}

function inCurrencies(id: string, scope: Scope): object | undefined {
  const price = scope.tables.price.get(id);
  return price === undefined ? undefined : currencyOptions(scope, price);
}

/** The newest of them, no more than a list in an object has. */
function sources(customer: string, { tables: { bank_account: table } }: Scope): object {
  const of = { index: 'customer', key: customer } as const;
  const { records, hasMore } = table.page({ ...of, limit: 10 });
  return {
    ...emptyList(`/v1/customers/${customer}/sources`),
    data: records,
    has_more: hasMore,
    total_count: table.count(of),
  };
}

/** Of a customer to whom nothing has been transferred; that it is there all the same is assumed. */
function cashBalance(customer: string): object {
  return {
    object: 'cash_balance',
    available: null,
    customer,
    customer_account: null,
    livemode: false,
    settings: { reconciliation_mode: 'automatic', using_merchant_default: true },
  };
}

/** Its fields and its provider are recorded. That no location is recognized is assumed: Stripe Tax is not emulated. */
function tax(): object {
  return { automatic_tax: 'unrecognized_location', ip_address: null, location: null, provider: 'stripe' };
}

/** The field of an object that answers leave out unless it is expanded. */
export function included(
  scope: Scope,
  { id, object, deleted }: AnyHash,
  name: string,
): object | null | undefined {
  if (typeof id !== 'string' || typeof object !== 'string' || deleted === true) return undefined;
  return INCLUDED.get(object)?.get(name)?.(id, scope);
}
