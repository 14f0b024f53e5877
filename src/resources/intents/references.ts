import { isAccountId } from '../../core/account-id.ts';
import { errors } from '../../core/catalogue.ts';
import type { Scope } from '../../sandbox/scope.ts';

/** The parameters of an intent that name something else, besides its payment method. */
interface References {
  readonly customer?: string;
  readonly on_behalf_of?: string;
  readonly transfer_data?: { readonly destination?: string };
}

/** Refuses what names nothing. Of connected accounts any well-formed id names one. */
export function checkReferences(scope: Scope, params: References): void {
  const { customer, on_behalf_of: account, transfer_data: transfer } = params;
  if (customer !== undefined) scope.requireFor('customer', customer, 'customer');
  if (account !== undefined) checkAccount('on_behalf_of', account, 'on_behalf_of');
  if (transfer?.destination !== undefined)
    checkAccount('destination', transfer.destination, 'transfer_data[destination]');
}

function checkAccount(noun: string, id: string, param: string): void {
  if (!isAccountId(id)) throw errors.resourceMissingInParameter(noun, id, param);
}
