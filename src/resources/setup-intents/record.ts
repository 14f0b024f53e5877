import { lettersOf } from '../../core/ids.ts';
import { type Lifecycle, next } from '../../core/lifecycle.ts';
import { mergedMetadata } from '../../core/metadata.ts';
import type { SetupIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { requestedPermissions } from '../dashboard.ts';
import { chosenTypes, configurationOf, defaultTypes, type ShownTypes } from '../intents/types.ts';
import { alphabetical } from '../params/alphabetical.ts';
import { given } from '../params/changes.ts';
import { shownOptions } from './options.ts';
import type { CreateParams, UpdateParams } from './parameters.ts';

export const SETUP = 'setup_intent';

/**
 * `confirm` of a bank account that is verified, `ask` of one that microdeposits have to verify; `decline` of one that is
 * blocked; `detach` where the payment method is unset. `processing` is a state of other payment methods.
 */
export const setupLifecycle: Lifecycle<
  SetupIntent['status'],
  'attach' | 'detach' | 'confirm' | 'ask' | 'decline' | 'verify' | 'fail' | 'cancel'
> = {
  requires_payment_method: {
    attach: 'requires_confirmation',
    detach: 'requires_payment_method',
    cancel: 'canceled',
  },
  requires_confirmation: {
    attach: 'requires_confirmation',
    detach: 'requires_payment_method',
    confirm: 'succeeded',
    ask: 'requires_action',
    decline: 'requires_payment_method',
    cancel: 'canceled',
  },
  requires_action: {
    attach: 'requires_confirmation',
    detach: 'requires_payment_method',
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

// Recorded: a PaymentIntent's has fewer.
const SECRET_LENGTH = 31;

/** A SetupIntent of which nothing is known yet, with every field that one can have. Its defaults are its version's. */
export function newSetupIntent(
  scope: Scope,
  version: string = scope.settings.apiVersion,
  id: string = scope.id('seti'),
): SetupIntent {
  const types = defaultTypes(scope, version);
  return {
    id,
    object: SETUP,
    allowed_payment_method_types: types.allowed_payment_method_types,
    application: null,
    automatic_payment_methods: types.automatic_payment_methods,
    cancellation_reason: null,
    client_secret: `${id}_secret_${lettersOf(id, SECRET_LENGTH)}`,
    created: scope.seconds(),
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: types.excluded_payment_method_types,
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
    payment_method_configuration_details: configurationOf(scope, types, null, undefined),
    payment_method_options: shownOptions(
      { before: types, after: types, requested: requestedPermissions(scope) },
      null,
    ),
    payment_method_types: types.payment_method_types,
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: 'off_session',
  };
}

/** What creating, updating or confirming may change. */
export type SetupChange = Partial<Omit<UpdateParams, 'payment_method'>> &
  Partial<Pick<CreateParams, 'automatic_payment_methods' | 'on_behalf_of'>>;

/** Parameters that an intent shows as they came. */
export const PLAIN = [
  'attach_to_self',
  'customer',
  'customer_account',
  'description',
  'flow_directions',
  'on_behalf_of',
] as const;

/** The intent after a change; its payment method is another step. What it may set up follows from the change. */
export function changedSetup(
  scope: Scope,
  intent: SetupIntent,
  params: SetupChange,
  types: ShownTypes = chosenTypes(scope, intent, params, {
    on_behalf_of: params.on_behalf_of ?? intent.on_behalf_of,
  }),
): SetupIntent {
  const { id, object, ...changed } = {
    ...intent,
    ...given(params, ...PLAIN),
    ...types,
    metadata: mergedMetadata(intent.metadata ?? {}, params.metadata),
    payment_method_options: shownOptions(
      { before: intent, after: types, requested: requestedPermissions(scope) },
      intent.payment_method_options,
      params.payment_method_options,
    ),
  };
  // Only where it was given does an intent show `attach_to_self` (recorded).
  return { id, object, ...alphabetical(changed) };
}

/** The intent with a payment method, which always has to be confirmed anew, or without one. */
export const withPaymentMethod = (intent: SetupIntent, paymentMethod: string | null): SetupIntent => ({
  ...intent,
  next_action: null,
  payment_method: paymentMethod,
  status: next(setupLifecycle, SETUP, intent.status, paymentMethod === null ? 'detach' : 'attach'),
});
