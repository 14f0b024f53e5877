import type { InstitutionCatalogue } from '../bank/institutions.ts';
import { isObjectType, type ObjectType, type Records } from '../model/records.ts';
import type { ApiObject } from '../model/wire.ts';
import type { Scope } from '../sandbox/scope.ts';
import { authorizationIdOf } from './financial-connections/authorizations.ts';
import { sessionFields } from './financial-connections/session-preview.ts';

/* What previews show of objects besides (stripe-node 22.7.0-beta.1 types): made of what is known beside the records. */

type Fields = Readonly<Record<string, unknown>>;

interface Besides<R> {
  fields(scope: Scope, record: R, institutions: InstitutionCatalogue): Fields;
}

/** Each type that previews show more of. */
const BESIDES: { readonly [T in ObjectType]?: Besides<Records[T]> } = {
  'financial_connections.account': {
    fields: (scope, account) => ({ authorization: authorizationIdOf(scope, account) }),
  },
  'financial_connections.session': { fields: sessionFields },
};

/** The fields that previews show of an object besides; undefined for one of a type that has none. */
export const fieldsOfPreviews =
  (institutions: InstitutionCatalogue) =>
  (scope: Scope, object: ApiObject): Fields | undefined => {
    // A cast: it is asked about records of its own type.
    const besides = isObjectType(object.object)
      ? (BESIDES[object.object] as Besides<ApiObject> | undefined)
      : undefined;
    return besides?.fields(scope, object, institutions);
  };
