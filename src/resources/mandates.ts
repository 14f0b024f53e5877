import type Stripe from 'stripe';
import { type Lifecycle, next } from '../core/lifecycle.ts';
import type { Mandate, ParamsOf } from '../model/wire.ts';
import type { Scope } from '../sandbox/scope.ts';
import { type Operation, operation } from './operation.ts';

const TYPE = 'mandate';

/** A mandate with every field it can have, from the few that are given. */
export function completeMandate(scope: Scope, fields: Partial<Mandate> = {}): Mandate {
  const { single_use: once, type = 'multi_use' } = fields;
  return {
    id: fields.id ?? scope.id('mandate'),
    object: TYPE,
    customer_acceptance: { accepted_at: scope.seconds(), offline: {}, type: 'offline' },
    livemode: false,
    ...(type === 'multi_use' ? { multi_use: {} } : {}),
    payment_method: '',
    payment_method_details: { type: 'us_bank_account', us_bank_account: {} },
    ...(once === undefined ? {} : { single_use: once }),
    // Active from the start (assumed): Stripe does not document when a mandate is pending.
    status: 'active',
    type,
    ...fields,
  };
}

/** What becomes of mandates: those of accounts that wait for microdeposits are pending (inferred). */
export const mandateLifecycle: Lifecycle<Mandate['status'], 'verify' | 'revoke'> = {
  pending: { verify: 'active', revoke: 'inactive' },
  active: { revoke: 'inactive' },
  inactive: {},
};

/**
 * Takes the permission away: "when a customer disputes a payment, when certain payment failures occur, or when Stripe becomes
 * aware that the payment method is no longer valid" (docs: payments/ach-direct-debit). The event's form is inferred.
 */
export function deactivateMandate(scope: Scope, mandateId: string): void {
  const mandate = scope.tables[TYPE].get(mandateId);
  if (mandate === undefined || mandate.status === 'inactive') return;
  const status = next(mandateLifecycle, TYPE, mandate.status, 'revoke');
  scope.emit('mandate.updated', scope.tables[TYPE].put({ ...mandate, status }), { status: mandate.status });
}

const retrieve = operation(
  'GET',
  '/v1/mandates/:mandate',
  {
    answers: TYPE,
    sdkParams: 'MandateRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.MandateRetrieveParams>,
  },
  ({ scope, id }) => scope.require(TYPE, id),
);

export const mandateOperations: readonly Operation[] = [retrieve];
