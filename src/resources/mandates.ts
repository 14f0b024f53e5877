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
    // Active from the start (assumed): Stripe does not document when a mandate is pending.
    status: 'active',
    type,
    ...fields,
  };
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
