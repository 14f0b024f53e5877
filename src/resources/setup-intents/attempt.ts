import type { Lifecycle } from '../../core/lifecycle.ts';
import type { SetupAttempt } from '../../model/wire.ts';
import type { ATTEMPT_STATUSES } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { alphabetical } from '../params/alphabetical.ts';

export const ATTEMPT = 'setup_attempt';

type AttemptStatus = (typeof ATTEMPT_STATUSES)[number];

const UNDER_WAY = { succeed: 'succeeded', fail: 'failed', abandon: 'abandoned' } as const;

/** What comes of one attempt to confirm. `processing` is a state of other payment methods. */
export const attemptLifecycle: Lifecycle<AttemptStatus, 'ask' | 'succeed' | 'fail' | 'abandon'> = {
  requires_confirmation: { ask: 'requires_action', ...UNDER_WAY },
  requires_action: UNDER_WAY,
  processing: {},
  succeeded: {},
  failed: {},
  abandoned: {},
};

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
