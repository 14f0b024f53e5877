import type Stripe from 'stripe';
import { errors } from '../../../core/catalogue.ts';
import { pageOf } from '../../../core/list.ts';
import type { ParamsOf, Price, Subscription } from '../../../model/wire.ts';
import { type Operation, operation } from '../../operation.ts';
import { EXTRA_PARAMETERS } from '../../params/extra.ts';
import { noteMetered } from '../metered.ts';
import { applyUpdate } from './applying.ts';
import { cancelNow } from './cancel-now.ts';
import { createSubscription } from './creation.ts';
import { draftSubscription } from './drafting.ts';
import { itemsOf } from './items.ts';
import { hasEnded } from './lifecycle.ts';
import { pageFilter } from './lists.ts';
import { CANCEL, CREATE, LIST, RESUME, UPDATE } from './parameters.ts';
import { checkPayable } from './payment-prospects.ts';
import { SUBSCRIPTION as TYPE } from './record.ts';
import { resumeSubscription } from './resuming.ts';
import { decideUpdate } from './updating.ts';

const PATH = '/v1/subscriptions';
const ONE = `${PATH}/:subscription`;

const pricesOf = (subscription: Subscription): readonly Price[] =>
  itemsOf(subscription).map(({ price }) => price);

const create = operation(
  'POST',
  PATH,
  {
    answers: TYPE,
    sdkParams: 'SubscriptionCreateParams',
    params: { ...CREATE, ...EXTRA_PARAMETERS['POST /v1/subscriptions'] },
  },
  (context) => {
    const { scope, params, version } = context;
    const subscription = createSubscription(scope, draftSubscription({ scope, version }, params));
    noteMetered(context, pricesOf(subscription));
    return subscription;
  },
);

const retrieve = operation(
  'GET',
  ONE,
  {
    answers: TYPE,
    sdkParams: 'SubscriptionRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.SubscriptionRetrieveParams>,
  },
  ({ scope, id }) => scope.require(TYPE, id),
);

const update = operation(
  'POST',
  ONE,
  {
    answers: TYPE,
    sdkParams: 'SubscriptionUpdateParams',
    params: { ...UPDATE, ...EXTRA_PARAMETERS['POST /v1/subscriptions/:subscription'] },
  },
  (context) => {
    const { scope, id, params, version } = context;
    const change = decideUpdate(scope, scope.require(TYPE, id), params);
    checkPayable(scope, change, params.payment_behavior);
    const subscription = applyUpdate(scope, change, { version, behavior: params.payment_behavior });
    if (params.items !== undefined || params.plan !== undefined) noteMetered(context, pricesOf(subscription));
    return subscription;
  },
);

/** One that has ended is not found any more by who would end it (seen in public code). */
function requireLive(subscription: Subscription): Subscription {
  if (hasEnded(subscription)) throw errors.resourceMissing(TYPE, subscription.id);
  return subscription;
}

const cancel = operation(
  'DELETE',
  ONE,
  { answers: TYPE, sdkParams: 'SubscriptionCancelParams', params: CANCEL },
  ({ scope, id, params, version }) => cancelNow(scope, requireLive(scope.require(TYPE, id)), params, version),
);

const resume = operation(
  'POST',
  `${ONE}/resume`,
  { answers: TYPE, sdkParams: 'SubscriptionResumeParams', params: RESUME },
  ({ scope, id, params, version }) => resumeSubscription(scope, scope.require(TYPE, id), params, version),
);

const list = operation(
  'GET',
  PATH,
  { answers: TYPE, list: true, sdkParams: 'SubscriptionListParams', params: LIST },
  ({ scope, params }) =>
    pageOf(
      scope.tables[TYPE],
      { url: PATH, noun: TYPE, params, outOfRange: scope.settings.assume.limitOutOfRange },
      pageFilter(scope, params),
    ),
);

export const billingSubscriptionOperations: readonly Operation[] = [
  create,
  retrieve,
  update,
  cancel,
  resume,
  list,
];
