import { describe, expect, it } from 'vitest';
import { boolean, oneOf, optional } from '../../src/core/shape.ts';
import { anyText, every, listOf, orNull, shownAgain, stored, whole } from '../../src/core/stored.ts';
import type { Customer, Mandate } from '../../src/model/wire.ts';

/* What records are read back by is held against their types: whatever is marked here is an error of the compiler. */

interface Part {
  readonly status: 'on' | 'off';
  readonly note?: string;
  readonly sum: number | null;
}

const part = stored<Part>({ status: oneOf('on', 'off'), note: optional(anyText), sum: orNull(whole) });

describe('a shape of what is stored', () => {
  it('gives the very value back, with its members in their order', () => {
    const value = { sum: null, status: 'on' };

    expect(part(value, 'part')).toBe(value);
  });

  it.each([
    [{ status: 'on' }, 'a member that is missing'],
    [{ status: 'on', sum: 1, more: 1 }, 'a member that there is not'],
    [JSON.parse('{"status":"on","sum":1,"__proto__":1}'), 'a member called __proto__'],
    [{ status: 'between', sum: 1 }, 'another word'],
    [{ status: 'on', sum: Number.NaN }, 'no number'],
    [{ status: 'on', sum: 1, note: null }, 'null where a member is left away'],
    [[], 'a list'],
    [null, 'null'],
    [new Map(), 'no hash'],
  ])('refuses %j: %s', (value) => {
    expect(() => part(value, 'part')).toThrow();
  });

  it('refuses the holes of a list', () => {
    expect(() => listOf(anyText)(new Array(1), 'list')).toThrow();
  });

  it('takes plain data as deep as a form, and none that JSON does not hold', () => {
    const deep = (levels: number): object => (levels === 1 ? {} : { a: deep(levels - 1) });
    const shape = shownAgain();

    expect(shape(deep(32), 'hash')).toEqual(deep(32));
    expect(() => shape(deep(33), 'hash')).toThrow();
    for (const value of [Number.NaN, new Date(0), new Map(), Number.POSITIVE_INFINITY])
      expect(() => shape({ value }, 'hash')).toThrow();
  });
});

describe('the compiler', () => {
  it('asks for each member, each word and each type', () => {
    const status = oneOf('on', 'off');
    const shapes = [
      // @ts-expect-error A member is forgotten.
      stored<Part>({ status, note: optional(anyText) }),
      // @ts-expect-error One that may be missing is forgotten.
      stored<Part>({ status, sum: orNull(whole) }),
      // @ts-expect-error A member is misspelt.
      stored<Part>({ statu: status, note: optional(anyText), sum: orNull(whole) }),
      // @ts-expect-error A word that there is not.
      stored<Part>({ status: oneOf('on', 'of'), note: optional(anyText), sum: orNull(whole) }),
      // @ts-expect-error Another type.
      stored<Part>({ status, note: optional(boolean), sum: orNull(whole) }),
      // @ts-expect-error It may be missing, and is asked for.
      stored<Part>({ status, note: anyText, sum: orNull(whole) }),
      // @ts-expect-error It has to be there, and may be missing.
      stored<Part>({ status: optional(status), note: optional(anyText), sum: orNull(whole) }),
    ];

    expect(shapes).toHaveLength(7);
  });

  it('asks for all the words of an enum of Stripe’s', () => {
    // @ts-expect-error One is forgotten.
    const forgotten = every<Mandate['status']>()('active', 'inactive');
    // @ts-expect-error One is invented.
    const invented = every<NonNullable<Customer['tax_exempt']>>()('none', 'reverse', 'exempt', 'half');

    expect([forgotten, invented]).toHaveLength(2);
  });
});
