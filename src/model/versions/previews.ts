import { withField } from '../../core/field-order.ts';
import { type AnyHash, isHash } from '../../core/form.ts';
import { isObjectType, type ObjectType } from '../records.ts';
import type { ApiObject } from '../wire.ts';
import { SUBSCRIPTIONS_OUTSIDE_PREVIEWS } from '../words.ts';

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

/*
 * What is stored of objects and only previews show: the others are shown it nowhere.
 */

type Form = (object: AnyHash) => AnyHash;

/** A feature that other versions than previews know of a subscription to. */
export const isShownToAll = (feature: unknown): boolean =>
  SUBSCRIPTIONS_OUTSIDE_PREVIEWS.some((shown) => shown === feature);

/** An account without its refresh of inferred balances, and without what others cannot subscribe to (assumed). */
function accountOutside(account: AnyHash): AnyHash {
  const { subscriptions } = account;
  const isPlain = !Array.isArray(subscriptions) || subscriptions.every(isShownToAll);
  if (isPlain && account.inferred_balances_refresh === undefined) return account;
  const { inferred_balances_refresh: _refresh, ...rest } = account;
  return isPlain ? rest : { ...rest, subscriptions: subscriptions.filter(isShownToAll) };
}

/** The list of its accounts stands in a session. */
function sessionOutside(session: AnyHash): AnyHash {
  const accounts = outsideOfPreviews(session.accounts);
  return accounts === session.accounts ? session : { ...session, accounts };
}

const FORMS: ReadonlyMap<unknown, Form> = new Map<unknown, Form>([
  ['financial_connections.account', accountOutside],
  ['financial_connections.session', sessionOutside],
] satisfies [ObjectType, Form][]);

/** An object, or a list of such, as it is shown outside of previews; itself, where that is no different. */
export function outsideOfPreviews<Value>(value: Value): Value {
  if (!isHash(value)) return value;
  // Casts: a field less, and fewer words in a list.
  const form = FORMS.get(value.object);
  if (form !== undefined) return form(value) as Value;
  if (!Array.isArray(value.data)) return value;
  const data: readonly unknown[] = value.data;
  const shown = data.map(outsideOfPreviews);
  return shown.every((element, at) => element === data[at]) ? value : ({ ...value, data: shown } as Value);
}
