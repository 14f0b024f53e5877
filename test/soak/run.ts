import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

/*
 * What takes too long for the suite, or needs a process of its own: `npm run soak`, or some parts of it,
 * `npm run soak -- --only rest,model`. What each promises is in docs/reliability.md; a part that finds it broken ends
 * with an error, and so does the whole.
 */

const FOLDER = new URL('./parts/', import.meta.url);
const PARTS = readdirSync(FOLDER).map((file) => file.replace(/\.ts$/, ''));

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',') ?? PARTS;
const unknown = wanted.find((part) => !PARTS.includes(part));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}": ${PARTS.join(', ')}.`);
  process.exit(2);
}

/** Runs a part in a process of its own, so that what it measures is its own. */
function run(part: string): Promise<boolean> {
  const flags = ['--expose-gc', '--max-old-space-size=12288'];
  const child = spawn(process.execPath, [...flags, new URL(`${part}.ts`, FOLDER).pathname], {
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)));
}

const failed: string[] = [];
for (const part of wanted) {
  const startedMs = performance.now();
  console.info(`\n${part}`);
  if (!(await run(part))) failed.push(part);
  console.info(`  took ${Math.round((performance.now() - startedMs) / 1000)} s`);
}
console.info(failed.length === 0 ? '\nAll held.' : `\nBroken: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
