import type { InstitutionCatalogue } from '../../bank/institutions.ts';
import { oneOf, type Shape } from '../../core/shape.ts';
import type { ObjectType } from '../../model/records.ts';
import type { ApiObject } from '../../model/wire.ts';
import { intentLifecycle } from '../../resources/payment-intents/operations.ts';
import { CREATE } from '../../resources/payment-intents/parameters.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { checkedFields, type Fields, isFields, withoutFixed } from './fields.ts';

/** Another object that one names. */
interface Reference {
  readonly type: ObjectType;
  readonly id: string;
  readonly field: string;
}

/** An object that can be put in place. */
export interface PreparedObject {
  readonly type: ObjectType;
  /** Whose it is: the sandbox's, or a connected account's. */
  readonly scope: Sandbox;
  /** Undefined if it is made when the object is put in place: nothing can name it before. */
  readonly id: string | undefined;
  readonly references: readonly Reference[];
  readonly put: () => ApiObject;
}

/** What there is to prepare an object of. */
export interface Given {
  readonly sandbox: Sandbox;
  readonly fields: Fields;
  /** How complaints name the object: `customers[0]`. */
  readonly where: string;
  readonly catalogue: InstitutionCatalogue;
}

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const NAMED: readonly (readonly [field: string, type: ObjectType])[] = [
  ['customer', 'customer'],
  ['latest_charge', 'charge'],
  ['payment_intent', 'payment_intent'],
  ['payment_method', 'payment_method'],
];

/** The objects that a record names, `under` a hash of its own if it does so there. */
export function referencesOf(record: object, under = ''): readonly Reference[] {
  const fields = record as Fields;
  const { us_bank_account: bank } = fields;
  const linked = isFields(bank) ? textOf(bank.financial_connections_account) : undefined;
  const named = NAMED.flatMap(([field, type]) => {
    const id = textOf(fields[field]);
    return id === undefined ? [] : [{ type, id, field: under + field }];
  });
  if (linked === undefined) return named;
  const field = 'us_bank_account.financial_connections_account';
  return [...named, { type: 'financial_connections.account', id: linked, field }];
}

/** What stays as it was when an object is put in place anew and says nothing of it: its age and its secret. */
export function keptOf(sandbox: Sandbox, type: ObjectType, id: unknown): Fields {
  const earlier = sandbox.tables[type].get(textOf(id) ?? '');
  // Of whichever type: no more is asked of it than two fields that it may have.
  const { created, client_secret: secret } = (earlier ?? {}) as Fields;
  return {
    ...(created === undefined ? {} : { created }),
    ...(secret === undefined ? {} : { client_secret: secret }),
  };
}

// A status that its lifecycle does not know would be stuck in it; for the others the API has parsers.
const PARSERS: Partial<Record<ObjectType, Readonly<Record<string, Shape<unknown>>>>> = {
  charge: { currency: CREATE.currency, status: oneOf('failed', 'pending', 'succeeded') },
  mandate: { status: oneOf('active', 'inactive', 'pending'), type: oneOf('multi_use', 'single_use') },
  payment_intent: {
    capture_method: CREATE.capture_method,
    confirmation_method: CREATE.confirmation_method,
    currency: CREATE.currency,
    setup_future_usage: CREATE.setup_future_usage,
    status: oneOf(...Object.keys(intentLifecycle)),
  },
};

/** An object of a type whose records are completed from any of their fields. `shape` is what its template has besides. */
export function prepared<R extends ApiObject>(
  { sandbox, fields, where }: Given,
  type: ObjectType,
  complete: (sandbox: Sandbox, fields: Partial<R>) => R,
  shape: Fields = {},
): PreparedObject {
  // An id for the template, so that it uses up none of the sandbox's.
  const template = complete(sandbox, { id: 'template', ...shape } as unknown as Partial<R>);
  const checked = checkedFields(template, withoutFixed(fields, type, where), type, where);
  const parsed = Object.entries(PARSERS[type] ?? {}).flatMap(([name, parse]) => {
    const value = textOf(checked[name]);
    return value === undefined ? [] : [[name, parse(value, name)] as const];
  });
  const completed = { ...keptOf(sandbox, type, checked.id), ...checked, ...Object.fromEntries(parsed) };
  // Each member is like the template's.
  const record = complete(sandbox, completed as Partial<R>);
  return {
    type,
    scope: sandbox,
    id: record.id,
    references: referencesOf(record),
    put: () =>
      // The record was completed as one of this table's type.
      (sandbox.tables[type] as unknown as { put(record: ApiObject): ApiObject }).put(record),
  };
}
