import type Stripe from 'stripe';
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

/**
 * Gives a mandate another status, if it has not yet got it; an inactive one stays so. The event, and what it tells of before,
 * are inferred from its name.
 */
export function turnMandate(scope: Scope, id: string, status: 'active' | 'inactive'): void {
  const mandate = scope.tables[TYPE].get(id);
  if (mandate === undefined || mandate.status === status || mandate.status === 'inactive') return;
  const turned = scope.tables[TYPE].put({ ...mandate, status });
  scope.emit('mandate.updated', turned, { status: mandate.status });
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
