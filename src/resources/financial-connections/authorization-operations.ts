import type StripePreview from 'stripe-preview';
import type { Authorization, ParamsOf } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { memberOf } from './authorization-index.ts';
import { authorizationOf } from './authorizations.ts';

const TYPE = 'financial_connections.authorization';

/** One that accounts show, and that nothing has named before, is made when it is first asked for. */
function found(scope: Scope, id: string): Authorization | undefined {
  const known = scope.tables[TYPE].get(id);
  if (known !== undefined) return known;
  const member = memberOf(scope, id);
  return member === undefined ? undefined : authorizationOf(scope, member);
}

const retrieve = operation(
  'GET',
  '/v1/financial_connections/authorizations/:authorization',
  {
    answers: TYPE,
    ofPreviews: true,
    sdkParams: 'FinancialConnections.AuthorizationRetrieveParams',
    params: {} satisfies ParamsOf<StripePreview.FinancialConnections.AuthorizationRetrieveParams>,
  },
  ({ scope, id }) => found(scope, id) ?? scope.require(TYPE, id),
);

export const authorizationOperations: readonly Operation[] = [retrieve];
