import { errors } from '../../../core/catalogue.ts';
import type { Customer, Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { defaultsOf, firstPayer, type Payer } from '../payers.ts';

/* What a subscription is paid with, when nobody is there to be asked. */

/** Refuses a payment method that is not attached to the customer: a test token is none that anybody has attached. */
export function checkDefaultMethod(scope: Scope, id: string | undefined, customer: string): void {
  if (id === undefined) return;
  const isAlias = /^pm_[a-z]+[A-Z_]/.test(id) && scope.tables.payment_method.get(id) === undefined;
  const holder = isAlias ? null : scope.requireFor('payment_method', id, 'default_payment_method').customer;
  if (holder !== customer) throw errors.paymentMethodNotOfCustomer(id, 'default_payment_method');
}

/** What a payment of the subscription is made with, off session: its own default, or the customer's. */
export const methodOf = (
  subscription: Pick<Subscription, 'default_payment_method' | 'default_source'>,
  customer: Customer | undefined,
): Payer | null => firstPayer([subscription, defaultsOf(customer)]);
