import { errors } from './catalogue.ts';

/*
 * Stripe's search query language, of no resource in particular: clauses of a field, an operator and a value, joined by
 * AND, OR or a blank (docs: search#search-query-language).
 */

export type SearchOperator = ':' | '~' | '>' | '>=' | '<' | '<=';

export interface Clause {
  readonly isNegated: boolean;
  /** As it was written; `metadata` if there is a `key`. */
  readonly field: string;
  readonly key?: string;
  readonly operator: SearchOperator;
  /** Numbers need no quotes, and may have them; null is the word `null` without. */
  readonly value: string | null;
}

export interface SearchQuery {
  readonly joint: 'AND' | 'OR';
  readonly clauses: readonly Clause[];
}

// "You can combine up to 10 query clauses in a search" (docs: search).
const MAX_CLAUSES = 10;

// Stripe's reference writes single quotes, its guide double ones; within either a backslash escapes.
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`;
const FIELD = String.raw`metadata\[(?<key>${QUOTED})\]|(?<field>[a-z_][\w.]*)`;
const BARE = String.raw`(?:-?\d+(?:\.\d+)?|null)(?=\s|$)`;
const CLAUSE = new RegExp(
  String.raw`(?<minus>-?)(?:${FIELD})\s*(?<operator>:|~|>=|<=|>|<)\s*(?<value>${QUOTED}|${BARE})`,
  'isy',
);
const JOINT = /\s+(?:(?:and|or)\s+)?/iy;

const unquoted = (text: string): string => text.slice(1, -1).replace(/\\(.)/gs, '$1');

/** What stands at `at`, or undefined. */
function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** Reads a query, or throws Stripe's complaint about it. */
export function parseQuery(text: string): SearchQuery {
  const query = text.trim();
  const clauses: Clause[] = [];
  const joints = new Set<'AND' | 'OR'>();
  for (let at = 0; ; ) {
    const found = matchAt(CLAUSE, query, at);
    if (found === undefined || clauses.length === MAX_CLAUSES) throw errors.searchQueryUnparsable();
    clauses.push(clauseOf(found.groups ?? {}));
    at += found[0].length;
    if (at === query.length) break;
    const joint = matchAt(JOINT, query, at);
    if (joint === undefined) throw errors.searchQueryUnparsable();
    joints.add(/or/i.test(joint[0]) ? 'OR' : 'AND');
    at += joint[0].length;
  }
  // "You can't combine AND and OR in the same query" (docs: search); a blank is AND.
  if (joints.size > 1) throw errors.searchQueryUnparsable();
  return { joint: joints.has('OR') ? 'OR' : 'AND', clauses };
}

function clauseOf(groups: Readonly<Record<string, string | undefined>>): Clause {
  const { minus, key, field = 'metadata', operator, value = '' } = groups;
  return {
    isNegated: minus === '-',
    field,
    ...(key === undefined ? {} : { key: unquoted(key) }),
    // A cast: the pattern has these operators and no other.
    operator: operator as SearchOperator,
    value: meant(value),
  };
}

function meant(written: string): string | null {
  if (written.startsWith('"') || written.startsWith("'")) return unquoted(written);
  return written.toLowerCase() === 'null' ? null : written;
}
