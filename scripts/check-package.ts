import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from './pack.ts';

/*
 * What publint and attw say of the tarball: the second half of `prepack`. attw's own `--pack` would run `prepack` again,
 * and again.
 */

const directory = mkdtempSync(join(tmpdir(), 'check-package-'));
try {
  const tarball = pack(directory);
  for (const words of [
    ['publint', tarball, '--strict'],
    // `/vitest` is ESM only, as Vitest is. Resolution without `exports` is not supported: TypeScript calls it node10 and has dropped it.
    [
      'attw',
      tarball,
      '--profile',
      'node16',
      '--ignore-rules',
      'cjs-resolves-to-esm',
      '--no-emoji',
      '--format',
      'ascii',
    ],
  ]) {
    const { status } = spawnSync('npx', words, { stdio: 'inherit', shell: process.platform === 'win32' });
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(directory, { recursive: true });
}
