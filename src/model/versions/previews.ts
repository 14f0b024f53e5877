import { withField } from '../../core/field-order.ts';
import { isHash } from '../../core/form.ts';
import { isObjectType } from '../records.ts';
import type { ApiObject } from '../wire.ts';

type FieldsOf = (object: ApiObject) => Readonly<Record<string, unknown>> | undefined;

const isObject = (value: object): value is ApiObject => {
  const { id, object, deleted } = value as Partial<ApiObject & { readonly deleted: unknown }>;
  return typeof id === 'string' && typeof object === 'string' && isObjectType(object) && deleted !== true;
};

/** `value` with the fields that `fieldsOf` tells of the objects in it, however deep; an event tells of its object. */
export function previewed(value: unknown, fieldsOf: FieldsOf): unknown {
  if (Array.isArray(value)) return value.map((element) => previewed(element, fieldsOf));
  if (!isHash(value)) return value;
  const inner = Object.fromEntries(
    // Metadata is the user's own and never changed, even if it has a member named `object`.
    Object.entries(value).map(([name, member]) => [
      name,
      name === 'metadata' ? member : previewed(member, fieldsOf),
    ]),
  );
  const fields = isObject(value) ? fieldsOf(value) : undefined;
  return Object.entries(fields ?? {}).reduce((shown, [name, field]) => withField(shown, name, field), inner);
}
