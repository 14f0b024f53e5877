import type { PaymentMethod } from '../../model/wire.ts';
import { fullAddress } from '../params/address.ts';
import type { BillingDetailsParams } from './creation.ts';

export const NO_BILLING_DETAILS = {
  address: fullAddress({}),
  email: null,
  name: null,
  phone: null,
  tax_id: null,
};

/** The billing details after a change. */
export function changedBillingDetails(
  current: PaymentMethod['billing_details'],
  params: BillingDetailsParams = {},
): PaymentMethod['billing_details'] {
  const { address, ...rest } = params;
  return { ...current, ...rest, ...(address === undefined ? {} : { address: fullAddress(address ?? {}) }) };
}
