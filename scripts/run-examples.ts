import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/*
 * Each example in four worlds, from one test source: `npm run examples`, some seconds. It runs what is in dist/, as its
 * users would.
 */

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'dist', 'bin.js');
const EXAMPLES = ['balance-check', 'bank-sync', 'doors'];

const testsOf = (example: string): readonly string[] => [
  'npx',
  'vitest',
  'run',
  '--root',
  `examples/${example}`,
];

const inServer = (tests: readonly string[]): readonly string[] => [
  'node',
  BIN,
  'exec',
  '--time',
  'frozen',
  '--',
  ...tests,
];

const runs = EXAMPLES.map(testsOf).flatMap((tests) =>
  ['in-process', 'msw2', 'msw3', 'server'].map(
    (world) => [world, world === 'server' ? inServer(tests) : tests] as const,
  ),
);

for (const [world, [command = '', ...args]] of runs) {
  console.log(`WORLD=${world} ${args.at(-1)}`);
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    env: { ...process.env, WORLD: world },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exitCode = 1;
}
