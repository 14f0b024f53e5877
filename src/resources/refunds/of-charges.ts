import { errors } from '../../core/catalogue.ts';
import { pageOf } from '../../core/list.ts';
import type { Params } from '../../core/shape.ts';
import { nounOf, paramOf } from '../../model/records.ts';
import type { Refund } from '../../model/wire.ts';
import { type Operation, type OperationContext, operation } from '../operation.ts';
import { EXTRA_PARAMETERS } from '../params/extra.ts';
import type { REFUNDING } from '../params/refunding.ts';
import { makeRefund } from './course.ts';
import { decidedRefund } from './decision.ts';
import { REFUND as TYPE } from './record.ts';

/* The refunds of one charge, by the paths of older clients: the SDK knows them no longer. */

const PATH = '/v1/charges/:charge';

type Refunding = Pick<OperationContext<Params<typeof REFUNDING>>, 'scope' | 'id' | 'params'>;

function refund({ scope, id, params }: Refunding): Refund {
  const charge = scope.require('charge', id);
  return makeRefund(scope, charge, decidedRefund(scope, charge, params));
}

const refundCharge = operation(
  'POST',
  `${PATH}/refund`,
  { answers: 'charge', sdkParams: '', params: EXTRA_PARAMETERS['POST /v1/charges/:charge/refund'] },
  (context) => {
    refund(context);
    return context.scope.require('charge', context.id);
  },
);

const create = operation(
  'POST',
  `${PATH}/refunds`,
  { answers: TYPE, sdkParams: '', params: EXTRA_PARAMETERS['POST /v1/charges/:charge/refunds'] },
  refund,
);

const list = operation(
  'GET',
  `${PATH}/refunds`,
  { answers: TYPE, list: true, sdkParams: '', params: EXTRA_PARAMETERS['GET /v1/charges/:charge/refunds'] },
  ({ scope, id, params }) => {
    scope.require('charge', id);
    const { limitOutOfRange: outOfRange } = scope.settings.assume;
    return pageOf(
      scope.tables[TYPE],
      { url: `/v1/charges/${id}/refunds`, noun: nounOf(TYPE), params, outOfRange },
      { index: 'charge', key: id },
    );
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/refunds/:refund`,
  { answers: TYPE, sdkParams: '', params: {} },
  ({ scope, path }) => {
    const charge = scope.require('charge', path.charge ?? '');
    const found = scope.require(TYPE, path.refund ?? '');
    if (found.charge === charge.id) return found;
    // One of another charge is none here (assumed).
    throw errors.resourceMissing(nounOf(TYPE), found.id, paramOf(TYPE));
  },
);

export const chargeRefundOperations: readonly Operation[] = [refundCharge, create, list, retrieve];
