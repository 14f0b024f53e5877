import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { pageOf, pagination } from '../../core/list.ts';
import { boolean, oneOf, optional, string } from '../../core/shape.ts';
import { timeRange } from '../../core/time-range.ts';
import { nounOf } from '../../model/records.ts';
import { isBefore } from '../../model/versions/version-string.ts';
import type { ParamsOf, SetupIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { aboutIntent, requireIntent } from '../intents/access.ts';
import { checkConnections } from '../intents/bank-account-options.ts';
import { stopMicrodeposits } from '../intents/microdeposits.ts';
import { refuseByHand } from '../intents/of-checkout.ts';
import { chosenPaymentMethod } from '../intents/payment-method.ts';
import { checkReferences } from '../intents/references.ts';
import { checkConfiguration, checkOffered, checkTypeParams, withConfiguration } from '../intents/types.ts';
import { type Operation, operation } from '../operation.ts';
import { EXTRA_PARAMETERS } from '../params/extra.ts';
import { type DraftPaymentMethod, keepPaymentMethod } from '../payment-methods/creation.ts';
import { moveAttempt, setupAttemptOperations } from './attempts.ts';
import { cancelSetup } from './canceling.ts';
import { checkConfirmationParams, checkUsable, decideSetup, makeSetup } from './confirmation.ts';
import { CONFIRM, CREATE, UPDATE } from './parameters.ts';
import {
  changedSetup,
  newSetupIntent,
  SETUP,
  type SetupChange,
  setupLifecycle,
  withPaymentMethod,
} from './record.ts';
import { shownUsage } from './usage.ts';

const PATH = '/v1/setup_intents';

/** The intent after the changes of a call, or a refusal of what does not go together. */
function checkedChange(
  scope: Scope,
  intent: SetupIntent,
  params: SetupChange & { readonly confirmation_token?: string },
): SetupIntent {
  if (params.confirmation_token !== undefined)
    throw errors.notYetEmulated('ConfirmationTokens', 'Use payment_method.');
  checkTypeParams(params, SETUP);
  checkConfiguration(scope, params.payment_method_configuration);
  checkReferences(scope, params);
  const changed = withConfiguration(
    scope,
    changedSetup(scope, intent, params),
    params.payment_method_configuration,
    intent,
  );
  checkOffered(changed, 'Setup Intent');
  checkConnections(
    scope,
    params.payment_method_options?.us_bank_account?.financial_connections,
    changed.payment_method_options?.us_bank_account?.financial_connections,
  );
  if (changed.attach_to_self === true && changed.customer !== null) throw errors.attachToSelfOfCustomer();
  return changed;
}

const withChosen = (intent: SetupIntent, chosen: DraftPaymentMethod | undefined): SetupIntent =>
  chosen === undefined ? intent : withPaymentMethod(intent, chosen.paymentMethod.id);

const create = operation(
  'POST',
  PATH,
  {
    answers: SETUP,
    sdkParams: 'SetupIntentCreateParams',
    params: { ...CREATE, ...EXTRA_PARAMETERS['POST /v1/setup_intents'] },
  },
  (context) => {
    const { scope, params, version } = context;
    if (params.confirm !== true) checkConfirmationParams(params);
    const { single_use: once, ...change } = params;
    const blank = newSetupIntent(scope, version);
    const draft = { ...checkedChange(scope, blank, change), usage: shownUsage(context, params.usage) };
    const chosen = chosenPaymentMethod(scope, params);
    if (chosen !== undefined) checkUsable(chosen, draft);
    const intent = withChosen(draft, chosen);
    // Errors do not show the intent here, because it is not created then (recorded of a foreign customer's).
    const setup = params.confirm === true ? decideSetup(context, draft, chosen, once) : undefined;

    if (chosen !== undefined) keepPaymentMethod(scope, chosen);
    if (once !== undefined) scope.facts.singleUses.set(intent.id, once);
    scope.tables[SETUP].put(intent);
    scope.emit('setup_intent.created', intent);
    return setup === undefined ? intent : makeSetup(scope, setup);
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/:setup_intent`,
  {
    answers: SETUP,
    publishable: true,
    sdkParams: 'SetupIntentRetrieveParams',
    params: { client_secret: optional(string()) } satisfies ParamsOf<Stripe.SetupIntentRetrieveParams>,
  },
  (context) => requireIntent(context, SETUP, context.params.client_secret),
);

// Parameters that only a setup that has not ended takes: recorded for the payment method, assumed for the others.
const LOCKED = ['payment_method', 'payment_method_data', 'payment_method_options'] as const;

// There is no `setup_intent.updated` (docs: api/events/types).
const update = operation(
  'POST',
  `${PATH}/:setup_intent`,
  {
    answers: SETUP,
    sdkParams: 'SetupIntentUpdateParams',
    params: { ...UPDATE, ...EXTRA_PARAMETERS['POST /v1/setup_intents/:setup_intent'] },
  },
  ({ scope, id, params }) => {
    const before = scope.require(SETUP, id);
    const { payment_method: method, ...change } = params;
    const { changed, chosen } = aboutIntent(before, () => {
      const isLocked = setupLifecycle[before.status].attach === undefined;
      if (isLocked && LOCKED.some((name) => params[name] !== undefined))
        throw errors.setupIntentLocked(before.status);
      const draft = checkedChange(scope, before, change);
      const data = params.payment_method_data;
      const picked = chosenPaymentMethod(scope, {
        ...(method == null ? {} : { payment_method: method }),
        ...(data === undefined ? {} : { payment_method_data: data }),
      });
      if (picked !== undefined) checkUsable(picked, draft);
      return { changed: draft, chosen: picked };
    });

    if (chosen !== undefined) keepPaymentMethod(scope, chosen);
    if (chosen !== undefined || method === null) {
      stopMicrodeposits(scope, before.id);
      moveAttempt(scope, before, 'abandon');
    }
    const after = method === null && chosen === undefined ? withPaymentMethod(changed, null) : changed;
    return scope.tables[SETUP].put(withChosen(after, chosen));
  },
);

const confirm = operation(
  'POST',
  `${PATH}/:setup_intent/confirm`,
  {
    answers: SETUP,
    publishable: true,
    sdkParams: 'SetupIntentConfirmParams',
    params: { ...CONFIRM, ...EXTRA_PARAMETERS['POST /v1/setup_intents/:setup_intent/confirm'] },
  },
  (context) => {
    const { scope, params } = context;
    const before = requireIntent(context, SETUP, params.client_secret);
    refuseByHand(scope, before);
    const setup = aboutIntent(before, () => {
      const changed = checkedChange(scope, before, params);
      const once = scope.facts.singleUses.get(before.id);
      return decideSetup(context, changed, chosenPaymentMethod(scope, params), once);
    });
    return makeSetup(scope, setup);
  },
);

/** The slip in a refusal to cancel is recorded of the version before this one, and not of later ones. */
const SLIP_UNTIL = '2024-04-10';

const cancel = operation(
  'POST',
  `${PATH}/:setup_intent/cancel`,
  {
    answers: SETUP,
    sdkParams: 'SetupIntentCancelParams',
    params: {
      cancellation_reason: optional(oneOf('abandoned', 'duplicate', 'requested_by_customer')),
    } satisfies ParamsOf<Stripe.SetupIntentCancelParams>,
  },
  ({ scope, id, params, version }) => {
    const before = scope.require(SETUP, id);
    if (setupLifecycle[before.status].cancel === undefined) {
      const isSlip = isBefore(version, SLIP_UNTIL);
      throw errors.setupIntentNotCancelable(before.status, isSlip).about({ setup_intent: before });
    }
    refuseByHand(scope, before);
    return cancelSetup(scope, before, params.cancellation_reason ?? null);
  },
);

const list = operation(
  'GET',
  PATH,
  {
    answers: SETUP,
    list: true,
    sdkParams: 'SetupIntentListParams',
    params: {
      ...pagination,
      attach_to_self: optional(boolean),
      created: optional(timeRange),
      customer: optional(string()),
      customer_account: optional(string()),
      payment_method: optional(string()),
    } satisfies ParamsOf<Stripe.SetupIntentListParams>,
  },
  ({ scope, params }) => {
    const { attach_to_self: self, customer, customer_account: account, payment_method: method } = params;
    if (customer !== undefined && account !== undefined)
      throw errors.onlyOneOf('customer', 'customer_account');
    if (customer !== undefined) scope.requireFor('customer', customer, 'customer');
    if (method !== undefined) scope.requireFor('payment_method', method, 'payment_method');
    const where = (intent: SetupIntent): boolean =>
      (self === undefined || (intent.attach_to_self ?? false) === self) &&
      (account === undefined || intent.customer_account === account) &&
      (customer === undefined || intent.customer === customer);
    const { limitOutOfRange: outOfRange } = scope.settings.assume;
    const narrowest =
      method === undefined
        ? ({ index: 'customer', key: customer } as const)
        : ({ index: 'payment_method', key: method } as const);
    const filter = { ...params.created, ...narrowest, where };
    return pageOf(scope.tables[SETUP], { url: PATH, noun: nounOf(SETUP), params, outOfRange }, filter);
  },
);

export const setupIntentOperations: readonly Operation[] = [
  ...setupAttemptOperations,
  create,
  retrieve,
  update,
  confirm,
  cancel,
  list,
];
