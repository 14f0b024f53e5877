import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DOOR_MUTANTS } from '../door-mutants.ts';
import { MUTANTS, type Mutant } from '../mutants.ts';
import { PAYMENT_MUTANTS } from '../payment-mutants.ts';
import { TRANSACTION_MUTANTS } from '../transaction-mutants.ts';

/*
 * The tests against each mutant of the source, in copies of it: one that its test does not notice has survived, and the
 * part has failed. `node test/soak/parts/mutants.ts [word]` tries those with the word in their name or file.
 */

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const TESTS: Readonly<Record<string, readonly Mutant[]>> = {
  'test/resources/financial-connections/refresh-model.test.ts': MUTANTS,
  'test/resources/bank-payments/model.test.ts': PAYMENT_MUTANTS,
  'test/resources/billing/model.test.ts': DOOR_MUTANTS,
  ...TRANSACTION_MUTANTS,
};
const COPIED = ['src', 'test', 'fixtures', 'package.json', 'tsconfig.json'];
// The same walks for each, every time.
const ENVIRONMENT = { ...process.env, MODEL_SEED: '1', MODEL_SHRINK: '0', NO_COLOR: '1' };
const MOST_MS = 300_000;
// The test's setup reads the SDK's types, which it does not need.
const CONFIG = "export default { cacheDir: 'cache', test: { dir: 'test' } };\n";

function copyOfSource(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'vitest.config.ts'), CONFIG);
  return folder;
}

interface Run {
  readonly passed: boolean;
  readonly said: string;
}

function runTest(test: string, folder: string): Promise<Run> {
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const options = { cwd: folder, env: ENVIRONMENT, timeout: MOST_MS, maxBuffer: 2 ** 26 };
  return new Promise((resolve) => {
    execFile(process.execPath, [vitest, 'run', test, '--bail', '1'], options, (error, out, errors) => {
      resolve({ passed: error === null, said: out + errors });
    });
  });
}

/** The file as the mutant has it; only where what it changes stands there once is it known what it does. */
function mutated({ name, file, from, to }: Mutant, source: string): string {
  const parts = source.split(from);
  if (parts.length !== 2)
    throw new Error(
      `The mutant "${name}" is stale: ${JSON.stringify(from)} stands in src/${file} ${parts.length - 1} times.`,
    );
  return parts.join(to);
}

/** What differed first, and after how many steps of a model or in which test; undefined if the test failed otherwise than by comparing. */
function noticed(said: string): string | undefined {
  const [, steps, what] = /Step \d+ of \d+ \((\d+) in all\), \{.*\}: (.*)/.exec(said) ?? [];
  if (steps !== undefined) return `after ${steps} steps: ${what?.replace(/: the emulator says$/, '')}`;
  const [, test, difference] = /FAIL {2}\S+ > (.*)\n[\s\S]*?AssertionError: (.*)/.exec(said) ?? [];
  return test === undefined ? undefined : `by "${test}": ${difference}`;
}

async function trial(test: string, mutant: Mutant, folder: string): Promise<boolean> {
  const path = join(folder, 'src', mutant.file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, mutated(mutant, source));
  const { passed, said } = await runTest(test, folder);
  writeFileSync(path, source);
  const how = noticed(said);
  if (how !== undefined) console.info(`  ok  ${mutant.name}: noticed ${how}`);
  else if (passed) console.info(`  NOT ${mutant.name}: survived`);
  else console.info(`  NOT ${mutant.name}: the test failed, but not by comparing\n${said}`);
  return how !== undefined;
}

const word = process.argv[2] ?? '';
const wanted = Object.entries(TESTS).map(([test, mutants]) => ({
  test,
  mutants: mutants.filter(({ name, file }) => name.includes(word) || file.includes(word)),
}));
for (const mutant of wanted.flatMap(({ mutants }) => mutants))
  mutated(mutant, readFileSync(join(ROOT, 'src', mutant.file), 'utf8'));

const folders = Array.from({ length: availableParallelism() }, copyOfSource);
let survivors = 0;

/** All that a test must notice; none, and the test is not run. */
async function tryAll(test: string, mutants: readonly Mutant[]): Promise<void> {
  const [first = ''] = folders;
  const left = [...mutants];
  if (left.length === 0) return;
  const { passed, said } = await runTest(test, first);
  if (!passed) throw new Error(`${test} fails on the source as it is.\n${said}`);
  const work = async (folder: string) => {
    for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift())
      if (!(await trial(test, mutant, folder))) survivors++;
  };
  await Promise.all(folders.map(work));
  console.info(`  ${mutants.length} mutants of ${test}`);
}

try {
  for (const { test, mutants } of wanted) await tryAll(test, mutants);
  console.info(`  ${survivors} survived`);
  if (survivors > 0) process.exitCode = 1;
} finally {
  for (const folder of folders) rmSync(folder, { recursive: true });
}
