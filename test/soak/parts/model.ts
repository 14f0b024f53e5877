import fc from 'fast-check';
import { walkOf } from '../../support/refresh-walks.ts';
import { play } from '../../support/side-by-side.ts';

/*
 * The refresh model over 500,000 steps. A world that differs from the model is reported with its seed, which plays the
 * same world again: `node test/soak/parts/model.ts [steps] [seed]`.
 */

const WORLD_STEPS = 500;
const PROGRESS_EVERY_MS = 20_000;

const steps = Number(process.argv[2] ?? 500_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_000);
if (!Number.isSafeInteger(steps) || steps < 1 || !Number.isSafeInteger(seed)) {
  console.error('Usage: node test/soak/parts/model.ts [steps] [seed]');
  process.exit(2);
}

const walk = walkOf({ min: WORLD_STEPS, max: WORLD_STEPS });

async function played(worldSeed: number): ReturnType<typeof play> {
  const [given] = fc.sample(walk, { seed: worldSeed, numRuns: 1 });
  if (given === undefined) throw new Error('A sample of one has one.');
  return play(given).catch((cause: unknown) => {
    throw new Error(`The world of seed ${worldSeed}`, { cause });
  });
}

const startedMs = performance.now();
let shownMs = startedMs;
let taken = 0;
let refreshes = 0;
const heapMb = () => Math.round(process.memoryUsage().heapUsed / 1_048_576);
const progress = () => {
  const seconds = (performance.now() - startedMs) / 1000;
  return `${taken} of ${steps} steps, ${refreshes} refreshes, ${Math.round(taken / seconds)} steps/s, ${heapMb()} MB`;
};

console.info(`  seed ${seed}`);
for (let worldSeed = seed; taken < steps; worldSeed++) {
  const world = await played(worldSeed).catch((problem: unknown) => {
    console.error(problem);
    console.error(`To see it again: node test/soak/parts/model.ts ${WORLD_STEPS} ${worldSeed}`);
    process.exit(1);
  });
  taken += world.taken;
  refreshes += world.refreshes;
  if (performance.now() - shownMs < PROGRESS_EVERY_MS) continue;
  shownMs = performance.now();
  console.info(`  ${progress()}`);
}
console.info(`  ok  ${progress()}: the emulator and the model agree`);
