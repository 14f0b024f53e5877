import { describe, expect, it } from 'vitest';
import { MAX_DEPTH } from '../../src/core/form.ts';
import { plainCopy } from '../../src/core/plain.ts';

const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce<unknown>((value) => ({ a: value }), 1);

const refusalOf = (value: unknown): string => {
  try {
    plainCopy(value, 'x');
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
};

describe('a plain copy', () => {
  it('is equal, and shares nothing', () => {
    const value = { a: [1, { b: 'c', d: [null, true] }], e: {} };

    const copy = plainCopy(value, '') as typeof value;

    expect(copy).toEqual(value);
    expect(copy.a).not.toBe(value.a);
    expect(copy.a[1]).not.toBe(value.a[1]);
    expect(copy.e).not.toBe(value.e);
  });

  it('has no members that are undefined', () => {
    expect(Object.keys(plainCopy({ a: undefined, b: 1 }, '') as object)).toEqual(['b']);
  });

  it('has a member of any name, and the prototype of every object', () => {
    const value: unknown = JSON.parse('{"__proto__":{"a":1},"constructor":2}');

    const copy = plainCopy(value, '') as object;

    expect(JSON.stringify(copy)).toBe('{"__proto__":{"a":1},"constructor":2}');
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  });

  it('is made of what has no prototype', () => {
    expect(plainCopy(Object.assign(Object.create(null), { a: 1 }), '')).toEqual({ a: 1 });
  });

  it.each([
    ['a date', { a: [1, new Date(0)] }, 'x[a][1] is a Date'],
    ['undefined in a list', { a: [undefined] }, 'x[a][0] is undefined'],
    ['a hole', { a: Array(1) }, 'x[a][0] is undefined'],
    ['what is no number', { a: { b: Number.NaN } }, 'x[a][b] is NaN'],
    ['a function', { a: () => 1 }, 'x[a] is function'],
  ])('is refused of %s, where it stands', (_, value, message) => {
    expect(refusalOf(value)).toContain(message);
  });

  it('is as deep as a form may be, and no deeper', () => {
    expect(plainCopy(nested(MAX_DEPTH), '')).toEqual(nested(MAX_DEPTH));
    expect(refusalOf(nested(MAX_DEPTH + 1))).not.toBe('none');
  });

  it('is refused of what reads differently each time', () => {
    let reads = 0;
    const value = {
      get a() {
        return reads++ === 0 ? new Date(0) : 1;
      },
    };

    expect(refusalOf(value)).not.toBe('none');
  });
});
