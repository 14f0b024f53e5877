import type { Lifecycle } from '../../core/lifecycle.ts';
import type { Dispute } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';

export const DISPUTE = 'dispute';

/** A dispute of a bank debit is final: "no process for appeal" (docs: payments/ach-direct-debit). */
export const disputeLifecycle: Lifecycle<Dispute['status'], 'lose'> = {
  needs_response: { lose: 'lost' },
  appeal_needs_response: {},
  appeal_under_review: {},
  lost: {},
  prevented: {},
  under_review: {},
  warning_closed: {},
  warning_needs_response: {},
  warning_under_review: {},
  won: {},
};

// Recorded of disputes of cards: every one of them, null.
const NO_EVIDENCE: Dispute['evidence'] = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** A dispute with every field that one of a bank debit can have: by default one that has just come. */
export function completeDispute(scope: Scope, fields: Partial<Dispute> = {}): Dispute {
  return {
    id: fields.id ?? scope.id('du'),
    object: DISPUTE,
    amount: 2000,
    balance_transaction: null,
    balance_transactions: [],
    charge: '',
    created: scope.seconds(),
    currency: 'usd',
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: null,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: null,
    reason: 'debit_not_authorized',
    status: 'needs_response',
    ...fields,
  };
}
