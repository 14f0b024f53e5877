import type { AnyHash } from '../core/form.ts';

/** A list that an object holds within it; those of charges are recorded with `total_count`. */
const listAt = (url: string): object => ({ object: 'list', data: [], has_more: false, total_count: 0, url });

type Made = (id: string) => object;

/**
 * What only answers that are asked for it have, by object and field: what the SDK's types call expandable, and is no
 * object with an id of its own. Of what is not emulated there is nothing, as with a customer who has just been created.
 */
const INCLUDED: ReadonlyMap<string, ReadonlyMap<string, Made>> = new Map([
  // Refunds are not emulated.
  ['charge', new Map<string, Made>([['refunds', (id) => listAt(`/v1/charges/${id}/refunds`)]])],
  [
    'customer',
    new Map<string, Made>([
      ['cash_balance', cashBalance],
      // Recorded.
      ['invoice_credit_balance', () => ({})],
      ['sources', (id) => listAt(`/v1/customers/${id}/sources`)],
      ['subscriptions', (id) => listAt(`/v1/customers/${id}/subscriptions`)],
      ['tax', tax],
      ['tax_ids', (id) => listAt(`/v1/customers/${id}/tax_ids`)],
    ]),
  ],
]);

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
export function included({ id, object, deleted }: AnyHash, name: string): object | undefined {
  if (typeof id !== 'string' || typeof object !== 'string' || deleted === true) return undefined;
  return INCLUDED.get(object)?.get(name)?.(id);
}
