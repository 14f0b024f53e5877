import { institutionId } from '../bank/institutions.ts';
import { isObjectType, type ObjectType, type Records } from '../model/records.ts';
import type { Account, ApiObject, Authorization } from '../model/wire.ts';
import type { Scope } from '../sandbox/scope.ts';
import { shownAuthorizationId } from './financial-connections/authorization-index.ts';
import { inactivityOf, loginOf } from './financial-connections/bank-login.ts';
import { sessionFields } from './financial-connections/session-preview.ts';

/* What previews show of objects besides (stripe-node 22.7.0-beta.1 types): made of what is known beside the records. */

type Fields = Readonly<Record<string, unknown>>;

type Besides<R> = (scope: Scope, record: R) => Fields;

/** The id of an institution; null for one that is in the fixtures no more. */
function institutionNamed({ sandbox }: Scope, name: string): string | null {
  const institution = sandbox.parts.institutions.find(name);
  return institution === undefined ? null : institutionId(institution);
}

function accountFields(scope: Scope, account: Account): Fields {
  const { cause, action } = inactivityOf(scope, account);
  return {
    authorization: shownAuthorizationId(scope, account),
    inferred_balances_refresh: account.inferred_balances_refresh ?? null,
    institution: institutionNamed(scope, loginOf(scope, account.id).institution),
    ...(account.status === 'inactive' ? { status_details: { inactive: { action, cause } } } : {}),
  };
}

/** An authorization is told by its accounts; one that was put in place without any shows what it was given. */
function authorizationFields(scope: Scope, { id, status }: Authorization): Fields {
  const known = scope.facts.authorizations.get(id);
  if (known === undefined) return {};
  const { accountHolder, disconnected, institution } = known;
  return {
    account_holder: accountHolder,
    institution: institutionNamed(scope, institution),
    // Of an event of before it was active, or inactive.
    ...(disconnected && status === 'inactive' ? { status: 'disconnected', status_details: {} } : {}),
  };
}

/** Each type that previews show more of. */
const BESIDES: { readonly [T in ObjectType]?: Besides<Records[T]> } = {
  'financial_connections.account': accountFields,
  'financial_connections.authorization': authorizationFields,
  'financial_connections.session': sessionFields,
};

/** The fields that previews show of an object besides; undefined for one of a type that has none. */
export function fieldsOfPreviews(scope: Scope, object: ApiObject): Fields | undefined {
  // A cast: it is asked about records of its own type.
  const besides = isObjectType(object.object)
    ? (BESIDES[object.object] as Besides<ApiObject> | undefined)
    : undefined;
  return besides?.(scope, object);
}
