import { errors } from '../../core/catalogue.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { isConnected } from '../connect/shown-account.ts';

/** The parameters of an intent that name something else, besides its payment method. */
interface References {
  readonly customer?: string;
  readonly on_behalf_of?: string;
  readonly transfer_data?: { readonly destination?: string };
}

/** Refuses what names nothing. */
export function checkReferences(scope: Scope, params: References): void {
  const { customer, on_behalf_of: account, transfer_data: transfer } = params;
  if (customer !== undefined) scope.requireFor('customer', customer, 'customer');
  if (account !== undefined) checkAccount(scope, 'on_behalf_of', account, 'on_behalf_of');
  if (transfer?.destination !== undefined)
    checkAccount(scope, 'destination', transfer.destination, 'transfer_data[destination]');
}

function checkAccount(scope: Scope, noun: string, id: string, param: string): void {
  if (!isConnected(scope, id)) throw errors.resourceMissingInParameter(noun, id, param);
}
