import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';

/*
 * Applications made of packages of other people's, in versions that `npm ci` of this project does not install: each
 * folder has a package.json and a lockfile of its own.
 */

const FOLDERS = join(import.meta.dirname, '..');
const INSTALL = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** Installs what a folder below test/browser asks for, unless it is there. */
export function installed(folder: string): void {
  const directory = join(FOLDERS, folder);
  const lock = readFileSync(join(directory, 'package-lock.json'), 'utf8');
  const stamp = join(directory, 'node_modules', '.installed-by');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  execFileSync('npm', INSTALL, { cwd: directory, shell: process.platform === 'win32' });
  writeFileSync(stamp, lock);
}

/** A script for a page, of that source and the packages of a folder. */
export async function bundledIn(folder: string, source: string): Promise<string> {
  const id = join(FOLDERS, folder, 'application.js');
  const { output } = await build({
    input: id,
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"development"' } },
    plugins: [
      {
        name: 'application',
        resolveId: (asked) => (asked === id ? id : null),
        load: (asked) => (asked === id ? source : null),
      },
    ],
    logLevel: 'silent',
    write: false,
    output: { format: 'iife', codeSplitting: false },
  });
  return output[0].code;
}
