import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { limitOf } from '../../core/list.ts';
import { integer, optional, string } from '../../core/shape.ts';
import type { Customer, ParamsOf } from '../../model/wire.ts';
import { type Operation, operation } from '../operation.ts';

// Fields and operators: docs.stripe.com/search#query-fields-for-customers.
const TERM =
  /^\s*(-?)(?:(metadata)\["((?:[^"\\]|\\.)*)"\]|([a-z_]+))\s*(:|~|>=|<=|>|<)\s*(?:"((?:[^"\\]|\\.)*)"|(-?\d+)|(null))/i;
const JOINT = /^\s*(?:(AND|OR)\s+|(?=\S))/i;
const MAX_TERMS = 10;

type Test = (customer: Customer) => boolean;

const FIELDS: Readonly<Record<string, (customer: Customer) => string | number | null | undefined>> = {
  created: ({ created }) => created,
  email: ({ email }) => email,
  name: ({ name }) => name,
  phone: ({ phone }) => phone,
};

const own = <V>(record: Readonly<Record<string, V>>, name: string): V | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** Turns a query into a test, or throws Stripe's complaint about it. */
function parseQuery(query: string): Test {
  const tests: Test[] = [];
  let rest = query;
  let joint: string | undefined;
  while (rest.trim() !== '') {
    const match = TERM.exec(rest);
    if (match === null || tests.length === MAX_TERMS) throw errors.searchQueryUnparsable();
    tests.push(termOf(match));
    rest = rest.slice(match[0].length);
    const next = JOINT.exec(rest);
    if (next === null) break;
    rest = rest.slice(next[0].length);
    const word = (next[1] ?? 'AND').toUpperCase();
    // "You can't combine AND and OR in the same query" (docs).
    if (joint !== undefined && joint !== word) throw errors.searchQueryUnparsable();
    joint = word;
  }
  if (tests.length === 0) throw errors.searchQueryUnparsable();
  return joint === 'OR'
    ? (customer) => tests.some((test) => test(customer))
    : (customer) => tests.every((test) => test(customer));
}

function termOf([
  ,
  minus,
  metadata,
  key = '',
  field = '',
  operator = ':',
  text,
  number,
  nothing,
]: RegExpExecArray): Test {
  const read =
    metadata === undefined
      ? own(FIELDS, field.toLowerCase())
      : (customer: Customer) => own(customer.metadata, unescaped(key));
  if (read === undefined) throw errors.searchFieldUnsupported(field, 'customers');
  const wanted = nothing === undefined ? (text === undefined ? Number(number) : unescaped(text)) : null;
  const test: Test = (customer) => matches(read(customer) ?? null, operator, wanted);
  return minus === '' ? test : (customer) => !test(customer);
}

const unescaped = (text: string): string => text.replace(/\\(.)/g, '$1');

function matches(value: string | number | null, operator: string, wanted: string | number | null): boolean {
  if (wanted === null || value === null) return operator === ':' && value === wanted;
  if (typeof value === 'number') return compares(value, operator, Number(wanted));
  const [have, want] = [value.toLowerCase(), String(wanted).toLowerCase()];
  return operator === '~' ? have.includes(want) : operator === ':' && have === want;
}

function compares(value: number, operator: string, wanted: number): boolean {
  switch (operator) {
    case '>':
      return value > wanted;
    case '>=':
      return value >= wanted;
    case '<':
      return value < wanted;
    case '<=':
      return value <= wanted;
    default:
      return value === wanted;
  }
}

/** Finds changes at once; Stripe's index may lag a minute behind. `page` is the number of results before the page. */
const search = operation(
  'GET',
  '/v1/customers/search',
  {
    answers: 'customer',
    list: true,
    sdkParams: 'CustomerSearchParams',
    params: {
      query: string(),
      limit: optional(integer()),
      page: optional(string()),
    } satisfies ParamsOf<Stripe.CustomerSearchParams>,
  },
  ({ scope, params, expand }) => {
    const test = parseQuery(params.query);
    const limit = limitOf(params.limit, scope.settings.assume.limitOutOfRange);
    const from = params.page === undefined ? 0 : Number(params.page);
    if (!Number.isInteger(from) || from < 0) throw errors.invalidString('page', params.page);
    const found = [...scope.tables.customer.values()].filter(test).reverse();
    const data = found.slice(from, from + limit);
    const hasMore = from + data.length < found.length;
    return {
      object: 'search_result',
      data,
      has_more: hasMore,
      next_page: hasMore ? String(from + data.length) : null,
      // Only when asked for (docs: api/pagination/search).
      ...(expand.includes('total_count') ? { total_count: found.length } : {}),
      url: '/v1/customers/search',
    };
  },
);

export const customerSearchOperations: readonly Operation[] = [search];
