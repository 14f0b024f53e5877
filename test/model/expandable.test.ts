import { describe, expect, it } from 'vitest';
import { checkExpand } from '../../src/core/expand.ts';
import { expandable, REFERENCES } from '../../src/model/expandable.ts';
import { OBJECT_TYPES } from '../../src/model/records.ts';
import { type Shape, stripeTypes } from '../support/stripe-types.ts';

/* The SDK's own declarations, walked anew: nothing here knows of the generated table. */

const { definitions, variants } = stripeTypes('objects');
const LEVELS = 4;

const hashOf = (shape: Shape): Record<string, Shape> | undefined => {
  const whole = typeof shape === 'object' && 'r' in shape ? (definitions[shape.r] ?? '?') : shape;
  return typeof whole === 'object' && 'o' in whole ? whole.o : undefined;
};
const fieldsOf = (shape: Shape): readonly (readonly [name: string, shape: Shape])[] =>
  Object.entries(hashOf(shape) ?? {}).map(([name, inner]) => [name.replace('?', ''), inner]);

/** What a field may hold that is a hash, an object or a list. */
function hashesIn(shape: Shape): readonly Shape[] {
  if (typeof shape === 'string') return [];
  if ('u' in shape) return shape.u.flatMap(hashesIn);
  if ('a' in shape) return hashesIn(shape.a);
  return hashOf(shape) === undefined ? [] : [shape];
}

/** The SDK's names clash: the account that holds is one of Connect (its description says so). */
const held = (shape: Shape, name: string, inner: Shape): readonly Shape[] =>
  name === 'account' && typeof shape === 'object' && 'r' in shape && shape.r.endsWith('AccountHolder')
    ? [{ r: 'Account' }]
    : hashesIn(inner);

/** Every path through it, of so many fields; in a list only `data` has objects. */
function* pathsIn(hash: Shape, levels: number): Generator<string> {
  const isList = fieldsOf(hash).some(([field]) => field === 'has_more');
  for (const path of pathsOf(hash, levels)) if (!isList || path.startsWith('data')) yield path;
}

/** Every path of at most so many fields, as the types allow them. */
function* pathsOf(shape: Shape, levels: number): Generator<string> {
  if (levels === 0) return;
  for (const [name, inner] of fieldsOf(shape))
    for (const hash of held(shape, name, inner)) {
      yield name;
      for (const further of pathsIn(hash, levels - 1)) yield `${name}.${further}`;
    }
}

const rootOf = (type: string): Shape => ({ r: variants[type] ?? '?' });
/** Events have whatever they tell of, and nothing of it expands; some objects only previews have. */
const TYPES = OBJECT_TYPES.filter((type) => type !== 'event' && type in variants);

/** Of which little can be expanded, or nothing. */
const PLAIN: readonly string[] = [
  'financial_connections.account_ownership',
  'financial_connections.authorization',
  'webhook_endpoint',
];

/** Maps that are left out unless they are asked for (recorded), and one field that programs ask for (seen in public code). */
const TAKEN: ReadonlySet<string> = new Set([
  'customer.invoice_credit_balance',
  'mandate.on_behalf_of',
  'price.currency_options',
]);

interface Leads {
  readonly object?: string;
  readonly list?: string;
  readonly fields?: Readonly<Record<string, Leads>>;
}

/** The fields by which objects name each other, each with the types that it may lead to. */
const leadsOf = (
  fields: Readonly<Record<string, Leads>>,
  under = '',
): readonly (readonly [string, string])[] =>
  Object.entries(fields).flatMap(([name, { object = '', list, fields: inner = {} }]) => [
    ...(object === '' && list === undefined ? [] : [[under + name, list ?? object] as const]),
    ...leadsOf(inner, `${under}${name}.`),
  ]);

describe('expand', () => {
  it.each(TYPES)('leads from a %s to what it names', (type) => {
    for (const [path, other] of leadsOf(REFERENCES[type])) {
      const field = path
        .split('.')
        .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], expandable()[type]);
      expect(String(field).replace('[]', '').split('|'), path).toContain(other);
    }
  });

  it.each(TYPES)('takes every path of a %s, to four levels, that the types of the SDK allow', (type) => {
    const refused = new Set<string>();
    let count = 0;
    for (const path of pathsOf(rootOf(type), LEVELS)) {
      count++;
      try {
        checkExpand(expandable(), type, false, path);
      } catch {
        refused.add(path);
      }
    }

    expect([...refused].slice(0, 10)).toEqual([]);
    if (!PLAIN.includes(type)) expect(count).toBeGreaterThan(10);
  });

  it.each(TYPES)('takes every path of a list of %s: data is one of the four levels', (type) => {
    const paths = [...pathsOf(rootOf(type), LEVELS - 1)];

    for (const path of paths) checkExpand(expandable(), type, true, `data.${path}`);
    for (const path of paths.filter((known) => known.split('.').length === LEVELS - 1).slice(0, 50))
      expect(() => checkExpand(expandable(), type, true, `data.${path}.more`)).toThrow('more than 4 levels');
  });

  it.each(TYPES)('refuses whatever of a %s is a word, a number or metadata', (type) => {
    const plain = fieldsOf(rootOf(type)).filter(
      ([name, shape]) => hashesIn(shape).length === 0 && !TAKEN.has(`${type}.${name}`),
    );

    expect(plain.map(([name]) => name)).toContain('id');
    for (const [name] of plain)
      expect(() => checkExpand(expandable(), type, false, name)).toThrow(
        `This property cannot be expanded (${name}).`,
      );
  });
});
