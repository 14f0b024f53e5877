import { DAY_SECONDS } from '../../core/calendar.ts';
import type { Lifecycle } from '../../core/lifecycle.ts';
import type { Payout } from '../../model/wire.ts';
import type { PAYOUT_STATUSES } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { alphabetical } from '../params/alphabetical.ts';

export const PAYOUT = 'payout';

export type PayoutStatus = (typeof PAYOUT_STATUSES)[number];

/** "Some payouts that fail might initially show as paid, then change to failed" (stripe-node types): none does here. */
export const payoutLifecycle: Lifecycle<PayoutStatus, 'arrive' | 'fail' | 'cancel' | 'reverse'> = {
  pending: { arrive: 'paid', fail: 'failed', cancel: 'canceled' },
  in_transit: { arrive: 'paid', fail: 'failed' },
  paid: { reverse: 'paid' },
  failed: {},
  canceled: {},
};

/** The next midnight in UTC: recorded of a payout of 2023-04-04 in the evening. That it is so on any day is assumed. */
const nextMidnight = (seconds: number): number => (Math.floor(seconds / DAY_SECONDS) + 1) * DAY_SECONDS;

const ordered = ({ id, object, ...fields }: Payout): Payout => ({ id, object, ...alphabetical(fields) });

/** A payout with every field that one has: by default one to a bank account that is under way. */
export const completePayout = (scope: Scope, fields: Partial<Payout> = {}): Payout =>
  ordered({
    id: fields.id ?? scope.id('po'),
    object: PAYOUT,
    amount: 1000,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: nextMidnight(scope.seconds()),
    automatic: false,
    balance_transaction: null,
    created: scope.seconds(),
    currency: 'usd',
    description: null,
    destination: null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'pending',
    trace_id: { status: 'pending', value: null },
    type: 'bank_account',
    ...fields,
  });

// In the form of the types' example; that all have the same is assumed.
const TRACE_ID = '091000015001111';

/** The payout once it has arrived. */
export const arrivedPayout = (payout: Payout, status: PayoutStatus): Payout => ({
  ...payout,
  status,
  trace_id: { status: 'supported', value: TRACE_ID },
});
