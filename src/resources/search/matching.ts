import { errors } from '../../core/catalogue.ts';
import type { Clause, SearchOperator, SearchQuery } from '../../core/search-query.ts';

/* What a clause means for a field, by the field's type (docs: search#field-types). */

type Value = string | number | boolean | null | undefined;
type Test<T> = (value: T) => boolean;

/** The field of a type of object that may be searched for. */
export interface SearchField<R> {
  readonly type: keyof typeof MATCHERS;
  readonly read: (record: R) => Value;
}

/** The fields of a type of object by their names; the metadata is searched by key. */
export type SearchFields<R> = Readonly<Record<string, SearchField<R>>>;

const SHORTEST_SUBSTRING = 3;

/** A test for the values of a field, or a refusal of the operator or of what is wanted. */
type Matcher = (operator: SearchOperator, wanted: string, field: string) => Test<string>;

const token: Matcher = (operator, wanted, field) => {
  if (operator !== ':') throw errors.searchOperatorUnsupported(operator, field);
  const text = wanted.toLowerCase();
  return (value) => value.toLowerCase() === text;
};

const words = (text: string): readonly string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

/** "Contains all of the words from the query in the same order" (docs: search#field-types). */
function hasWords(value: string, wanted: readonly string[]): boolean {
  let found = 0;
  for (const word of words(value)) if (word === wanted[found]) found++;
  return found === wanted.length;
}

const string: Matcher = (operator, wanted, field) => {
  if (operator === ':') {
    const inOrder = words(wanted);
    return (value) => (inOrder.length === 0 ? value.trim() === '' : hasWords(value, inOrder));
  }
  if (operator !== '~') throw errors.searchOperatorUnsupported(operator, field);
  if (wanted.length < SHORTEST_SUBSTRING) throw errors.searchSubstringTooShort(field, SHORTEST_SUBSTRING);
  const text = wanted.toLowerCase();
  return (value) => value.toLowerCase().includes(text);
};

const COMPARISONS: Readonly<Record<SearchOperator, ((value: number, wanted: number) => boolean) | null>> = {
  ':': (value, wanted) => value === wanted,
  '~': null,
  '>': (value, wanted) => value > wanted,
  '>=': (value, wanted) => value >= wanted,
  '<': (value, wanted) => value < wanted,
  '<=': (value, wanted) => value <= wanted,
};

const numeric: Matcher = (operator, wanted, field) => {
  const compare = COMPARISONS[operator];
  if (compare === null) throw errors.searchOperatorUnsupported(operator, field);
  const number = Number(wanted);
  if (wanted.trim() === '' || !Number.isFinite(number)) throw errors.searchNumberInvalid(wanted, field);
  return (value) => compare(Number(value), number);
};

const MATCHERS = { token, string, numeric } as const;

/** The clause as a test of records. */
function clauseTest<R extends { readonly metadata?: unknown }>(
  { field: written, key, operator, value: wanted, isNegated }: Clause,
  fields: SearchFields<R>,
  resource: string,
): Test<R> {
  const name = written.toLowerCase();
  const field = key === undefined ? own(fields, name) : metadataField<R>(key);
  if (field === undefined) throw errors.searchFieldUnsupported(written, resource);
  // A field may be asked for by `:null`, whatever its type is.
  if (wanted === null && operator !== ':') throw errors.searchOperatorUnsupported(operator, written);
  const matches = wanted === null ? undefined : MATCHERS[field.type](operator, wanted, written);
  return (record) => {
    const value = field.read(record) ?? null;
    const isMatch = value === null ? wanted === null : matches?.(String(value)) === true;
    return isMatch !== isNegated;
  };
}

const own = <V>(record: Readonly<Record<string, V>>, name: string): V | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

function metadataField<R extends { readonly metadata?: unknown }>(key: string): SearchField<R> {
  return {
    type: 'token',
    read: ({ metadata }) => {
      if (typeof metadata !== 'object' || metadata === null) return undefined;
      const value = Object.getOwnPropertyDescriptor(metadata, key)?.value as unknown;
      return typeof value === 'string' ? value : undefined;
    },
  };
}

/** Whether records match a query. `resource` is what they are called in complaints. */
export function queryTest<R extends { readonly metadata?: unknown }>(
  { joint, clauses }: SearchQuery,
  fields: SearchFields<R>,
  resource: string,
): Test<R> {
  const tests = clauses.map((clause) => clauseTest(clause, fields, resource));
  return joint === 'OR'
    ? (record) => tests.some((test) => test(record))
    : (record) => tests.every((test) => test(record));
}
