import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { same } from '../promise.ts';

/* A rich snapshot with one value corrupted, 400 times or FUZZ_RUNS, each held to every endpoint and every job. */

// More than the suite has, and no more than CI has time for: there are twice as many endpoints as there were.
const RUNS = Number(process.env.FUZZ_RUNS ?? 400);
const SEED = Date.now() % 1_000_000;
/** Each of the processors has its part of them. */
const PARTS = availableParallelism();
const EACH = Math.ceil(RUNS / PARTS);

async function part(at: number): Promise<unknown> {
  const environment = { FUZZ_RUNS: String(EACH), FUZZ_SEED: String(SEED + at * EACH) };
  const said = Object.entries(environment).map((pair) => pair.join('='));
  console.info(`  ${said.join(' ')} npx vitest run test/world/snapshot-fuzz.test.ts`);
  const child = spawn('npx', ['vitest', 'run', 'test/world/snapshot-fuzz.test.ts', '--silent'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [status] = await once(child, 'exit');
  return status;
}

const statuses = await Promise.all(Array.from({ length: PARTS }, (_, at) => part(at)));
same(
  'corrupted snapshots, none of which led to a 500 or a job that throws',
  statuses,
  statuses.map(() => 0),
);
