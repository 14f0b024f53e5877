import fc from 'fast-check';
import { describe, it } from 'vitest';
import { walkOf } from '../../support/refresh-walks.ts';
import { play } from '../../support/side-by-side.ts';

/*
 * A test that fails names its seed; with it in MODEL_SEED all walks are the same again. MODEL_SHRINK=0 leaves away the
 * search for a smaller walk that fails.
 */

const PARTS = 14;
const WALKS = 10;
const { MODEL_SEED, MODEL_SHRINK } = process.env;
const firstSeed = Number(MODEL_SEED ?? Math.floor(Date.now() / 1000));

describe('refreshes', () => {
  it.each(Array.from({ length: PARTS }, (_, at) => at + 1))(
    `go as the model says, whatever happens to the account, the clock and the sandbox: ${WALKS} walks of MODEL_SEED=${firstSeed}, %i of ${PARTS}`,
    async (part) => {
      const property = fc.asyncProperty(walkOf({ min: 1, max: 80 }), async (walk) => {
        await play(walk);
      });
      await fc.assert(property, {
        numRuns: WALKS,
        seed: firstSeed * PARTS + part,
        endOnFailure: MODEL_SHRINK === '0',
      });
    },
  );
});
