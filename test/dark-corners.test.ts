import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LAST, TOLD } from './support/dark-corners.ts';

describe('the table of dark corners', () => {
  it('has every number once', () => {
    const numbers = [...Object.values(TOLD).flat()].toSorted((one, other) => one - other);

    expect(numbers).toEqual(Array.from({ length: LAST }, (_, at) => at + 1));
  });

  it.each(Object.keys(TOLD))('names a file that there is: %s', (file) => {
    expect(existsSync(new URL(file, import.meta.url))).toBe(true);
  });
});
