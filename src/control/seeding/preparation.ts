import type { InstitutionCatalogue } from '../../bank/institutions.ts';
import { isHash } from '../../core/form.ts';
import type { Shape } from '../../core/shape.ts';
import type { ObjectType, Records } from '../../model/records.ts';
import type { ApiObject } from '../../model/wire.ts';
import { isSource } from '../../resources/payment-methods/sources.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { checkedFields, type Fields, withoutFixed } from './fields.ts';

/** An object that another one names by its id. */
export interface Reference {
  readonly type: ObjectType;
  readonly id: string;
  readonly field: string;
  /** Where it is, if not where the object that names it is put. */
  readonly scope?: Scope;
}

/** An object that can be put in place. */
export interface PreparedObject<R extends ApiObject = ApiObject> {
  /** Where it is put: the sandbox, or that of a connected account. */
  readonly scope: Scope;
  /** Undefined if the id is made when the object is put in place; other objects cannot name it then. */
  readonly id: string | undefined;
  readonly references: readonly Reference[];
  /** Never throws: everything has been checked before the first object is put in place. */
  readonly put: () => R;
}

/** The fields given for an object, and where they were given. */
export interface Given {
  readonly scope: Scope;
  readonly fields: Fields;
  /** How complaints name the object: `customers[0]`. */
  readonly where: string;
  /** All that is put in place by the same call, by type. */
  readonly beside: Fields;
  readonly catalogue: InstitutionCatalogue;
}

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const NAMED: readonly (readonly [field: string, type: ObjectType])[] = [
  ['charge', 'charge'],
  ['customer', 'customer'],
  ['default_payment_method', 'payment_method'],
  ['default_price', 'price'],
  ['latest_attempt', 'setup_attempt'],
  ['latest_charge', 'charge'],
  ['payment_intent', 'payment_intent'],
  ['payment_method', 'payment_method'],
  ['product', 'product'],
  ['setup_intent', 'setup_intent'],
];

const SOURCE = 'bank_account';

/** What is named as a PaymentMethod may be a source, which is put in place as what it is. */
const typeOf = (type: ObjectType, id: string): ObjectType =>
  type === 'payment_method' && isSource(id) ? SOURCE : type;

/** The objects that a record names, `under` a hash of its own if it does so there. */
export function referencesOf(record: object, under = ''): readonly Reference[] {
  const fields: Fields = { ...record };
  const { us_bank_account: bank } = fields;
  const linked = isHash(bank) ? textOf(bank.financial_connections_account) : undefined;
  const named = NAMED.flatMap(([field, type]) => {
    const id = textOf(fields[field]);
    return id === undefined ? [] : [{ type: typeOf(type, id), id, field: under + field }];
  });
  if (linked === undefined) return named;
  const field = 'us_bank_account.financial_connections_account';
  return [...named, { type: 'financial_connections.account', id: linked, field }];
}

const KEPT: readonly string[] = ['created', 'client_secret', 'date'];

/** The `created` (or `date`) and `client_secret` of an earlier object of the same id, which a replacement keeps by default. */
export function keptOf<T extends ObjectType>(scope: Scope, type: T, id: string): Partial<Records[T]> {
  const earlier = Object.entries(scope.tables[type].get(id) ?? {});
  // Members of a record of the same type.
  return Object.fromEntries(earlier.filter(([name]) => KEPT.includes(name))) as Partial<Records[T]>;
}

/** How an object that no call of the API creates is completed: by the function that completes those of a payment. */
interface Completion<T extends ObjectType> {
  readonly type: T;
  /** With a fixed id, so that it does not use up one of the sandbox's ids. */
  readonly template: Records[T];
  readonly complete: (fields: Partial<Records[T]>) => Records[T];
  /** Fields that take certain words only. */
  readonly words: Readonly<Record<string, Shape<unknown>>>;
}

/** Prepares an object of which any fields of `template` may be given. */
export function prepared<T extends ObjectType>(
  { scope, fields, where }: Given,
  { type, template, complete, words }: Completion<T>,
): PreparedObject<Records[T]> {
  const checked = checkedFields(template, withoutFixed(fields, type, where), type, where, words);
  const record = complete({ ...keptOf(scope, type, textOf(fields.id) ?? ''), ...checked });
  return {
    scope,
    id: record.id,
    references: referencesOf(record),
    put: () => scope.tables[type].put(record),
  };
}
