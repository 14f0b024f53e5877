import type StripePreview from 'stripe-preview';
import type { Authorization, ParamsOf } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { authorizationIdOf, authorizationOf } from './authorizations.ts';

const TYPE = 'financial_connections.authorization';
const ACCOUNT = 'financial_connections.account';

/** One that accounts show, and that nothing has named before, is made when it is first asked for. */
function found(scope: Scope, id: string): Authorization | undefined {
  const known = scope.tables[TYPE].get(id);
  if (known !== undefined) return known;
  for (const account of scope.tables[ACCOUNT].values())
    if (authorizationIdOf(scope, account) === id) return authorizationOf(scope, account);
  return undefined;
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
