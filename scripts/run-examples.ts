import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/*
 * One test source, four worlds: `npm run examples`, some seconds. It runs what is in dist/, as its users would.
 */

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'dist', 'bin.js');
const VITEST = ['npx', 'vitest', 'run', '--root', 'examples/balance-check'];

const worlds: readonly (readonly [string, readonly string[]])[] = [
  ['in-process', VITEST],
  ['msw2', VITEST],
  ['msw3', VITEST],
  ['server', ['node', BIN, 'exec', '--time', 'frozen', '--', ...VITEST]],
];

for (const [world, [command = '', ...args]] of worlds) {
  console.log(`WORLD=${world}`);
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    env: { ...process.env, WORLD: world },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exitCode = 1;
}
