import { metadata } from '../../core/metadata.ts';
import { boolean, integer, oneOf, optional } from '../../core/shape.ts';

/** What every call that refunds may say. */
export const REFUNDING = {
  amount: optional(integer({ min: 1 })),
  metadata,
  reason: optional(oneOf('duplicate', 'fraudulent', 'requested_by_customer')),
  refund_application_fee: optional(boolean),
  reverse_transfer: optional(boolean),
} as const;
