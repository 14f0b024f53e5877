import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { pageOf, pagination } from '../../core/list.ts';
import { metadata } from '../../core/metadata.ts';
import { optional, string } from '../../core/shape.ts';
import { timeRange } from '../../core/time-range.ts';
import { nounOf } from '../../model/records.ts';
import type { ParamsOf } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { foreign } from '../params/foreign.ts';
import { ofPayment } from '../params/of-payment.ts';
import { DISPUTE as TYPE } from './record.ts';

const PATH = '/v1/disputes';

const retrieve = operation(
  'GET',
  `${PATH}/:dispute`,
  {
    answers: TYPE,
    sdkParams: 'DisputeRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.DisputeRetrieveParams>,
  },
  ({ scope, id }) => scope.require(TYPE, id),
);

const list = operation(
  'GET',
  PATH,
  {
    answers: TYPE,
    list: true,
    sdkParams: 'DisputeListParams',
    params: {
      ...pagination,
      charge: optional(string()),
      created: optional(timeRange),
      payment_intent: optional(string()),
    } satisfies ParamsOf<Stripe.DisputeListParams>,
  },
  ({ scope, params }) =>
    pageOf(
      scope.tables[TYPE],
      { url: PATH, noun: nounOf(TYPE), params, outOfRange: scope.settings.assume.limitOutOfRange },
      { ...params.created, ...ofPayment(scope, params) },
    ),
);

/**
 * Disputes of bank debits are "final with no process for appeal" (docs: payments/ach-direct-debit): they are closed before
 * anybody can answer them, and even their metadata stays as it is (inferred).
 */
function refuseAnswer(scope: Scope, id: string): never {
  scope.require(TYPE, id);
  throw errors.disputeClosed();
}

const update = operation(
  'POST',
  `${PATH}/:dispute`,
  {
    answers: TYPE,
    sdkParams: 'DisputeUpdateParams',
    params: {
      ...foreign('DisputeUpdateParams'),
      metadata,
    } satisfies ParamsOf<Stripe.DisputeUpdateParams>,
  },
  ({ scope, id }) => refuseAnswer(scope, id),
);

const close = operation(
  'POST',
  `${PATH}/:dispute/close`,
  {
    answers: TYPE,
    sdkParams: 'DisputeCloseParams',
    params: {} satisfies ParamsOf<Stripe.DisputeCloseParams>,
  },
  ({ scope, id }) => refuseAnswer(scope, id),
);

export const disputeOperations: readonly Operation[] = [retrieve, update, close, list];
