import type { InstitutionCatalogue } from '../../bank/institutions.ts';
import { oneOf, type Shape } from '../../core/shape.ts';
import type { ObjectType } from '../../model/records.ts';
import type { ApiObject } from '../../model/wire.ts';
import { intentLifecycle } from '../../resources/payment-intents/operations.ts';
import { CREATE } from '../../resources/payment-intents/parameters.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { checkedFields, type Fields, isFields, withoutFixed } from './fields.ts';

/** An object that another one names by its id. */
interface Reference {
  readonly type: ObjectType;
  readonly id: string;
  readonly field: string;
}

/** An object that can be put in place. */
export interface PreparedObject {
  readonly type: ObjectType;
  /** Where it is put: the sandbox, or that of a connected account. */
  readonly scope: Scope;
  /** Undefined if the id is made when the object is put in place; other objects cannot name it then. */
  readonly id: string | undefined;
  readonly references: readonly Reference[];
  readonly put: () => ApiObject;
}

/** The fields given for an object, and where they were given. */
export interface Given {
  readonly scope: Scope;
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

/** The `created` and `client_secret` of an earlier object of the same id, which a replacement keeps by default. */
export function keptOf(scope: Scope, type: ObjectType, id: unknown): Fields {
  const earlier = scope.tables[type].get(textOf(id) ?? '');
  // Whatever its type is, only two fields are read, which it may or may not have.
  const { created, client_secret: secret } = (earlier ?? {}) as Fields;
  return {
    ...(created === undefined ? {} : { created }),
    ...(secret === undefined ? {} : { client_secret: secret }),
  };
}

// Fields that take certain words only. An object with a status unknown to its lifecycle could never leave it.
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

/** Prepares an object of which any fields may be given. `shape` adds fields to the template that checks them. */
export function prepared<R extends ApiObject>(
  { scope, fields, where }: Given,
  type: ObjectType,
  complete: (scope: Scope, fields: Partial<R>) => R,
  shape: Fields = {},
): PreparedObject {
  // A fixed id, so that the template does not use up one of the sandbox's ids.
  const template = complete(scope, { id: 'template', ...shape } as unknown as Partial<R>);
  const checked = checkedFields(template, withoutFixed(fields, type, where), type, where);
  const parsed = Object.entries(PARSERS[type] ?? {}).flatMap(([name, parse]) => {
    const value = textOf(checked[name]);
    return value === undefined ? [] : [[name, parse(value, name)] as const];
  });
  const completed = { ...keptOf(scope, type, checked.id), ...checked, ...Object.fromEntries(parsed) };
  // Each member has been checked against the template.
  const record = complete(scope, completed as Partial<R>);
  return {
    type,
    scope,
    id: record.id,
    references: referencesOf(record),
    put: () =>
      // The record was completed as one of this table's type.
      (scope.tables[type] as unknown as { put(record: ApiObject): ApiObject }).put(record),
  };
}
