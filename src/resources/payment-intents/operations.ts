import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { pageOf, pagination } from '../../core/list.ts';
import { optional, string } from '../../core/shape.ts';
import { timeRange } from '../../core/time-range.ts';
import { nounOf } from '../../model/records.ts';
import type { ParamsOf, PaymentIntent } from '../../model/wire.ts';
import { aboutIntent, requireIntent } from '../intents/access.ts';
import { stopMicrodeposits } from '../intents/microdeposits.ts';
import { checkChangeByHand, refuseByHand } from '../intents/of-checkout.ts';
import { chosenPaymentMethod } from '../intents/payment-method.ts';
import { checkReferences } from '../intents/references.ts';
import { checkConfiguration, checkFitting, checkTypeParams, withConfiguration } from '../intents/types.ts';
import { type Operation, type OperationContext, operation } from '../operation.ts';
import { EXTRA_PARAMETERS } from '../params/extra.ts';
import { type DraftPaymentMethod, keepPaymentMethod } from '../payment-methods/creation.ts';
import { cancelOperation } from './canceling.ts';
import { captureOperations } from './capture.ts';
import { checkConfirmationParams } from './conditions.ts';
import { checkConfirmable, checkUsable, decidePayment, makePayment } from './confirmation.ts';
import { checkEditable } from './held.ts';
import { checkBankAccountOptions, checkBankDebit, withoutLaterOptions } from './options.ts';
import { CONFIRM, CREATE, UPDATE } from './parameters.ts';
import {
  changedIntent,
  checkAmount,
  INTENT,
  type IntentChange,
  intentLifecycle,
  newPaymentIntent,
  withPaymentMethod,
} from './record.ts';
import { checkApplicationFee } from './references.ts';

export { changeCourse } from './change-of-course.ts';
export { intentLifecycle } from './record.ts';
export { settle } from './settlement.ts';

const PATH = '/v1/payment_intents';

type Asking = Pick<OperationContext<unknown>, 'scope' | 'version'>;

/** The intent after the changes of a call, or a refusal of what does not go together. */
function checkedChange(
  { scope, version }: Asking,
  intent: PaymentIntent,
  params: IntentChange & { readonly confirmation_token?: string },
): PaymentIntent {
  if (params.confirmation_token !== undefined)
    throw errors.notYetEmulated('ConfirmationTokens', 'Use payment_method.');
  checkTypeParams(params, INTENT);
  checkConfiguration(scope, params.payment_method_configuration);
  checkReferences(scope, params);
  const changed = withConfiguration(
    scope,
    changedIntent(scope, intent, withoutLaterOptions(version, params)),
    params.payment_method_configuration,
    intent,
  );
  checkBankAccountOptions(scope, params.payment_method_options, changed.payment_method_options);
  checkFitting(changed);
  checkBankDebit(changed);
  checkAmount(scope, changed);
  checkApplicationFee(scope, changed);
  return changed;
}

const withChosen = (intent: PaymentIntent, chosen: DraftPaymentMethod | undefined): PaymentIntent =>
  chosen === undefined ? intent : withPaymentMethod(intent, chosen.paymentMethod.id);

