import type { Lifecycle } from '../../core/lifecycle.ts';
import type { Refund } from '../../model/wire.ts';
import type { REFUND_STATUSES } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { alphabetical } from '../params/alphabetical.ts';

export const REFUND = 'refund';

type RefundStatus = (typeof REFUND_STATUSES)[number];

/** Refunds by bank transfer need no action, and "can't be canceled" (docs: payments/ach-direct-debit). */
export const refundLifecycle: Lifecycle<RefundStatus, 'succeed' | 'fail'> = {
  pending: { succeed: 'succeeded', fail: 'failed' },
  requires_action: {},
  succeeded: {},
  failed: {},
  canceled: {},
};

const ordered = ({ id, object, ...fields }: Refund): Refund => ({ id, object, ...alphabetical(fields) });

/** A refund with every field that one of a bank debit can have: by default one that is under way. */
export const completeRefund = (scope: Scope, fields: Partial<Refund> = {}): Refund =>
  ordered({
    // Recorded of refunds of `py_` charges.
    id: fields.id ?? scope.id('pyr'),
    object: REFUND,
    amount: 2000,
    balance_transaction: null,
    charge: null,
    created: scope.seconds(),
    currency: 'usd',
    customer: null,
    customer_account: null,
    // Docs: payments/ach-direct-debit, the sample of a refund; recorded of cards.
    destination_details: {
      type: 'us_bank_transfer',
      us_bank_transfer: { reference: null, reference_status: 'pending' },
    },
    metadata: {},
    payment_intent: null,
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'pending',
    transfer_reversal: null,
    ...fields,
  });

// As in the sample (docs: payments/ach-direct-debit/accept-a-payment); that all have the same is assumed.
const REFERENCE = '091000015001111';

/** A refund that has come to an end waits for nothing (inferred). */
const ended = ({ pending_reason: _reason, ...refund }: Refund, fields: Partial<Refund>): Refund =>
  ordered({ ...refund, ...fields });

/** The refund once the bank has it. */
export const succeededRefund = (refund: Refund, status: RefundStatus): Refund =>
  ended(refund, {
    destination_details: {
      type: 'us_bank_transfer',
      us_bank_transfer: { reference: REFERENCE, reference_status: 'available' },
    },
    status,
  });

/** Why refunds of bank debits fail here: of all reasons those that are not about cards or customers' wishes. */
export type RefundFailure = 'charge_for_pending_refund_disputed' | 'unknown';

/** The refund once it has failed, with the balance transaction that brings the money back, if it had gone. */
export const failedRefund = (
  refund: Refund,
  status: RefundStatus,
  reason: RefundFailure,
  returned: string | undefined,
): Refund =>
  ended(refund, {
    ...(returned === undefined ? {} : { failure_balance_transaction: returned }),
    failure_reason: reason,
    status,
  });
