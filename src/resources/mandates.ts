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
    // Pending only while microdeposits are on their way (assumed): Stripe does not document when a mandate is.
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
 * Gives a mandate another status, if it has not yet got it; an inactive one stays so. The event, and what it tells of before,
 * are inferred from its name.
 */
export function turnMandate(scope: Scope, id: string, to: 'active' | 'inactive'): void {
  const mandate = scope.tables[TYPE].get(id);
  if (mandate === undefined || mandate.status === to || mandate.status === 'inactive') return;
  const status = next(mandateLifecycle, TYPE, mandate.status, to === 'active' ? 'verify' : 'revoke');
  scope.emit('mandate.updated', scope.tables[TYPE].put({ ...mandate, status }), { status: mandate.status });
}

/**
 * Takes the permission away: "when a customer disputes a payment, when certain payment failures occur, or when Stripe becomes
 * aware that the payment method is no longer valid" (docs: payments/ach-direct-debit).
 */
export const deactivateMandate = (scope: Scope, id: string): void => turnMandate(scope, id, 'inactive');

/** Takes away all by which a PaymentMethod may be debited, or soon: its holder does not permit it any more. */
export function deactivateMandates(scope: Scope, paymentMethod: string): void {
  for (const mandate of [...scope.tables[TYPE].walk({ index: 'payment_method', key: paymentMethod })])
    deactivateMandate(scope, mandate.id);
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
