import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LongList, type Part, Summary } from '../../src/core/long-list.ts';

const lengths = fc.oneof(fc.nat({ max: 70 }), fc.constantFrom(1023, 1024, 1025, 32_767, 32_768));
const counting = (length: number): number[] => Array.from({ length }, (_, at) => at);

type Version = readonly [array: number[], list: LongList<number>];

function after([array, list]: Version, [at, item, isMore]: readonly [number, number, boolean]): Version {
  const place = isMore ? array.length : at % (array.length + 1);
  return [array.toSpliced(place, 1, item), list.with(place, item)];
}

function checkSame([array, list]: Version): void {
  expect([...list]).toEqual(array);
  expect(list.length).toBe(array.length);
  expect(list.last()).toBe(array.at(-1));
  expect(JSON.stringify(list)).toBe(JSON.stringify(array));
  for (const place of [0, 31, 32, 1023, 1024, array.length - 1, array.length])
    expect(list.at(place)).toBe(array[place]);
  expect(list.at(-1)).toBeUndefined();
}

describe('a long list', () => {
  it('is what an array is, whatever was put into it, and stays so when others come of it', () => {
    const steps = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: 80 });
    fc.assert(
      fc.property(lengths, steps, (length, changes) => {
        const versions: Version[] = [[counting(length), LongList.of(counting(length))]];
        for (const change of changes) versions.push(after(versions.at(-1) ?? [[], LongList.of([])], change));
        for (const version of [...versions.slice(0, 3), ...versions.slice(-1)]) checkSame(version);
      }),
      { numRuns: 60 },
    );
  });

  it('grows by many as by one, and finds a place in what is in order', () => {
    fc.assert(
      fc.property(lengths, lengths, (first, more) => {
        const list = LongList.of(counting(first)).withMore(counting(first + more).slice(first));
        expect([...list]).toEqual(counting(first + more));
        expect(list.firstPlace((item) => item >= more)).toBe(Math.min(more, first + more));
        expect(list.firstPlace(() => false)).toBe(list.length);
      }),
      { numRuns: 20 },
    );
  });

  it('is summed up again where it has changed, and nowhere else', () => {
    let looks = 0;
    const sums = new Summary<number, { readonly sum: number }>(
      (item) => {
        looks++;
        return { sum: item };
      },
      (all) => ({ sum: all.reduce((sum, one) => sum + one.sum, 0) }),
    );
    const root = (list: LongList<number>): Part<number> => list.root;
    const list = LongList.of(counting(40_000));
    expect(sums.of(root(list))).toEqual({ sum: (40_000 * 39_999) / 2 });
    looks = 0;

    expect(sums.of(root(list.with(777, 0)))).toEqual({ sum: (40_000 * 39_999) / 2 - 777 });
    expect(looks).toBe(32);
  });
});
