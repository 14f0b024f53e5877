import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Child } from './children.ts';
import { startSections } from './cold-start.ts';
import { httpSections } from './http.ts';
import { type Effort, type Row, type Section, sectionText } from './report.ts';
import type { Costs, Size } from './scale.ts';
import type { SnapshotCosts } from './snapshot.ts';
import { stateSections } from './state.ts';
import { compare, inTurn } from './stats.ts';
import { makeWorkplace, type Workplace } from './workplace.ts';

/*
 * `npm run bench`: what the emulator costs, beside what nothing at all would cost on the same machine in the same minute.
 *
 *   --quick   a short run
 *   --only    http, in-process, msw, hostile, start, state, scale or snapshot
 *   --write   puts the figures into docs/performance.md
 */

const THOROUGH: Effort = { rounds: 7, roundMs: 1000, starts: 21, many: 1_000_000 };
const QUICK: Effort = { rounds: 3, roundMs: 300, starts: 5, many: 100_000 };
const FEW = 1000;
const PAGE = join(import.meta.dirname, '..', 'docs', 'performance.md');
const [BEGIN, END] = ['<!-- figures: npm run bench -- --write -->', '<!-- end of figures -->'];

async function inProcessSections(effort: Effort): Promise<readonly Section[]> {
  const child = new Child('in-process.ts');
  const rows = await child.ask<Row[]>(effort);
  child.end();
  return [
    {
      title: 'The official client in process',
      note: '`Stripe.createFetchHttpClient(emulator.fetch)` beside the same client over an empty hono app that reads the same body and answers the same bytes. A whole test creates a customer and a PaymentIntent, links a bank account, refreshes it, advances the clock and reads the balance: five calls, a link and two advances, held against the five calls alone.',
      unit: 'µs',
      baselineName: 'empty hono app',
      oursName: 'emulator',
      rows,
    },
  ];
}

async function hostileSections(effort: Effort): Promise<readonly Section[]> {
  const child = new Child('hostile.ts');
  const rows = await child.ask<Row[]>(effort);
  child.end();
  const crowd = new Child('many-names.ts');
  const crowded = await crowd.ask<Row[]>(effort);
  crowd.end();
  return [
    {
      title: 'A million unknown names',
      note: 'The cost of a name, in a body with a million that nobody knows beside one with a fifth as many. Near 1, time is linear; 5 would be the square. A large heap alone makes up to 2 or 3 of it.',
      unit: 'µs a name',
      baselineName: '200,000 names',
      oursName: '1,000,000 names',
      rows: crowded,
    },
    {
      title: 'Bodies that nobody honest sends',
      note: 'Each beside one parameter of as many bytes that no operation knows. None may take seconds.',
      unit: 'µs',
      baselineName: 'one parameter',
      oursName: 'body',
      rows,
    },
  ];
}

async function mswSections(effort: Effort): Promise<readonly Section[]> {
  const rows: Row[] = [];
  for (const major of ['3', '2']) {
    const child = new Child('msw.ts', [major]);
    rows.push(...(await child.ask<Row[]>(effort)));
    child.end();
  }
  return [
    {
      title: 'The official client through MSW',
      note: '`stripeHandlers(emulator)` beside one handler that answers a constant.',
      unit: 'µs',
      baselineName: 'constant handler',
      oursName: 'emulator',
      rows,
    },
  ];
}

async function sandboxOf(count: number): Promise<{ child: Child; size: Size }> {
  const child = new Child('scale.ts', [String(count)], ['--expose-gc', '--max-old-space-size=8192']);
  return { child, size: await child.ask<Size>({}) };
}

