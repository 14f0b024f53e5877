import { beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/index.ts';
import { endpointNames, endpointOf, NEVER } from '../support/endpoints.ts';
import { everythingWrong } from '../support/everything.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { quietEmulator, richWorld } from '../support/rich-world.ts';
import { standing, tryOne } from '../support/snapshot-fuzz.ts';

/*
 * One value of a rich snapshot is corrupted at random. Either it is refused and nothing changes, or it is taken, and then
 * every endpoint answers without a 500 and every job runs. The soak tries hundreds; FUZZ_RUNS=10000 looks further, from
 * FUZZ_SEED on.
 */

const RUNS = Number(process.env.FUZZ_RUNS ?? 60);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const PARTS = 6;
const PER_PART = Math.ceil(RUNS / PARTS);
/** A run is refused in some hundredths of a second, or is some three thousand calls, half a second on an idle machine. */
const LIMIT = { timeout: Math.max(PATIENCE_MS, PER_PART * 3_000) };

let document: Snapshot;
beforeAll(async () => {
  document = await (await richWorld()).snapshot();
});

describe('a snapshot', () => {
  it(
    'that is unharmed is taken, everything works, and each endpoint gets as far as it can',
    LIMIT,
    async () => {
      const logged: string[] = [];
      const answered = new Set<string>();
      const emulator = quietEmulator(logged);
      await emulator.restore(structuredClone(document));
      const onAnswer = (method: string, path: string, status: number) => {
        if (status === 200) answered.add(endpointOf(method, path) ?? '');
      };

      // A cast: a snapshot is plain JSON to its users.
      expect(await everythingWrong(emulator, document as never, logged, { onAnswer })).toEqual([]);
      expect(endpointNames.filter((name) => !answered.has(name))).toEqual(NEVER);
    },
  );

  it.each(Array.from({ length: PARTS }, (_, part) => SEED + part * PER_PART))(
    'of which one value is corrupted changes nothing, or everything works (from seed %i on)',
    LIMIT,
    async (from) => {
      const stand = await standing();
      const counts = { refused: 0, taken: 0 };
      for (let seed = from; seed < from + PER_PART; seed++) {
        const { what, isRefused, wrong } = await tryOne(document, seed, stand);
        expect(wrong, `FUZZ_SEED=${seed}: ${what}`).toEqual([]);
        counts[isRefused ? 'refused' : 'taken']++;
      }
      expect(Math.min(counts.refused, counts.taken)).toBeGreaterThan(0);
    },
  );
});
