import type Stripe from 'stripe';
import { hash, optional, type Params, string, unsettable } from '../../core/shape.ts';
import type { ParamsOf, PaymentMethod } from '../../model/wire.ts';
import { addressParser, fullAddress } from '../params/address.ts';
import { email } from '../params/texts.ts';

export const BILLING_DETAILS = hash({
  address: unsettable(addressParser),
  email: unsettable(email),
  name: unsettable(string()),
  phone: unsettable(string()),
  tax_id: optional(string()),
} satisfies ParamsOf<Stripe.PaymentMethodCreateParams.BillingDetails>);

export type BillingDetailsParams = Params<(typeof BILLING_DETAILS)['members']>;

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
