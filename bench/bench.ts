import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { anyWorse, changesText, lookedAtAgain, verdictOn } from './changes.ts';
import { type Commit, commitCalled, OWN_ROOT, Refusal } from './checkout.ts';
import { hostileSections, inProcessSections, mswSections, transactionSections } from './client-sections.ts';
import { startSections } from './cold-start.ts';
import { httpSections } from './http.ts';
import { type Effort, type Section, sectionText } from './report.ts';
import { scaleSections, snapshotSections } from './scale-sections.ts';
import { stateSections } from './state.ts';
import { inFolder, makeWorkplace, type Workplace } from './workplace.ts';

/*
 * `npm run bench`: what the emulator costs, beside what nothing at all would cost on the same machine in the same minute.
 *
 *   --quick             a short run
 *   --only <section>    http, in-process, msw, hostile, transactions, start, state, scale or snapshot
 *   --write             puts the figures into docs/performance.md
 *   --against <commit>  measures that commit in turn with what is here, and ends with 1 where a median is worse now by
 *                       more than 10 %, and at a second, longer look still is; what that commit cannot do is not compared
 */

const THOROUGH: Effort = { rounds: 7, roundMs: 1000, starts: 21, many: 1_000_000 };
const QUICK: Effort = { rounds: 3, roundMs: 300, starts: 5, many: 100_000 };
// A twentieth is to be seen, and a start scatters by a fifth.
const STARTS_AGAINST = 41;
// A second look has twice as many rounds, or as many as a tenth needs to be seen where rounds scatter by a half.
const CLOSER = { times: 2, atLeast: 36 };
const PAGE = join(OWN_ROOT, 'docs', 'performance.md');
const [BEGIN, END] = ['<!-- figures: npm run bench -- --write -->', '<!-- end of figures -->'];

const SECTIONS: Readonly<
  Record<string, (effort: Effort, workplace: Workplace) => Promise<readonly Section[]>>
> = {
  http: (effort, workplace) => httpSections(workplace, effort),
  'in-process': (effort, { against }) => inProcessSections(effort, against),
  msw: (effort, { against }) => mswSections(effort, against),
  hostile: (effort, { against }) => hostileSections(effort, against),
  transactions: (effort, { against }) => transactionSections(effort, against),
  start: (effort, workplace) => startSections(workplace, effort),
  state: (effort, workplace) => stateSections(workplace, effort),
  scale: (effort, { against }) => scaleSections(effort, against),
  snapshot: (effort, { against }) => snapshotSections(effort, against),
};

interface Options {
  readonly quick: boolean;
  readonly only: string | undefined;
  readonly write: boolean;
  readonly against: string | undefined;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      write: { type: 'boolean', default: false },
      against: { type: 'string' },
    },
  });
  const { quick, only, write, against } = values;
  if (only !== undefined && !Object.hasOwn(SECTIONS, only))
    throw new Refusal(`--only is "${only}". Give one of ${Object.keys(SECTIONS).join(', ')}.`);
  if (write && (only !== undefined || against !== undefined))
    throw new Refusal(
      '--write puts in place the figures of one whole run of what is here: leave --only and --against out.',
    );
  return { quick, only, write, against };
}

function effortOf({ quick, against }: Options): Effort {
  const effort = quick ? QUICK : THOROUGH;
  if (against === undefined) return effort;
  // As long, in shorter rounds: whatever else the machine does is then more alike for both.
  const { rounds, roundMs } = effort;
  return { ...effort, rounds: rounds * 3, roundMs: roundMs / 3, starts: STARTS_AGAINST };
}

async function writeFigures(text: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (before < 0 || after < 0) throw new Error(`docs/performance.md has lost the line ${BEGIN} or ${END}.`);
  await writeFile(PAGE, `${page.slice(0, before)}${BEGIN}\n\n${text}\n${page.slice(after)}`);
}

function opening({ quick }: Options, { rounds, starts }: Effort, commit: Commit | undefined): string {
  const date = new Date().toISOString().slice(0, 10);
  const length = quick ? ', a quick run' : '';
  const machine = `${date}, Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, medians of ${rounds} rounds taken in turn (${starts} of starts)${length}.`;
  if (commit === undefined) return `${machine}\n`;
  return `${[`${machine} Before: ${commit.name}.`, ...commit.notices].join(' ')}\n`;
}

/** What seems to be worse than it was is measured once more, and for longer: whatever scatters does so less then. */
async function twiceIfWorse(
  measure: (effort: Effort) => Promise<readonly Section[]>,
  effort: Effort,
): Promise<readonly Section[]> {
  const first = await measure(effort);
  if (!anyWorse(first)) return first;
  const rounds = Math.max(effort.rounds * CLOSER.times, CLOSER.atLeast);
  return lookedAtAgain(first, await measure({ ...effort, rounds }));
}

async function measured(options: Options, folder: string): Promise<void> {
  const commit = options.against === undefined ? undefined : await commitCalled(options.against);
  const workplace = await makeWorkplace(folder, commit);
  const effort = effortOf(options);
  const texts = [opening(options, effort, commit)];
  const all: Section[] = [];
  console.log(texts[0]);
  for (const [name, measure] of Object.entries(SECTIONS)) {
    if (options.only !== undefined && options.only !== name) continue;
    for (const section of await twiceIfWorse((asked) => measure(asked, workplace), effort)) {
      const text = commit === undefined ? sectionText(section) : changesText(section);
      console.log(text);
      texts.push(text);
      all.push(section);
    }
  }
  if (options.write) await writeFigures(texts.join('\n'));
  if (commit === undefined) return;
  const { isBad, text } = verdictOn(all, commit.name);
  console.log(text);
  if (isBad) process.exitCode = 1;
}

try {
  const options = readOptions();
  await inFolder((folder) => measured(options, folder));
} catch (thrown) {
  if (!(thrown instanceof Refusal)) throw thrown;
  console.error(thrown.message);
  process.exitCode = 2;
}
