import { errors } from '../../../core/catalogue.ts';
import type { Customer, Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';

/* What a subscription is paid with, when nobody is there to be asked. */

/** Refuses a payment method that is not attached to the customer: a test token is none that anybody has attached. */
export function checkDefaultMethod(scope: Scope, id: string | undefined, customer: string): void {
  if (id === undefined) return;
  const isAlias = /^pm_[a-z]+[A-Z_]/.test(id) && scope.tables.payment_method.get(id) === undefined;
  const holder = isAlias ? null : scope.requireFor('payment_method', id, 'default_payment_method').customer;
  if (holder !== customer) throw errors.paymentMethodNotOfCustomer(id, 'default_payment_method');
}

/** Refuses a source that is not the customer's. */
export function checkDefaultSource(
  { tables }: Scope,
  id: string | null | undefined,
  customer: Pick<Customer, 'default_source' | 'id'>,
): void {
  if (id === undefined || id === null || id === customer.default_source) return;
  // Sources that were attached as payment methods have ids of their own.
  if (tables.payment_method.get(id)?.customer === customer.id) return;
  throw errors.resourceMissingInParameter('source', id, 'default_source');
}

/**
 * What a payment of the subscription is made with, off session: its own default, or the customer's (docs:
 * billing/revenue-recovery/smart-retries). One that is merely attached is not used.
 */
export function methodOf(
  {
    default_payment_method: own,
    default_source: source,
  }: Pick<Subscription, 'default_payment_method' | 'default_source'>,
  customer: Customer | undefined,
): string | null {
  return (
    own ?? source ?? customer?.invoice_settings.default_payment_method ?? customer?.default_source ?? null
  );
}
