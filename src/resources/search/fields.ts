import { isHash } from '../../core/form.ts';
import type { Records } from '../../model/records.ts';
import type { Charge } from '../../model/wire.ts';
import type { SearchField, SearchFields } from './matching.ts';

/*
 * What can be searched for, by type of object (docs: search#supported-query-fields-for-each-resource). The metadata is a
 * field of all.
 */

const token = <R>(read: SearchField<R>['read']): SearchField<R> => ({ type: 'token', read });
const string = <R>(read: SearchField<R>['read']): SearchField<R> => ({ type: 'string', read });
const numeric = <R>(read: SearchField<R>['read']): SearchField<R> => ({ type: 'numeric', read });

// "For SOURCE, use card, card_present, or interac_present" (docs: search#query-fields-for-charges): no bank accounts.
const SOURCES = ['card', 'card_present', 'interac_present'] as const;
const OF_SOURCE = ['brand', 'exp_month', 'exp_year', 'fingerprint', 'last4'] as const;

function detail(charge: Charge, source: string, name: string): string | number | null {
  const details: unknown = charge.payment_method_details;
  const ofSource = isHash(details) ? details[source] : undefined;
  const value = isHash(ofSource) ? ofSource[name] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

const OF_SOURCES: SearchFields<Charge> = Object.fromEntries(
  SOURCES.flatMap((source) =>
    OF_SOURCE.map((name) => [
      `payment_method_details.${source}.${name}`,
      token<Charge>((charge) => detail(charge, source, name)),
    ]),
  ),
);

/** "true" for charges refunded in full, "false" for those in part, null for those not refunded (docs, there). */
function refunded({ refunded: isWhole, amount_refunded: amount }: Charge): boolean | null {
  if (isWhole) return true;
  return amount > 0 ? false : null;
}

export type Searchable =
  | 'charge'
  | 'customer'
  | 'invoice'
  | 'payment_intent'
  | 'price'
  | 'product'
  | 'subscription';

export const SEARCH_FIELDS: { readonly [T in Searchable]: SearchFields<Records[T]> } = {
  charge: {
    amount: numeric(({ amount }) => amount),
    'billing_details.address.postal_code': token(({ billing_details: { address } }) => address?.postal_code),
    created: numeric(({ created }) => created),
    currency: token(({ currency }) => currency),
    customer: token(({ customer }) => customer),
    disputed: token(({ disputed }) => disputed),
    refunded: token(refunded),
    status: token(({ status }) => status),
    ...OF_SOURCES,
  },
  customer: {
    created: numeric(({ created }) => created),
    email: string(({ email }) => email),
    name: string(({ name }) => name),
    phone: string(({ phone }) => phone),
  },
  invoice: {
    created: numeric(({ created }) => created),
    currency: token(({ currency }) => currency),
    customer: token(({ customer }) => customer),
    last_finalization_error_code: token(({ last_finalization_error: error }) => error?.code),
    last_finalization_error_type: token(({ last_finalization_error: error }) => error?.type),
    number: string(({ number }) => number),
    receipt_number: string(({ receipt_number }) => receipt_number),
    status: string(({ status }) => status),
    subscription: string(({ parent }) => parent?.subscription_details?.subscription),
    total: numeric(({ total }) => total),
  },
  payment_intent: {
    amount: numeric(({ amount }) => amount),
    created: numeric(({ created }) => created),
    currency: token(({ currency }) => currency),
    customer: token(({ customer }) => customer),
    status: token(({ status }) => status),
  },
  price: {
    active: token(({ active }) => active),
    currency: token(({ currency }) => currency),
    lookup_key: string(({ lookup_key }) => lookup_key),
    product: string(({ product }) => product),
    type: token(({ type }) => type),
  },
  product: {
    active: token(({ active }) => active),
    description: string(({ description }) => description),
    name: string(({ name }) => name),
    shippable: token(({ shippable }) => shippable),
    url: string(({ url }) => url),
  },
  subscription: {
    canceled_at: numeric(({ canceled_at }) => canceled_at),
    created: numeric(({ created }) => created),
    status: string(({ status }) => status),
  },
};
