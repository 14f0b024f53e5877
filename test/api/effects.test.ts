import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../src/resources/index.ts';
import type { Operation } from '../../src/resources/operation.ts';
import { WITHOUT_EFFECT } from '../../src/resources/params/without-effect.ts';
import { Laboratory, probesOf } from '../support/effect-probes.ts';

/*
 * Each parameter that an operation takes is sent with several values, in the same world: either something differs, or the
 * parameter is named among those without effect, from which docs/fidelity.md and the notes of answers are made.
 */

const ALL = operations.map((operation) => [operation.name, operation, probesOf(operation)] as const);
const ENTRIES = Object.entries(WITHOUT_EFFECT).flatMap(([operation, byPath]) =>
  Object.keys(byPath).map((path) => [operation, path] as const),
);
/** So many of the parameters in a hash that is said to be without effect are tried. */
const SAMPLE = 3;

const isWithin = (path: string, entry: string): boolean => path === entry || path.startsWith(`${entry}[`);
const isNamed = ({ name }: Operation, path: string): boolean =>
  ENTRIES.some(([operation, entry]) => operation === name && isWithin(path, entry));

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await Laboratory.open();
});

describe('every parameter is read or named as without effect:', () => {
  it.each(ALL)('%s', { timeout: 60_000 }, async (_, operation, probes) => {
    const unread: string[] = [];
    for (const probe of probes)
      if (!isNamed(operation, probe.path) && !(await laboratory.hasEffect(operation, probe)))
        unread.push(probe.path);

    expect(unread).toEqual([]);
  });
});

describe('what is named as without effect has none:', () => {
  it.each(ALL.filter(([name]) => name in WITHOUT_EFFECT))(
    '%s',
    { timeout: 60_000 },
    async (name, operation, probes) => {
      const wrong: string[] = [];
      for (const entry of Object.keys(WITHOUT_EFFECT[name] ?? {})) {
        const within = probes.filter(({ path }) => isWithin(path, entry));
        if (within.length === 0) wrong.push(`${entry} is no parameter`);
        for (const probe of within.slice(0, SAMPLE))
          if (await laboratory.hasEffect(operation, probe)) wrong.push(`${probe.path} has an effect`);
      }

      expect(wrong).toEqual([]);
    },
  );

  it('of operations that exist', () => {
    const names = operations.map(({ name }) => name);

    expect(Object.keys(WITHOUT_EFFECT).filter((name) => !names.includes(name))).toEqual([]);
  });
});
