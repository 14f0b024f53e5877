import type { SetupAttempt } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { alphabetical } from '../params/alphabetical.ts';

export const ATTEMPT = 'setup_attempt';

/** An attempt with every field it can have, from the few that are given. */
export function completeAttempt(scope: Scope, fields: Partial<SetupAttempt> = {}): SetupAttempt {
  const { id = scope.id('setatt'), object: _object, ...known } = fields;
  return {
    id,
    object: ATTEMPT,
    ...alphabetical({
      application: null,
      created: scope.seconds(),
      customer: null,
      customer_account: null,
      flow_directions: null,
      livemode: false as const,
      on_behalf_of: null,
      payment_method: '',
      // The type has no fields (stripe-node types: SetupAttempt.PaymentMethodDetails.UsBankAccount).
      payment_method_details: { type: 'us_bank_account', us_bank_account: {} },
      setup_error: null,
      setup_intent: '',
      status: 'requires_confirmation',
      usage: 'off_session',
      ...known,
    }),
  };
}
