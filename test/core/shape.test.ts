import { describe, expect, it } from 'vitest';
import { suggestion } from '../../src/core/closest.ts';
import { duration, milliseconds } from '../../src/core/duration.ts';
import { StripeError } from '../../src/core/errors.ts';
import { spelled } from '../../src/core/names.ts';
import {
  arrayOf,
  boolean,
  hash,
  integer,
  mapOf,
  oneOf,
  optional,
  type Shape,
  string,
  timestamp,
  unsettable,
} from '../../src/core/shape.ts';
import { voiceOf } from '../../src/core/voice.ts';

const OURS = voiceOf({ reads: 'types', error: (sentence) => new TypeError(sentence) });
const EITHER = voiceOf({ reads: 'either', error: (sentence) => new TypeError(sentence) });

const shape = hash({
  name: optional(string({ max: 5 })),
  kind: optional(oneOf('a', 'b')),
  count: optional(integer({ min: 1, max: 3 })),
  open: optional(boolean),
  at: optional(timestamp),
  tags: optional(arrayOf(string(), { max: 2, of: 'tags' })),
  extra: optional(mapOf(integer(), { of: 'numbers' })),
  note: unsettable(string()),
  after: optional(duration),
  delayMs: optional(milliseconds({ max: 10_000 })),
});

describe('a shape', () => {
  it('reads the same from text as from values of their own types', () => {
    const asText = {
      count: '2',
      open: 'true',
      at: '5',
      tags: { 0: 'x' },
      extra: { a: '1' },
      note: '',
      delayMs: '5s',
    };
    const asTypes = { count: 2, open: true, at: 5, tags: ['x'], extra: { a: 1 }, note: null, delayMs: 5000 };

    const read = shape(asText, '');

    expect(shape(asTypes, '', OURS)).toEqual(read);
    expect(read).toEqual(asTypes);
  });

  it.each([
    [
      { nmae: 'x' },
      'Received unknown parameter: in[nmae]',
      'in: unknown option "nmae". Did you mean "name"?',
    ],
    [
      { name: 'x'.repeat(6) },
      'must be at most 5 characters',
      'in.name is "xxxxxx". Write a text of at most 5',
    ],
    [{ name: '' }, "an empty string for 'in[name]'", 'in.name is "". Write a text'],
    [{ kind: 'c' }, 'Invalid in[kind]: must be one of a or b', 'in.kind is "c". Say a or b.'],
    [{ count: '9' }, 'less than or equal to 3', 'in.count is "9". Write a whole number from 1 to 3.'],
    [{ open: 'yes' }, 'Invalid boolean: yes', 'in.open is "yes". Write true or false.'],
    [{ at: 'now' }, 'Invalid timestamp', 'in.at is "now". Write Unix seconds'],
    [{ tags: 'x' }, 'Invalid array', 'in.tags is "x". Write a list of tags.'],
    [{ tags: ['x', 'y', 'z'] }, 'at most 2 elements', 'in.tags is a list. Write a list of at most 2 tags.'],
    [{ extra: ['x'] }, 'Invalid object', 'in.extra is a list. Write an object of numbers.'],
    [{ extra: { a: 'x' } }, 'Invalid integer: x', 'in.extra.a is "x". Write a whole number.'],
    [{ after: '5' }, 'Invalid in[after]: "5". A duration', 'Invalid in.after: "5". A duration'],
    [{ delayMs: '5' }, 'A duration carries its unit', 'in.delayMs is "5". Write milliseconds'],
  ])('refuses %j in either voice', (value, stripes, ours) => {
    expect(() => shape(value, 'in')).toThrow(StripeError);
    expect(() => shape(value, 'in')).toThrow(stripes);
    expect(() => shape(value, 'in', OURS)).toThrow(TypeError);
    expect(() => shape(value, 'in', OURS)).toThrow(ours);
  });

  it.each<[Shape<unknown>, unknown]>([
    [integer(), '5'],
    [boolean, 'true'],
    [timestamp, '5'],
    [arrayOf(string()), { 0: 'x' }],
  ])('takes text for a type only where there is no other', (one, text) => {
    expect(() => one(text, '', OURS)).toThrow(TypeError);
    expect(one(text, '', EITHER)).toEqual(one(text, ''));
  });
});

describe('a name that is not known', () => {
  it.each([
    ['sed', ' Did you mean "seed"?'],
    ['next_after', ' Did you mean "next_refresh_after"?'],
    ['nextAfter', ' Did you mean "next_refresh_after"?'],
    ['after', ''],
    ['zzz', ''],
  ])('%s: %s', (name, hint) => {
    expect(suggestion(name, ['seed', 'next_refresh_after'])).toBe(hint);
  });
});

describe('the name of a knob', () => {
  it('is one in every notation, and carries its unit in TypeScript alone', () => {
    expect(spelled('nextRefreshAfterMs', '-')).toBe('next-refresh-after');
    expect(spelled('nextRefreshAfterMs', '_')).toBe('next_refresh_after');
  });
});
