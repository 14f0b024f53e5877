import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { pageOf, pagination } from '../../core/list.ts';
import { mergedMetadata, metadata } from '../../core/metadata.ts';
import { oneOf, optional, string } from '../../core/shape.ts';
import { timeRange } from '../../core/time-range.ts';
import { nounOf } from '../../model/records.ts';
import type { ParamsOf } from '../../model/wire.ts';
import { type Operation, operation } from '../operation.ts';
import { previousAttributes } from '../params/changes.ts';
import { ofPayment } from '../params/of-payment.ts';
import { REFUNDING } from '../params/refunding.ts';
import { emitUpdated, makeRefund } from './course.ts';
import { decidedRefund, namedCharge } from './decision.ts';
import { REFUND as TYPE } from './record.ts';

const PATH = '/v1/refunds';

const create = operation(
  'POST',
  PATH,
  {
    answers: TYPE,
    sdkParams: 'RefundCreateParams',
    params: {
      ...REFUNDING,
      charge: optional(string()),
      currency: optional(string()),
      customer: optional(string()),
      instructions_email: optional(string()),
      origin: optional(oneOf('customer_balance')),
      payment_intent: optional(string()),
    } satisfies ParamsOf<Stripe.RefundCreateParams>,
  },
  ({ scope, params }) => {
    if (params.origin !== undefined)
      throw errors.notYetEmulated('refunds from a customer’s cash balance', 'Name a charge.');
    const charge = namedCharge(scope, params);
    return makeRefund(scope, charge, decidedRefund(scope, charge, params));
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/:refund`,
  {
    answers: TYPE,
    sdkParams: 'RefundRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.RefundRetrieveParams>,
  },
  ({ scope, id }) => scope.require(TYPE, id),
);

const update = operation(
  'POST',
  `${PATH}/:refund`,
  {
    answers: TYPE,
    sdkParams: 'RefundUpdateParams',
    params: { metadata } satisfies ParamsOf<Stripe.RefundUpdateParams>,
  },
  ({ scope, id, params }) => {
    const before = scope.require(TYPE, id);
    const after = { ...before, metadata: mergedMetadata(before.metadata ?? {}, params.metadata) };
    // An update that changes nothing is no event (assumed).
    if (previousAttributes(before, after) === undefined) return before;
    scope.tables[TYPE].put(after);
    emitUpdated(scope, before, after);
    return after;
  },
);

const cancel = operation(
  'POST',
  `${PATH}/:refund/cancel`,
  {
    answers: TYPE,
    sdkParams: 'RefundCancelParams',
    params: {} satisfies ParamsOf<Stripe.RefundCancelParams>,
  },
  ({ scope, id }) => {
    scope.require(TYPE, id);
    throw errors.refundNotCancelable();
  },
);

const list = operation(
  'GET',
  PATH,
  {
    answers: TYPE,
    list: true,
    sdkParams: 'RefundListParams',
    params: {
      ...pagination,
      charge: optional(string()),
      created: optional(timeRange),
      payment_intent: optional(string()),
    } satisfies ParamsOf<Stripe.RefundListParams>,
  },
  ({ scope, params }) =>
    pageOf(
      scope.tables[TYPE],
      { url: PATH, noun: nounOf(TYPE), params, outOfRange: scope.settings.assume.limitOutOfRange },
      { ...params.created, ...ofPayment(scope, params) },
    ),
);

export const refundOperations: readonly Operation[] = [create, retrieve, update, cancel, list];
