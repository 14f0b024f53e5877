import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeForm, type FormValue } from '../../src/core/form.ts';
import { arrayOf, elementsOf, hash, mapOf, optional, string } from '../../src/core/shape.ts';

/** What an SDK's caller can pass. */
type Given =
  | string
  | number
  | boolean
  | null
  | Date
  | undefined
  | readonly Given[]
  | { readonly [name: string]: Given };
type Style = 'indexed' | 'appended';

const isLeaf = (given: Given): given is string | number | boolean | null | Date =>
  typeof given !== 'object' || given === null || given instanceof Date;

const textOf = (given: string | number | boolean | null | Date): string =>
  given instanceof Date ? String(Math.floor(given.getTime() / 1000)) : given === null ? '' : String(given);

const membersOf = (
  given: readonly Given[] | { readonly [name: string]: Given },
  style: Style,
): (readonly [string, Given])[] =>
  Array.isArray(given)
    ? given.map((element, at) => [style === 'indexed' ? String(at) : '', element])
    : Object.entries(given);

/** As `stringifyRequestData` of stripe-node does (indexed), and as the older SDKs of other languages do (appended). */
function encoded(
  form: { readonly [name: string]: Given },
  style: Style,
  brackets: 'raw' | 'escaped',
): string {
  const pairs: string[] = [];
  const shown = (text: string) => {
    const all = encodeURIComponent(text);
    return brackets === 'raw' ? all.replaceAll('%5B', '[').replaceAll('%5D', ']') : all;
  };
  const write = (name: string, given: Given): void => {
    if (given === undefined) return;
    if (isLeaf(given)) pairs.push(`${shown(name)}=${shown(textOf(given))}`);
    else for (const [member, value] of membersOf(given, style)) write(`${name}[${member}]`, value);
  };
  for (const [name, given] of Object.entries(form)) write(name, given);
  return pairs.join('&');
}

type Plain = string | readonly Plain[] | Map<string, Plain>;

/** What is to arrive: texts, lists and hashes; empty ones travel as nothing at all. */
function expected(given: Given): Plain | undefined {
  if (given === undefined) return undefined;
  if (isLeaf(given)) return textOf(given);
  const members = (Array.isArray(given) ? [...given.entries()] : Object.entries(given)).flatMap(
    ([name, value]) => {
      const member = expected(value);
      return member === undefined ? [] : [[String(name), member] as const];
    },
  );
  return members.length === 0 ? undefined : listOrHash(members);
}

/** Only who reads a parameter knows whether `0` is an index or a name: to compare, names that are numbers are indexes. */
function listOrHash(members: readonly (readonly [string, Plain])[]): Plain {
  if (!members.every(([name]) => /^\d+$/.test(name))) return new Map(members);
  return [...members].sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
}

function plain(value: FormValue): Plain {
  if (typeof value === 'string') return value;
  const elements = elementsOf(value);
  if (elements !== undefined) return elements.map(plain);
  return new Map(
    Object.keys(value).map((name) => [name, plain((value as Record<string, FormValue>)[name] as FormValue)]),
  );
}

const leaf = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('&=+%[]#?', 'a b', '%41', '', '100% sûr'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true, min: new Date(0) }),
);
const name = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'a', 'b', 'metadata', 'expand'),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
    .filter((text) => !/[[\]]/.test(text) && !/^\d+$/.test(text)),
);
const { value: anything } = fc.letrec<{ value: Given }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    leaf,
    fc.constant(undefined),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));
const indexedForm = fc.dictionary(name, anything, { maxKeys: 6, noNullPrototype: true });

// Without indexes, the next element of a list begins where a name comes again: so all begin with `first`.
const members = fc.dictionary(
  name.filter((text) => text !== 'first'),
  fc.oneof(leaf, fc.array(leaf, { maxLength: 3 })),
  { maxKeys: 3, noNullPrototype: true },
);
const element = fc.record({ first: leaf, rest: members }).map(({ first, rest }) => ({ first, ...rest }));
const appendedValue = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 5 }),
  members,
  fc.array(element, { maxLength: 4 }),
);
const appendedForm = fc.dictionary(name, appendedValue, { maxKeys: 6, noNullPrototype: true });
const BRACKETS = ['raw', 'escaped'] as const;

