import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { limitOf } from '../../core/list.ts';
import { parseQuery } from '../../core/search-query.ts';
import { integer, optional, string } from '../../core/shape.ts';
import type { ParamsOf } from '../../model/wire.ts';
import { type Operation, operation } from '../operation.ts';
import { SEARCH_FIELDS, type Searchable } from './fields.ts';
import { queryTest } from './matching.ts';

// They are the same for all.
const PARAMS = {
  query: string(),
  limit: optional(integer()),
  page: optional(string()),
} satisfies ParamsOf<Stripe.CustomerSearchParams> &
  ParamsOf<Stripe.ChargeSearchParams> &
  ParamsOf<Stripe.InvoiceSearchParams> &
  ParamsOf<Stripe.PaymentIntentSearchParams> &
  ParamsOf<Stripe.PriceSearchParams> &
  ParamsOf<Stripe.ProductSearchParams> &
  ParamsOf<Stripe.SubscriptionSearchParams>;

/**
 * Finds changes at once; Stripe's index may lag a minute behind. Newest first (assumed). A page costs as much as the
 * objects up to its end, which are looked at one by one; `page` is the id of the last object of the page before.
 */
const searchOperation = <T extends Searchable>(type: T, resource: string, sdkParams: string): Operation =>
  operation(
    'GET',
    `/v1/${resource}/search`,
    { answers: type, list: true, sdkParams, params: PARAMS },
    ({ scope, params, expand }) => {
      const where = queryTest(parseQuery(params.query), SEARCH_FIELDS[type], resource);
      const limit = limitOf(params.limit, scope.settings.assume.limitOutOfRange);
      const table = scope.tables[type];
      if (params.page !== undefined && !table.isCursor(params.page))
        throw errors.invalidString('page', params.page);
      const { records, hasMore } = table.page({ limit, after: params.page, where });
      return {
        object: 'search_result',
        data: records,
        has_more: hasMore,
        next_page: hasMore ? (records.at(-1)?.id ?? null) : null,
        // Only when asked for (docs: api/pagination/search).
        ...(expand.includes('total_count')
          ? { total_count: table.page({ limit: Infinity, where }).records.length }
          : {}),
        url: `/v1/${resource}/search`,
      };
    },
  );

export const chargeSearch = searchOperation('charge', 'charges', 'ChargeSearchParams');
export const customerSearch = searchOperation('customer', 'customers', 'CustomerSearchParams');
export const invoiceSearch = searchOperation('invoice', 'invoices', 'InvoiceSearchParams');
export const paymentIntentSearch = searchOperation(
  'payment_intent',
  'payment_intents',
  'PaymentIntentSearchParams',
);
export const priceSearch = searchOperation('price', 'prices', 'PriceSearchParams');
export const productSearch = searchOperation('product', 'products', 'ProductSearchParams');
export const subscriptionSearch = searchOperation(
  'subscription',
  'subscriptions',
  'SubscriptionSearchParams',
);
