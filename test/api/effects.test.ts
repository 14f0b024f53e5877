import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../src/resources/index.ts';
import type { Operation } from '../../src/resources/operation.ts';
import { WITHOUT_EFFECT } from '../../src/resources/params/without-effect.ts';
import { isAlwaysRefused, Laboratory } from '../support/effect-laboratory.ts';
import { type Probe, probesOf } from '../support/effect-probes.ts';

/*
 * Each parameter that an operation takes is sent with several values, in the same world: either something differs, or the
 * parameter is named among those without effect, from which docs/fidelity.md and the notes of answers are made.
 */

const ALL = operations.map((operation) => [operation.name, operation, probesOf(operation)] as const);
const ENTRIES = Object.entries(WITHOUT_EFFECT).flatMap(([operation, byPath]) =>
  Object.keys(byPath).map((path) => [operation, path] as const),
);
const isWithin = (path: string, entry: string): boolean => path === entry || path.startsWith(`${entry}[`);
const isNamed = ({ name }: Operation, path: string): boolean =>
  ENTRIES.some(([operation, entry]) => operation === name && isWithin(path, entry));

/** What must be given, and can be only in one way, says nothing. */
const hasOneValue = ({ forms }: Probe): boolean => forms.length === 1;

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await Laboratory.open();
});

describe('what a parameter is sent beside', () => {
  it.each(ALL)('is not refused: %s', async (_, operation, probes) => {
    const wrong: string[] = [];
    for (const base of new Set(probes.map((probe) => probe.base))) {
      const refusal = await laboratory.refusal(operation, base);
      if ((refusal !== undefined) !== isAlwaysRefused(operation))
        wrong.push(`${JSON.stringify(base)}: ${refusal}`);
    }

    expect(wrong).toEqual([]);
  });
});

describe('every parameter is read or named as without effect:', () => {
  it.each(ALL)('%s', async (_, operation, probes) => {
    const unread: string[] = [];
    for (const probe of probes)
      if (
        !isNamed(operation, probe.path) &&
        !hasOneValue(probe) &&
        !(await laboratory.hasEffect(operation, probe))
      )
        unread.push(probe.path);

    expect(unread).toEqual([]);
  });
});

describe('what is named as without effect has none:', () => {
  it.each(ALL.filter(([name]) => name in WITHOUT_EFFECT))('%s', async (name, operation, probes) => {
    // Of those that are true of some values only, others are read.
    const entries = Object.entries(WITHOUT_EFFECT[name] ?? {}).flatMap(([entry, { values }]) =>
      values === undefined ? [entry] : [],
    );
    const named = (entry: string) => probes.filter(({ path }) => isWithin(path, entry));

    expect(entries.filter((entry) => named(entry).length === 0)).toEqual([]);
    expect(await laboratory.withEffect(operation, entries.flatMap(named))).toEqual([]);
  });

  it('of operations that exist', () => {
    const names = operations.map(({ name }) => name);

    expect(Object.keys(WITHOUT_EFFECT).filter((name) => !names.includes(name))).toEqual([]);
  });
});
