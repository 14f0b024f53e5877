import type { Lifecycle } from '../../core/lifecycle.ts';
import type { SetupIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';

export const SETUP = 'setup_intent';

/**
 * `confirm` of a bank account that is verified, `ask` of one that microdeposits have to verify; `decline` of one that is
 * blocked. `processing` is a state of other payment methods.
 */
export const setupLifecycle: Lifecycle<
  SetupIntent['status'],
  'attach' | 'confirm' | 'ask' | 'decline' | 'verify' | 'fail' | 'cancel'
> = {
  requires_payment_method: { attach: 'requires_confirmation', cancel: 'canceled' },
  requires_confirmation: {
    attach: 'requires_confirmation',
    confirm: 'succeeded',
    ask: 'requires_action',
    decline: 'requires_payment_method',
    cancel: 'canceled',
  },
  requires_action: {
    attach: 'requires_confirmation',
    confirm: 'succeeded',
    ask: 'requires_action',
    decline: 'requires_payment_method',
    verify: 'succeeded',
    fail: 'requires_payment_method',
    cancel: 'canceled',
  },
  processing: { cancel: 'canceled' },
  canceled: {},
  succeeded: {},
};

/** A SetupIntent of which nothing is known yet, with every field that one can have. */
export function newSetupIntent(scope: Scope, id: string = scope.id('seti')): SetupIntent {
  return {
    id,
    object: SETUP,
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_${scope.id('secret')}`,
    created: scope.seconds(),
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: null,
    mandate: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: 'off_session',
  };
}
