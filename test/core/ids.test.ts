import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationSentence, parseDuration } from '../../src/core/duration.ts';
import { randomIds, seededIds } from '../../src/core/ids.ts';
import { seededBytes } from '../../src/core/random.ts';

const prefix = fc.constantFrom('cus', 'evt', 'req', 'fca', 'fcsess_client_secret');
const prefixes = fc.array(prefix, { maxLength: 40 });

/** What a fresh stream gives for `wanted`, behind `before`. */
function freshlyMade(before: readonly string[], wanted: readonly string[]): string[] {
  const ids = seededIds('seed');
  for (const next of before) ids.next(next);
  return wanted.map((next) => ids.next(next));
}

describe('ids', () => {
  it('of an attempt that fails are made again, whatever was attempted inside it', () => {
    fc.assert(
      fc.property(prefixes, prefixes, prefixes, (first, second, third) => {
        const ids = seededIds('seed');
        const draw = (wanted: readonly string[]) => wanted.map((next) => ids.next(next));
        draw(first);
        const before = ids.counts();

        expect(() =>
          ids.attempt(() => {
            draw(second);
            ids.attempt(() => draw(third));
            throw new Error('refused');
          }),
        ).toThrow('refused');

        expect(ids.counts()).toEqual(before);
        expect(ids.attempt(() => draw(second))).toEqual(freshlyMade(first, second));
      }),
    );
  });

  it('are a prefix and 24 letters and digits', () => {
    for (const ids of [randomIds(), seededIds('seed')])
      expect(ids.next('cus')).toMatch(/^cus_[0-9A-Za-z]{24}$/);
  });

  it('are the same for the same seed, and others for another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), prefixes, (seed, other, wanted) => {
        const make = (from: string) => {
          const ids = seededIds(from);
          return wanted.map((next) => ids.next(next));
        };

        expect(make(seed)).toEqual(make(seed));
        if (seed !== other && wanted.length > 0) expect(make(seed)).not.toEqual(make(other));
      }),
    );
  });

  it('of one prefix do not depend on how many others were made', () => {
    fc.assert(
      fc.property(prefixes, prefix, (wanted, one) => {
        const [mixed, alone] = [seededIds('seed'), seededIds('seed')];

        const made = wanted.map((next) => mixed.next(next));
        const ofMixed = made.filter((_, at) => wanted[at] === one);

        expect(ofMixed).toEqual(wanted.filter((next) => next === one).map((next) => alone.next(next)));
      }),
    );
  });

  it('go on where they were after their counts were saved and restored', () => {
    fc.assert(
      fc.property(prefixes, prefixes, (earlier, later) => {
        const [original, restored] = [seededIds('seed'), seededIds('seed')];
        for (const next of earlier) original.next(next);
        restored.next('noise');
        restored.restore(JSON.parse(JSON.stringify(original.counts())));

        expect(later.map((next) => restored.next(next))).toEqual(later.map((next) => original.next(next)));
      }),
    );
  });

  // Made before the tests: it takes longer than a test should, and needs to know nothing of them.
  const many = seededIds('seed');
  const made = Array.from({ length: 100_000 }, () => many.next('cus'));

  it('do not repeat in a hundred thousand', () => {
    expect(new Set(made).size).toBe(100_000);
  });

  it('are the same for a seed in every release', () => {
    const ids = seededIds('seed');

    expect([ids.next('cus'), ids.next('cus'), ids.next('evt')]).toMatchInlineSnapshot(`
      [
        "cus_yqFoZAOXtpZQ7ygVZYZhyJKj",
        "cus_MYl2o19uSC16DrJhZYkEkaCs",
        "evt_U0mw0l5fxNw9ciub1m931HKL",
      ]
    `);
    expect([...seededBytes('seed')(8)]).toMatchInlineSnapshot(`
      [
        17,
        89,
        17,
        227,
        29,
        137,
        49,
        189,
      ]
    `);
  });
});

describe('a duration', () => {
  it.each([
    ['250ms', 250],
    ['5s', 5_000],
    ['1.5s', 1_500],
    ['10m', 600_000],
    ['1h', 3_600_000],
    ['1d', 86_400_000],
    [' 0s ', 0],
    ['36500d', 36_500 * 86_400_000],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    '',
    '5',
    '5 s',
    '-5s',
    '5S',
    '1h30m',
    '.5s',
    '5w',
    'Infinitys',
    '1e3s',
    '36501d',
    `${'9'.repeat(400)}d`,
  ])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('that is none is answered with what one looks like', () => {
    expect(durationSentence('delay', '5')).toBe(
      'Invalid delay: "5". A duration carries its unit, such as 250ms, 5s, 10m, 1h or 1d, and is at most 36500d.',
    );
  });
});
