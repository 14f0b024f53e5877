import { type Checkout, OWN_ROOT } from './checkout.ts';
import type { Child } from './children.ts';
import { programIn } from './program.ts';
import type { Effort, Section } from './report.ts';
import type { Costs, Size } from './scale.ts';
import type { SnapshotCosts } from './snapshot.ts';
import {
  type Comparison,
  compare,
  inTurn,
  type MeasureBefore,
  type Missing,
  reasonOf,
  WARM_UP_MS,
} from './stats.ts';

/* What a large sandbox costs: in a process of its own, which may be large. */

const FEW = 1000;

interface Grown {
  readonly child: Child;
  readonly size: Size;
}

async function sandboxOf(root: string, count: number): Promise<Grown> {
  const execArgv = ['--expose-gc', '--max-old-space-size=8192'];
  const child = programIn(root, { file: 'scale.ts', args: [String(count)], execArgv });
  return { child, size: await child.ask<Size>({}) };
}

/** The sandboxes of one commit, warm. */
interface Sandboxes {
  readonly small: Grown;
  readonly large: Grown;
  readonly middle: Size;
}

async function sandboxesOf(root: string, { many }: Effort): Promise<Sandboxes> {
  const small = await sandboxOf(root, FEW);
  const large = await sandboxOf(root, many);
  const middle = await sandboxOf(root, many / 10);
  middle.child.end();
  for (const grown of [small, large]) await costs(grown, WARM_UP_MS)();
  return { small, large, middle: middle.size };
}

const costs =
  ({ child }: Grown, durationMs: number) =>
  (): Promise<Costs> =>
    child.ask<Costs>({ durationMs });

const isThere = <Value extends object>(value: Value | Missing | undefined): value is Value =>
  value !== undefined && !('missing' in value);

/** What was measured a few times, baseline and all, of this commit and of the other. */
function side<Value>(values: readonly Value[], pairOf: (value: Value) => Pair) {
  const pairs = values.map(pairOf);
  return { baseline: pairs.map(([baseline]) => baseline), ours: pairs.map(([, ours]) => ours) };
}

type Pair = readonly [baseline: number, ours: number];

function paired<Value>(
  own: readonly Value[],
  before: readonly Value[] | Missing | undefined,
  pairOf: (value: Value) => Pair,
): Comparison {
  const other = isThere(before) ? side(before, pairOf) : before;
  return compare(
    { ...side(own, pairOf), ...(other === undefined ? {} : { before: other }) },
    (value: number) => value,
  );
}

export async function scaleSections(
  effort: Effort,
  against: Checkout | undefined,
): Promise<readonly Section[]> {
  const { rounds, roundMs, many } = effort;
  const own = await sandboxesOf(OWN_ROOT, effort);
  const other = against === undefined ? undefined : await sandboxesOf(against.root, effort).catch(reasonOf);
  const sides = ({ small, large }: Sandboxes) => ({
    baseline: costs(small, roundMs),
    ours: costs(large, roundMs),
  });
  const before: MeasureBefore<Costs> | Missing | undefined = isThere(other) ? sides(other) : other;
  const { baseline, ours } = sides(own);
  const measured = await inTurn(rounds, baseline, ours, before);
  for (const { small, large } of [own, other].filter(isThere))
    for (const { child } of [small, large]) child.end();
  const count = many.toLocaleString('en-US');
  const sizes = (sizeOf: (size: Size) => number) =>
    paired([own], isThere(other) ? [other] : other, ({ middle, large }) => [
      sizeOf(middle),
      sizeOf(large.size),
    ]);
  return [
    {
      title: 'A full sandbox',
      note: 'Whole calls of `emulator.fetch`, each to another account.',
      unit: 'µs',
      baselineName: '1,000 accounts',
      oursName: `${count} accounts`,
      rows: [
        { what: 'retrieve', aim: { atMost: 1.15 }, ...compare(measured, ({ retrieve }) => retrieve) },
        { what: 'list 10', aim: { atMost: 1.15 }, ...compare(measured, ({ list }) => list) },
        {
          what: 'list 10 of a customer',
          aim: { atMost: 1.15 },
          ...compare(measured, ({ listOfCustomer }) => listOfCustomer),
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
        { what: 'an account', ...sizes(({ bytesAnAccount }) => bytesAnAccount) },
        { what: 'once answered', ...sizes(({ bytesOnceAnswered }) => bytesOnceAnswered) },
      ],
    },
  ];
}

async function snapshotCosts(root: string, { many }: Effort): Promise<SnapshotCosts> {
  const execArgv = ['--expose-gc', '--max-old-space-size=12288'];
  const child = programIn(root, { file: 'snapshot.ts', args: [String(many)], execArgv });
  try {
    return await child.ask<SnapshotCosts>({});
  } finally {
    child.end();
  }
}

// Of two commits once would tell nothing: the largest differ by a fifth from run to run.
const ROUNDS_AGAINST = 3;

export async function snapshotSections(
  effort: Effort,
  against: Checkout | undefined,
): Promise<readonly Section[]> {
  const none = async (): Promise<undefined> => undefined;
  const measured = await inTurn<SnapshotCosts | undefined>(
    against === undefined ? 1 : ROUNDS_AGAINST,
    none,
    () => snapshotCosts(OWN_ROOT, effort),
    against === undefined ? undefined : { ours: () => snapshotCosts(against.root, effort) },
  );
  const costsOf = (values: readonly (SnapshotCosts | undefined)[]) =>
    values.filter((value) => value !== undefined);
  const own = costsOf(measured.ours);
  const before = isThere(measured.before) ? costsOf(measured.before.ours) : measured.before;
  return [
    {
      title: `A world of ${effort.many.toLocaleString('en-US')} accounts, saved and restored`,
      note: 'Beside what `JSON.stringify` and `JSON.parse` take for the same records, one by one, and nothing else. It is restored over itself from the text that is being written meanwhile, so that both are done once.',
      unit: 's',
      baselineName: 'JSON alone',
      oursName: 'snapshot',
      rows: [
        { what: 'saved', ...paired(own, before, ({ saved }) => [saved.jsonSeconds, saved.seconds]) },
        {
          what: 'saved and restored',
          ...paired(own, before, ({ restored }) => [restored.jsonSeconds, restored.seconds]),
        },
      ],
    },
    {
      title: 'Resident memory meanwhile',
      note: 'Of the process with the world in it, before and at its largest. While a world is restored, the old one stays until the new one is whole.',
      unit: 'MB',
      baselineName: 'before',
      oursName: 'at most',
      rows: [
        {
          what: 'saved',
          aim: { atMost: 1.2 },
          ...paired(own, before, ({ saved }) => [saved.worldMegabytes, saved.peakMegabytes]),
        },
        {
          what: 'restored over itself',
          aim: { atMost: 2.5 },
          ...paired(own, before, ({ restored }) => [restored.worldMegabytes, restored.peakMegabytes]),
        },
      ],
    },
  ];
}