async function scaleSections({ rounds, roundMs, many }: Effort): Promise<readonly Section[]> {
  const small = await sandboxOf(FEW);
  const large = await sandboxOf(many);
  const middle = await sandboxOf(many / 10);
  middle.child.end();
  const ask = (child: Child) => () => child.ask<Costs>({ durationMs: roundMs });
  for (const { child } of [small, large]) await ask(child)();
  const costs = await inTurn(rounds, ask(small.child), ask(large.child));
  for (const { child } of [small, large]) child.end();
  const count = many.toLocaleString('en-US');
  const same = (...values: readonly [number, number]) =>
    compare({ baseline: [values[0]], ours: [values[1]] }, (value) => value);
  return [
    {
      title: 'A full sandbox',
      note: 'Whole calls of `emulator.fetch`, each to another account.',
      unit: 'µs',
      baselineName: '1,000 accounts',
      oursName: `${count} accounts`,
      rows: [
        { what: 'retrieve', aim: { atMost: 1.15 }, ...compare(costs, ({ retrieve }) => retrieve) },
        { what: 'list 10', aim: { atMost: 1.15 }, ...compare(costs, ({ list }) => list) },
        {
          what: 'list 10 of a customer',
          aim: { atMost: 1.15 },
          ...compare(costs, ({ listOfCustomer }) => listOfCustomer),
        },
      ],
    },
    {
      title: 'Memory',
      note: 'An account with what the bank knows of it, its place in three orders, and a twentieth of a customer; then with the JSON that is kept of it once it has been answered.',
      unit: 'bytes',
      baselineName: `${(many / 10).toLocaleString('en-US')} accounts`,
      oursName: `${count} accounts`,
      rows: [
        { what: 'an account', ...same(middle.size.bytesAnAccount, large.size.bytesAnAccount) },
        { what: 'once answered', ...same(middle.size.bytesOnceAnswered, large.size.bytesOnceAnswered) },
      ],
    },
  ];
}

async function snapshotSections({ many }: Effort): Promise<readonly Section[]> {
  const child = new Child('snapshot.ts', [String(many)], ['--expose-gc', '--max-old-space-size=12288']);
  const { saved, restored } = await child.ask<SnapshotCosts>({});
  child.end();
  const once = (baseline: number, ours: number) =>
    compare({ baseline: [baseline], ours: [ours] }, (value) => value);
  return [
    {
      title: `A world of ${many.toLocaleString('en-US')} accounts, saved and restored`,
      note: 'Beside what `JSON.stringify` and `JSON.parse` take for the same records, one by one, and nothing else. It is restored over itself from the text that is being written meanwhile, so that both are done once.',
      unit: 's',
      baselineName: 'JSON alone',
      oursName: 'snapshot',
      rows: [
        { what: 'saved', ...once(saved.jsonSeconds, saved.seconds) },
        { what: 'saved and restored', ...once(restored.jsonSeconds, restored.seconds) },
      ],
    },
    {
      title: 'Resident memory meanwhile',
      note: 'Of the process with the world in it, before and at its largest. While a world is restored, the old one stays until the new one is whole.',
      unit: 'MB',
      baselineName: 'before',
      oursName: 'at most',
      rows: [
        { what: 'saved', aim: { atMost: 1.2 }, ...once(saved.worldMegabytes, saved.peakMegabytes) },
        {
          what: 'restored over itself',
          aim: { atMost: 2.5 },
          ...once(restored.worldMegabytes, restored.peakMegabytes),
        },
      ],
    },
  ];
}

const SECTIONS: Readonly<
  Record<string, (effort: Effort, workplace: Workplace) => Promise<readonly Section[]>>
> = {
  http: (effort, workplace) => httpSections(workplace, effort),
  'in-process': inProcessSections,
  msw: mswSections,
  hostile: hostileSections,
  start: (effort, workplace) => startSections(workplace, effort),
  state: (effort, workplace) => stateSections(workplace, effort),
  scale: scaleSections,
  snapshot: snapshotSections,
};

async function writeFigures(text: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (before < 0 || after < 0) throw new Error(`docs/performance.md has lost the line ${BEGIN} or ${END}.`);
  await writeFile(PAGE, `${page.slice(0, before)}${BEGIN}\n\n${text}\n${page.slice(after)}`);
}

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, only: { type: 'string' }, write: { type: 'boolean' } },
});
if (values.only !== undefined && !Object.hasOwn(SECTIONS, values.only))
  throw new Error(`--only is "${values.only}". Give one of ${Object.keys(SECTIONS).join(', ')}.`);
if (values.only !== undefined && values.write === true)
  throw new Error('--write puts in place the figures of one whole run: leave --only out.');
const effort = values.quick === true ? QUICK : THOROUGH;
const workplace = await makeWorkplace();
const date = new Date().toISOString().slice(0, 10);
const machine = `${date}, Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, medians of ${effort.rounds} rounds taken in turn (${effort.starts} of starts)${values.quick === true ? ', a quick run' : ''}.`;
console.log(`${machine}\n`);
const texts = [`${machine}\n`];
try {
  for (const [name, measure] of Object.entries(SECTIONS)) {
    if (values.only !== undefined && values.only !== name) continue;
    for (const section of await measure(effort, workplace)) {
      const text = sectionText(section);
      console.log(text);
      texts.push(text);
    }
  }
} finally {
  await workplace.remove();
}
if (values.write === true) await writeFigures(texts.join('\n'));
