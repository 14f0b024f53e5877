import { isObjectType, type ObjectType, type Records } from '../model/records.ts';
import type { ApiObject } from '../model/wire.ts';
import type { Scope } from '../sandbox/scope.ts';

/* What previews show of objects besides (stripe-node 22.7.0-beta.1 types): made of what is known beside the records. */

type Fields = Readonly<Record<string, unknown>>;

type Besides<R> = (scope: Scope, record: R) => Fields;

/** Each type that previews show more of. */
const BESIDES: { readonly [T in ObjectType]?: Besides<Records[T]> } = {};

/** The fields that previews show of an object besides; undefined for one of a type that has none. */
export function fieldsOfPreviews(scope: Scope, object: ApiObject): Fields | undefined {
  // A cast: it is asked about records of its own type.
  const besides = isObjectType(object.object)
    ? (BESIDES[object.object] as Besides<ApiObject> | undefined)
    : undefined;
  return besides?.(scope, object);
}
