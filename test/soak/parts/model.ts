import fc from 'fast-check';
import { type Step, step } from '../../support/refresh-steps.ts';
import { SideBySide } from '../../support/side-by-side.ts';

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

const LINK: Step = {
  do: 'link',
  permissions: ['balance', 'ownership', 'transactions'],
  prefetch: ['balance'],
  closes: false,
};

async function play(worldSeed: number): Promise<{ readonly taken: number; readonly refreshes: number }> {
  const given = [LINK, ...fc.sample(step, { seed: worldSeed, numRuns: WORLD_STEPS })];
  const world = new SideBySide();
  for (const [at, next] of given.entries()) {
    await world.take(next).catch((cause: unknown) => {
      throw new Error(`Step ${at + 1} of the world of seed ${worldSeed}, ${JSON.stringify(next)}`, { cause });
    });
  }
  await world.close();
  return { taken: given.length, refreshes: world.refreshes };
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
  const played = await play(worldSeed).catch((problem: unknown) => {
    console.error(problem);
    console.error(`To see it again: node test/soak/parts/model.ts ${WORLD_STEPS} ${worldSeed}`);
    process.exit(1);
  });
  taken += played.taken;
  refreshes += played.refreshes;
  if (performance.now() - shownMs < PROGRESS_EVERY_MS) continue;
  shownMs = performance.now();
  console.info(`  ${progress()}`);
}
console.info(`  ok  ${progress()}: the emulator and the model agree`);
