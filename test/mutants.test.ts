import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DOOR_MUTANTS } from './soak/door-mutants.ts';
import { MUTANTS } from './soak/mutants.ts';
import { PAYMENT_MUTANTS } from './soak/payment-mutants.ts';
import { TRANSACTION_MUTANTS } from './soak/transaction-mutants.ts';

const ALL = [...MUTANTS, ...PAYMENT_MUTANTS, ...DOOR_MUTANTS, ...Object.values(TRANSACTION_MUTANTS).flat()];

/* `npm run soak -- --only mutants` tries them; that takes long, and a mutant of a line that is gone tries nothing. */

describe('the mutants of the soak', () => {
  it('are each of a line that stands in the source, once', () => {
    const stale = ALL.filter(({ file, from }) => {
      const source = readFileSync(new URL(`../src/${file}`, import.meta.url), 'utf8');
      return source.split(from).length !== 2;
    });

    expect(stale.map(({ name, file }) => `${file}: ${name}`)).toEqual([]);
  });

  it('have each a name of its own, and change something', () => {
    expect(new Set(ALL.map(({ name, file }) => `${file}: ${name}`)).size).toBe(ALL.length);
    expect(ALL.filter(({ from, to }) => from === to)).toEqual([]);
  });
});
