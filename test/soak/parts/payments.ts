import { playSeed } from '../../support/payment-play.ts';

/*
 * The model of payments over 500,000 steps. A world that differs from it is reported with its seed, which plays the same
 * world again: `node test/soak/parts/payments.ts [steps] [seed]`.
 */

const WORLD_STEPS = 250;
const PROGRESS_EVERY_MS = 20_000;

const steps = Number(process.argv[2] ?? 500_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_000);
if (!Number.isSafeInteger(steps) || steps < 1 || !Number.isSafeInteger(seed)) {
  console.error('Usage: node test/soak/parts/payments.ts [steps] [seed]');
  process.exit(2);
}

const startedMs = performance.now();
let shownMs = startedMs;
let taken = 0;
const heapMb = () => Math.round(process.memoryUsage().heapUsed / 1_048_576);
const progress = () => {
  const seconds = (performance.now() - startedMs) / 1000;
  return `${taken} of ${steps} steps, ${Math.round(taken / seconds)} steps/s, ${heapMb()} MB`;
};

console.info(`  seed ${seed}`);
for (let worldSeed = seed; taken < steps; worldSeed++) {
  await playSeed(worldSeed, WORLD_STEPS).catch((problem: unknown) => {
    console.error(problem);
    console.error(`To see it again: node test/soak/parts/payments.ts ${WORLD_STEPS} ${worldSeed}`);
    process.exit(1);
  });
  taken += WORLD_STEPS;
  if (performance.now() - shownMs < PROGRESS_EVERY_MS) continue;
  shownMs = performance.now();
  console.info(`  ${progress()}`);
}
console.info(`  ok  ${progress()}: the emulator and the model agree`);
