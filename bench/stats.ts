/** A median with the lowest and the highest of the rounds behind it. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What two sides measured in turn, and the ratio of each pair: neighbours in time share the machine's mood. */
export interface Comparison {
  readonly baseline: Spread;
  readonly ours: Spread;
  /** Ours by the baseline's. */
  readonly ratio: Spread;
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

/** Measurements of both sides, round by round. */
export interface Rounds<Measured> {
  readonly baseline: readonly Measured[];
  readonly ours: readonly Measured[];
}

/** Takes turns, and turns in who begins: baseline, ours, ours, baseline, … */
export async function inTurn<Measured>(
  rounds: number,
  baseline: () => Promise<Measured>,
  ours: () => Promise<Measured>,
): Promise<Rounds<Measured>> {
  const measured: { baseline: Measured[]; ours: Measured[] } = { baseline: [], ours: [] };
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) measured.baseline.push(await baseline());
    measured.ours.push(await ours());
    if (round % 2 === 1) measured.baseline.push(await baseline());
  }
  return measured;
}

export function compare<Measured>(
  { baseline, ours }: Rounds<Measured>,
  measureOf: (measured: Measured) => number,
): Comparison {
  const theirs = baseline.map(measureOf);
  const own = ours.map(measureOf);
  return {
    baseline: spread(theirs),
    ours: spread(own),
    ratio: spread(own.map((value, round) => value / (theirs[round] ?? Number.NaN))),
  };
}