describe('a form', () => {
  it.each(BRACKETS)('carries whatever an SDK can encode, with indexes in %s brackets', (how) => {
    fc.assert(
      fc.property(indexedForm, (form) => {
        expect(plain(decodeForm(encoded(form, 'indexed', how)))).toEqual(expected(form) ?? []);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(BRACKETS)('carries whatever an SDK can encode, with empty %s brackets', (how) => {
    fc.assert(
      fc.property(appendedForm, (form) => {
        expect(plain(decodeForm(encoded(form, 'appended', how)))).toEqual(expected(form) ?? []);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the same from the query and from the body', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, leaf), { maxLength: 6 }), fc.nat(6), (pairs, cut) => {
        const texts = pairs.map(([key, value]) => encoded({ [key]: value }, 'indexed', 'raw'));
        expect(decodeForm(texts.slice(0, cut).join('&'), texts.slice(cut).join('&'))).toEqual(
          decodeForm(texts.join('&')),
        );
      }),
    );
  });

  it('decodes any text or refuses it in Stripe’s envelope, without touching a prototype', () => {
    const bit = fc.constantFrom(
      'a',
      'b',
      '[',
      ']',
      '[]',
      '=',
      '&',
      '%5B',
      '%5D',
      '%',
      '%zz',
      '+',
      '0',
      '__proto__',
      'constructor',
    );
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 30 }), (bits) => {
        try {
          decodeForm(bits.join(''));
        } catch (thrown) {
          expect(thrown).toMatchObject({ name: 'StripeError', status: 400 });
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });
});

const asJson = (value: FormValue): unknown => JSON.parse(JSON.stringify(value));

describe('by Rack’s rules', () => {
  it.each<[string, unknown]>([
    ['', {}],
    ['&&a=1&', { a: '1' }],
    ['a', { a: '' }],
    ['a=', { a: '' }],
    ['a=1=2', { a: '1=2' }],
    ['a+b=c+d', { 'a b': 'c d' }],
    ['a=1&a=2', { a: '2' }],
    ['a[b]=1', { a: { b: '1' } }],
    ['a%5Bb%5D=1', { a: { b: '1' } }],
    ['a[b][c][]=1&a[b][c][]=2', { a: { b: { c: ['1', '2'] } } }],
    ['a[]=1&a[]=2', { a: ['1', '2'] }],
    ['a[]=', { a: [''] }],
    ['a[0]=1&a[1]=2', { a: { 0: '1', 1: '2' } }],
    ['a[][b]=1&a[][c]=2&a[][b]=3', { a: [{ b: '1', c: '2' }, { b: '3' }] }],
    ['a[][b][c]=1&a[][b][d]=2&a[][b][c]=3', { a: [{ b: { c: '1', d: '2' } }, { b: { c: '3' } }] }],
    ['a[][b][]=1&a[][b][]=2', { a: [{ b: ['1', '2'] }] }],
    ['a[b]=1&a=2', { a: '2' }],
    ['[a]=1', { '[a]': '1' }],
    ['a[b=1', { a: '1' }],
    ['a[b]c=1', { a: { b: '1' } }],
    ['=1', { '': '1' }],
    ['metadata[a.b]=1', { metadata: { 'a.b': '1' } }],
  ])('%j is decoded', (text, decoded) => {
    expect(asJson(decodeForm(text))).toEqual(decoded);
  });

  it.each([
    ['a=1&a[b]=2', "expected Hash (got String) for param `a'"],
    ['a=1&a[]=2', "expected Array (got String) for param `a'"],
    ['a[]=1&a[b]=2', "expected Hash (got Array) for param `a'"],
    ['a[b]=1&a[]=2', "expected Array (got Hash) for param `a'"],
    ['a[b]=1&a[b][c]=2', "expected Hash (got String) for param `a[b]'"],
    ['a=%E0%A4%A', 'Invalid request: the body and the query must be UTF-8, percent-encoded.'],
    [`a${'[b]'.repeat(32)}=1`, 'Invalid request: parameters may be nested at most 32 levels deep.'],
  ])('%s is refused', (text, message) => {
    expect(() => decodeForm(text)).toThrow(message);
  });

  it('takes a hundred thousand parameters', () => {
    const many = Array.from({ length: 100_000 }, (_, at) => `metadata[k${at}]=${at}`).join('&');

    expect(Object.keys(decodeForm(many).metadata ?? {})).toHaveLength(100_000);
  });
});

describe('a list', () => {
  const params = hash({ features: optional(arrayOf(string())), metadata: optional(mapOf(string())) });

  it.each([
    ['features[]=a&features[]=b', ['a', 'b']],
    ['features[0]=a&features[1]=b', ['a', 'b']],
    ['features[1]=b&features[0]=a', ['a', 'b']],
  ])('may be written as %s', (text, features) => {
    expect(params(decodeForm(text), '')).toEqual({ features });
  });

  // Recorded of expand[1] alone, 2024-12; the sentence for several keys is assumed.
  it.each([
    ['features[1]=a', '`1`', 0],
    ['features[2]=a&features[7]=b', '`2`, `7`', 0],
    ['features[0]=a&features[2]=b', '`0`, `2`', 1],
  ])('has keys from 0 without a gap, unlike %s', (text, keys, expected) => {
    expect(() => params(decodeForm(text), '')).toThrow(
      `You passed the keys ${keys}, we expected to have a key with the value \`${expected}\`.`,
    );
  });

  it('is not a hash with other names, nor a scalar', () => {
    expect(() => params(decodeForm('features[a]=1'), '')).toThrow('Invalid array');
    expect(() => params(decodeForm('features=a'), '')).toThrow('Invalid array');
  });
});
