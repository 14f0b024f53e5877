import { isHash } from '../../core/form.ts';
import { type MetadataChange, mergedMetadata } from '../../core/metadata.ts';
import type { PaymentIntent } from '../../model/wire.ts';
import { fullAddress } from '../params/address.ts';
import { alphabetical } from '../params/alphabetical.ts';
import type { UpdateParams } from './parameters.ts';

/* The hashes of an intent, as it shows what was given of them. */

export type ShippingParams = Partial<NonNullable<UpdateParams['shipping']>>;

export interface TransferParams {
  readonly amount?: number;
  readonly description?: string;
  readonly destination?: string;
  readonly metadata?: MetadataChange;
  readonly payment_data?: { readonly description?: string; readonly metadata?: MetadataChange };
}

export const shownShipping = (shipping: ShippingParams): PaymentIntent['shipping'] =>
  alphabetical({
    carrier: null,
    phone: null,
    tracking_number: null,
    ...shipping,
    address: fullAddress(shipping.address ?? {}),
  });

export function shownTransfer(
  current: PaymentIntent['transfer_data'],
  change: TransferParams,
): NonNullable<PaymentIntent['transfer_data']> {
  const { metadata, payment_data: payment, ...rest } = change;
  const text = payment?.description;
  return alphabetical({
    destination: '',
    ...current,
    ...rest,
    ...(metadata === undefined ? {} : { metadata: mergedMetadata(current?.metadata ?? {}, metadata) }),
    ...(payment === undefined
      ? {}
      : {
          payment_data: {
            ...(text === undefined ? {} : { description: text }),
            metadata: mergedMetadata({}, payment.metadata),
          },
        }),
  });
}

type AmountDetails = NonNullable<PaymentIntent['amount_details']>;

/** The members of `amount_details` that an intent shows, and what their own members are when not given (SDK types). */
const AMOUNTS = {
  discount_amount: undefined,
  shipping: { amount: null, from_postal_code: null, to_postal_code: null },
  tax: { total_tax_amount: null },
} as const;

/**
 * `amount_details` after a change; a member that is unset is left out. Line items are shown on expansion alone, and are not
 * kept.
 */
export function shownAmounts(current: PaymentIntent['amount_details'], change: unknown): AmountDetails {
  if (change === undefined) return { ...current };
  // "Unsets" all that was set (stripe-node types: Emptyable); the tip is always there (recorded).
  if (!isHash(change)) return { tip: current?.tip ?? {} };
  const members: Record<string, unknown> = { ...current };
  for (const [name, blank] of Object.entries(AMOUNTS)) {
    const given = change[name];
    if (given === null) delete members[name];
    else if (given !== undefined) members[name] = isHash(given) ? { ...blank, ...given } : given;
  }
  // A cast: the generated parsers have checked the members, but their types do not say which.
  return alphabetical(members) as AmountDetails;
}

/** The intent with `payment_details` after a change; without them if they are unset. */
export function shownPaymentDetails(intent: PaymentIntent, change: unknown): PaymentIntent {
  const { payment_details: current, ...rest } = intent;
  if (!isHash(change)) return rest;
  const details = { customer_reference: null, order_reference: null, ...current, ...change };
  const { id, object, ...others } = rest;
  return { id, object, ...alphabetical({ ...others, payment_details: details }) };
}
