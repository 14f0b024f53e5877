import { asWritten } from '../../core/composed.ts';
import { oneOf, optional } from '../../core/shape.ts';
import { anId, anyText, orNull, shownAgain, stored, whole } from '../../core/stored.ts';
import type { PaymentMethod } from '../wire.ts';
import { BANK_ACCOUNT_TYPES, BANK_HOLDER_TYPES, REDISPLAYS } from '../words.ts';
import { addressShape, inTestMode, metadataShape, only, textOrNull } from './fields.ts';

/** Of charges as well. */
export const billingDetailsShape = stored<PaymentMethod['billing_details']>({
  address: orNull(addressShape),
  email: textOrNull,
  name: textOrNull,
  phone: textOrNull,
  tax_id: textOrNull,
});

/** Details of payment methods that no PaymentMethod here has. */
type Never = Exclude<keyof PaymentMethod, Stored>;
type Stored =
  | 'allow_redisplay'
  | 'billing_details'
  | 'created'
  | 'customer'
  | 'customer_account'
  | 'id'
  | 'livemode'
  | 'metadata'
  | 'object'
  | 'shared_payment_granted_token'
  | 'type'
  | 'us_bank_account';

export const paymentMethodShape = stored<PaymentMethod, Never>({
  id: anId,
  object: only('payment_method'),
  allow_redisplay: optional(oneOf(...REDISPLAYS)),
  billing_details: billingDetailsShape,
  created: whole,
  customer: textOrNull,
  customer_account: textOrNull,
  livemode: inTestMode,
  metadata: orNull(metadataShape),
  shared_payment_granted_token: textOrNull,
  // Put in place, it may be any text: such a PaymentMethod is only shown.
  type: asWritten(anyText),
  us_bank_account: optional(
    stored<NonNullable<PaymentMethod['us_bank_account']>>({
      account_holder_type: orNull(oneOf(...BANK_HOLDER_TYPES)),
      account_type: orNull(oneOf(...BANK_ACCOUNT_TYPES)),
      bank_name: textOrNull,
      financial_connections_account: textOrNull,
      fingerprint: textOrNull,
      last4: textOrNull,
      networks: orNull(shownAgain()),
      routing_number: textOrNull,
      status_details: orNull(shownAgain()),
    }),
  ),
});
