import { spawnSync } from 'node:child_process';
import { same } from '../promise.ts';

/* A rich snapshot with one value corrupted, 400 times or FUZZ_RUNS, each held to every endpoint and every job. */

// More than the suite has, and no more than CI has time for: there are twice as many endpoints as there were.
const { FUZZ_RUNS: RUNS = '400' } = process.env;
const seed = String(Date.now() % 1_000_000);
console.info(
  `  seed ${seed}: FUZZ_RUNS=${RUNS} FUZZ_SEED=${seed} npx vitest run test/world/snapshot-fuzz.test.ts`,
);
const { status } = spawnSync('npx', ['vitest', 'run', 'test/world/snapshot-fuzz.test.ts', '--silent'], {
  env: { ...process.env, FUZZ_RUNS: RUNS, FUZZ_SEED: seed },
  stdio: ['ignore', 'ignore', 'inherit'],
});
same('corrupted snapshots, none of which led to a 500 or a job that throws', status, 0);
