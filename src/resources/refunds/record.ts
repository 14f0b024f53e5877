import type { Lifecycle } from '../../core/lifecycle.ts';
import type { Refund } from '../../model/wire.ts';
import type { REFUND_STATUSES } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';

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

/** A refund with every field that one of a bank debit can have: by default one that is under way. */
export function completeRefund(scope: Scope, fields: Partial<Refund> = {}): Refund {
  return {
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
  };
}
