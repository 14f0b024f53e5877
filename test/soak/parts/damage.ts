import { spawnSync } from 'node:child_process';
import { same } from '../promise.ts';

/* A rich snapshot with one value corrupted, 2,000 times, each held to every endpoint and every job. */

const RUNS = '2000';
const seed = String(Date.now() % 1_000_000);
console.info(
  `  seed ${seed}: FUZZ_RUNS=${RUNS} FUZZ_SEED=${seed} npx vitest run test/world/snapshot-fuzz.test.ts`,
);
const { status } = spawnSync('npx', ['vitest', 'run', 'test/world/snapshot-fuzz.test.ts', '--silent'], {
  env: { ...process.env, FUZZ_RUNS: RUNS, FUZZ_SEED: seed },
  stdio: ['ignore', 'ignore', 'inherit'],
});
same(
  'corrupted snapshots, none of which led to a 500 or a job that throws',
  [Number(RUNS), status],
  [2000, 0],
);
