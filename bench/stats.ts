/** For so long each side runs before it is measured, however short its rounds are. */
export const WARM_UP_MS = 1500;

/** A median with the lowest and the highest of the rounds behind it. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Why something of the commit that is compared with could not be measured. */
export interface Missing {
  readonly missing: string;
}

/** What two sides measured in turn, and the ratio of each pair: neighbours in time share the machine's mood. */
export interface Comparison {
  readonly baseline: Spread;
  readonly ours: Spread;
  /** Ours by the baseline's. */
  readonly ratio: Spread;
  /** The same of another commit, measured in the same rounds. */
  readonly before?: Before | Missing;
}

export interface Before {
  /** Its own by the baseline's. */
  readonly ratio: Spread;
  /** Ours by its own. */
  readonly change: Spread;
}

export function percentile(sorted: ArrayLike<number>, part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
  return { median, min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}

/** Measurements of both sides, round by round; and of the other commit, which may have a baseline of its own. */
export interface Rounds<Measured> {
  readonly baseline: readonly Measured[];
  readonly ours: readonly Measured[];
  readonly before?: OfBefore<Measured> | Missing;
}

interface OfBefore<Measured> {
  readonly baseline: readonly Measured[];
  readonly ours: readonly Measured[];
}

/** How one side measures. */
export type Measure<Measured> = () => Promise<Measured>;

/** How another commit measures: its own, and its baseline, unless it shares that of ours. */
export interface MeasureBefore<Measured> {
  readonly baseline?: Measure<Measured>;
  readonly ours: Measure<Measured>;
}

export const reasonOf = (thrown: unknown): Missing => ({
  missing: thrown instanceof Error ? thrown.message : String(thrown),
});

/** The side of another commit, which may fail and is then left alone: what it has measured, or why it has not. */
function fallible<Measured>(before: MeasureBefore<Measured> | Missing | undefined) {
  if (before === undefined || 'missing' in before) return { sides: [], result: () => before };
  const { baseline, ours } = before;
  const measured: { baseline: Measured[]; ours: Measured[] } = { baseline: [], ours: [] };
  let failure: Missing | undefined;
  const guarded = (measure: Measure<Measured>, into: Measured[]) => async (): Promise<void> => {
    if (failure !== undefined) return;
    try {
      into.push(await measure());
    } catch (thrown) {
      failure = reasonOf(thrown);
    }
  };
  return {
    sides: [
      ...(baseline === undefined ? [] : [guarded(baseline, measured.baseline)]),
      guarded(ours, measured.ours),
    ],
    result: (shared: readonly Measured[]): OfBefore<Measured> | Missing =>
      failure ?? { baseline: baseline === undefined ? shared : measured.baseline, ours: measured.ours },
  };
}

/**
 * Takes turns, and turns in who begins: baseline, ours, ours, baseline, … with the other commit between them. That may
 * fail; the others go on without it.
 */
export async function inTurn<Measured>(
  rounds: number,
  baseline: Measure<Measured>,
  ours: Measure<Measured>,
  before?: MeasureBefore<Measured> | Missing,
): Promise<Rounds<Measured>> {
  const measured: { baseline: Measured[]; ours: Measured[] } = { baseline: [], ours: [] };
  const other = fallible(before);
  const sides: readonly (() => Promise<unknown>)[] = [
    async () => measured.baseline.push(await baseline()),
    ...other.sides,
    async () => measured.ours.push(await ours()),
  ];
  for (let round = 0; round < rounds; round++)
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) await side();
  const result = other.result(measured.baseline);
  return { ...measured, ...(result === undefined ? {} : { before: result }) };
}

const quotients = (over: readonly number[], under: readonly number[]): Spread =>
  spread(over.map((value, round) => value / (under[round] ?? Number.NaN)));

export function compare<Measured>(
  { baseline, ours, before }: Rounds<Measured>,
  measureOf: (measured: Measured) => number,
): Comparison {
  const theirs = baseline.map(measureOf);
  const own = ours.map(measureOf);
  return {
    baseline: spread(theirs),
    ours: spread(own),
    ratio: quotients(own, theirs),
    ...(before === undefined ? {} : { before: 'missing' in before ? before : comparedBefore(before) }),
  };

  function comparedBefore(other: OfBefore<Measured>): Before {
    const others = other.ours.map(measureOf);
    return { ratio: quotients(others, other.baseline.map(measureOf)), change: quotients(own, others) };
  }
}