const create = operation(
  'POST',
  PATH,
  {
    answers: INTENT,
    sdkParams: 'PaymentIntentCreateParams',
    params: { ...CREATE, ...EXTRA_PARAMETERS['POST /v1/payment_intents'] },
  },
  (context) => {
    const { scope, params, version } = context;
    if (params.confirm !== true) checkConfirmationParams(params);
    const draft = checkedChange(context, newPaymentIntent(scope, version), params);
    const chosen = chosenPaymentMethod(scope, params);
    if (chosen !== undefined) checkUsable(chosen, draft);
    const intent = withChosen(draft, chosen);
    // Errors do not show the intent here, because it is not created then (assumed).
    const payment = params.confirm === true ? decidePayment(context, draft, chosen) : undefined;

    if (chosen !== undefined) keepPaymentMethod(scope, chosen);
    scope.tables[INTENT].put(intent);
    scope.emit('payment_intent.created', intent);
    return payment === undefined ? intent : makePayment(scope, payment);
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/:payment_intent`,
  {
    answers: INTENT,
    publishable: true,
    sdkParams: 'PaymentIntentRetrieveParams',
    params: { client_secret: optional(string()) } satisfies ParamsOf<Stripe.PaymentIntentRetrieveParams>,
  },
  (context) => requireIntent(context, INTENT, context.params.client_secret),
);

// Parameters that cannot be updated in some states: recorded for the amount, assumed for the others, which say how a payment
// goes that is on its way then.
const LOCKED = [
  'allowed_payment_method_types',
  'amount',
  'capture_method',
  'currency',
  'customer',
  'excluded_payment_method_types',
  'payment_method',
  'payment_method_configuration',
  'payment_method_data',
  'payment_method_options',
  'payment_method_types',
  'setup_future_usage',
] as const;

// There is no `payment_intent.updated` (docs: api/events/types).
const update = operation(
  'POST',
  `${PATH}/:payment_intent`,
  {
    answers: INTENT,
    sdkParams: 'PaymentIntentUpdateParams',
    params: { ...UPDATE, ...EXTRA_PARAMETERS['POST /v1/payment_intents/:payment_intent'] },
  },
  (context) => {
    const { scope, id, params } = context;
    const before = scope.require(INTENT, id);
    checkChangeByHand(scope, before, params);
    const locked = LOCKED.find((name) => params[name] !== undefined);
    if (locked !== undefined && intentLifecycle[before.status].attach === undefined) {
      throw errors.paymentIntentAmountLocked(locked, before.status).about({ payment_intent: before });
    }
    checkEditable(scope, before, params);
    const { changed, chosen } = aboutIntent(before, () => {
      const draft = checkedChange(context, before, params);
      const method = chosenPaymentMethod(scope, params);
      if (method !== undefined) checkUsable(method, draft);
      return { changed: draft, chosen: method };
    });

    if (chosen !== undefined) keepPaymentMethod(scope, chosen);
    if (chosen !== undefined) stopMicrodeposits(scope, before.id);
    return scope.tables[INTENT].put(withChosen(changed, chosen));
  },
);

const confirm = operation(
  'POST',
  `${PATH}/:payment_intent/confirm`,
  {
    answers: INTENT,
    publishable: true,
    sdkParams: 'PaymentIntentConfirmParams',
    params: { ...CONFIRM, ...EXTRA_PARAMETERS['POST /v1/payment_intents/:payment_intent/confirm'] },
  },
  (context) => {
    const { scope, params, publishable } = context;
    const before = requireIntent(context, INTENT, params.client_secret);
    refuseByHand(scope, before);
    const payment = aboutIntent(before, () => {
      checkConfirmable(before, publishable);
      const changed = checkedChange(context, before, params);
      return decidePayment(context, changed, chosenPaymentMethod(scope, params));
    });
    return makePayment(scope, payment);
  },
);

const list = operation(
  'GET',
  PATH,
  {
    answers: INTENT,
    list: true,
    sdkParams: 'PaymentIntentListParams',
    params: {
      ...pagination,
      created: optional(timeRange),
      customer: optional(string()),
      customer_account: optional(string()),
    } satisfies ParamsOf<Stripe.PaymentIntentListParams>,
  },
  ({ scope, params }) => {
    const { customer, customer_account: account } = params;
    if (customer !== undefined && account !== undefined)
      throw errors.onlyOneOf('customer', 'customer_account');
    if (customer !== undefined) scope.requireFor('customer', customer, 'customer');
    const where =
      account === undefined ? undefined : (intent: PaymentIntent) => intent.customer_account === account;
    const { limitOutOfRange: outOfRange } = scope.settings.assume;
    const filter = { ...params.created, index: 'customer', key: customer, where } as const;
    return pageOf(scope.tables[INTENT], { url: PATH, noun: nounOf(INTENT), params, outOfRange }, filter);
  },
);

export const paymentIntentOperations: readonly Operation[] = [
  create,
  retrieve,
  update,
  confirm,
  cancelOperation,
  ...captureOperations,
  list,
];
