import type Stripe from 'stripe';
import { type Lifecycle, next } from '../core/lifecycle.ts';
import { pageOf, pagination } from '../core/list.ts';
import { optional, string } from '../core/shape.ts';
import { timeRange } from '../core/time-range.ts';
import { nounOf } from '../model/records.ts';
import type { Charge, ParamsOf } from '../model/wire.ts';
import type { Scope } from '../sandbox/scope.ts';
import type { Failure } from './intents/fates.ts';
import { type Operation, operation } from './operation.ts';
import { fullAddress } from './params/address.ts';

const TYPE = 'charge';
const PATH = '/v1/charges';

/** A charge with every field it can have: by default one that waits for the bank, as recorded of ACH debits. */
export function completeCharge(scope: Scope, fields: Partial<Charge> = {}): Charge {
  const { amount = 2000 } = fields;
  return {
    // Recorded: payments that are not by card are `py_`.
    id: fields.id ?? scope.id('py'),
    object: TYPE,
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: fullAddress({}), email: null, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: true,
    created: scope.seconds(),
    currency: 'usd',
    customer: null,
    description: null,
    destination: null,
    dispute: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    order: null,
    outcome: null,
    paid: false,
    payment_intent: null,
    payment_method: null,
    payment_method_details: null,
    radar_options: {},
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'pending',
    transfer_data: null,
    transfer_group: null,
    ...fields,
  };
}

/** What becomes of a debit. That a canceled one fails is assumed. */
export const chargeLifecycle: Lifecycle<Charge['status'], 'settle' | 'fail' | 'cancel'> = {
  pending: { settle: 'succeeded', fail: 'failed', cancel: 'failed' },
  succeeded: {},
  failed: {},
};

type ChargeOutcome = NonNullable<Charge['outcome']>;

// Its first three fields are null by stripe-node's types, and recorded of charges of 2025-11.
const OUTCOME = { advice_code: null, network_advice_code: null, network_decline_code: null } as const;

// Recorded for another payment method that settles later.
const PAID: ChargeOutcome = {
  ...OUTCOME,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'not_assessed',
  seller_message: 'Payment complete.',
  type: 'authorized',
};

/** The charge once the bank has paid. */
export const succeededCharge = (charge: Charge): Charge => ({
  ...charge,
  outcome: PAID,
  paid: true,
  receipt_url: `https://pay.stripe.com/receipts/payment/${charge.id}`,
  status: next(chargeLifecycle, TYPE, charge.status, 'settle'),
});

/** What became of a charge that failed: inferred from recordings of cards, which alone there are. */
function outcomeOf({ by, code, reason = code, returned }: Failure): ChargeOutcome {
  if (by === 'bank')
    return {
      ...OUTCOME,
      // Where the bank's own code would be (inferred).
      network_decline_code: returned ?? null,
      network_status: 'declined_by_network',
      reason: code,
      risk_level: 'not_assessed',
      seller_message: `The bank returned the decline code \`${code}\`.`,
      type: 'issuer_declined',
    };
  const isRisk = by === 'radar';
  return {
    ...OUTCOME,
    network_status: 'not_sent_to_network',
    reason,
    risk_level: isRisk ? 'highest' : 'not_assessed',
    // The second is assumed.
    seller_message: isRisk ? 'Stripe blocked this payment as too risky.' : 'Stripe blocked this payment.',
    type: 'blocked',
  };
}

/** The charge of a payment that has failed. It stays captured, as it was while pending (assumed). */
export const failedCharge = (charge: Charge, failure: Failure): Charge => ({
  ...charge,
  failure_code: failure.code,
  failure_message: failure.message,
  outcome: outcomeOf(failure),
  status: next(chargeLifecycle, TYPE, charge.status, 'fail'),
});

/** The charge of a payment that was canceled while processing: failed, and nothing tells why (assumed). */
export const canceledCharge = (charge: Charge): Charge => ({
  ...charge,
  status: next(chargeLifecycle, TYPE, charge.status, 'cancel'),
});

const retrieve = operation(
  'GET',
  `${PATH}/:charge`,
  {
    answers: TYPE,
    sdkParams: 'ChargeRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.ChargeRetrieveParams>,
  },
  ({ scope, id }) => scope.require(TYPE, id),
);

const list = operation(
  'GET',
  PATH,
  {
    answers: TYPE,
    list: true,
    sdkParams: 'ChargeListParams',
    params: {
      ...pagination,
      created: optional(timeRange),
      customer: optional(string()),
      payment_intent: optional(string()),
      transfer_group: optional(string()),
    } satisfies ParamsOf<Stripe.ChargeListParams>,
  },
  ({ scope, params }) => {
    const { customer, payment_intent: intent, transfer_group: group } = params;
    if (customer !== undefined) scope.requireFor('customer', customer, 'customer');
    if (intent !== undefined) scope.requireFor('payment_intent', intent, 'payment_intent');
    const where = (charge: Charge): boolean =>
      (customer === undefined || charge.customer === customer) &&
      (group === undefined || charge.transfer_group === group);
    const filter =
      intent === undefined
        ? ({ index: 'customer', key: customer } as const)
        : ({ index: 'payment_intent', key: intent } as const);
    const { limitOutOfRange: outOfRange } = scope.settings.assume;
    return pageOf(
      scope.tables[TYPE],
      { url: PATH, noun: nounOf(TYPE), params, outOfRange },
      { ...params.created, ...filter, where },
    );
  },
);

export const chargeOperations: readonly Operation[] = [retrieve, list];
