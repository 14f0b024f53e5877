import { choices } from './errors.ts';

// As many as a sentence can name.
const MAX_SUGGESTED = 4;

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substituted, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
  }
  return row[b.length] ?? 0;
}

const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

const partsOf = (name: string): string[] => name.split('.');

/** Those of dotted names that end in `name`, or whose last part begins with it: `refreshed` of `….refreshed_balance`. */
function endingIn(name: string, candidates: readonly string[]): readonly string[] {
  const whole = candidates.filter((candidate) => candidate.endsWith(`.${name}`));
  // What is a group of names, as `account` is, is the beginning of none.
  if (whole.length > 0 || candidates.some((candidate) => partsOf(candidate).slice(0, -1).includes(name)))
    return whole;
  return candidates.filter((candidate) => {
    const [last = '', ...before] = partsOf(candidate).reverse();
    return before.length > 0 && last.startsWith(`${name}_`);
  });
}

/** Whether every word of a name of several is in the candidate, as those of `next_after` are in `next_refresh_after`. */
function isPartOf(name: string, candidate: string): boolean {
  if (name.length >= candidate.length) return false;
  const words = wordsOf(name);
  const known = wordsOf(candidate);
  return words.length > 1 && words.every((word) => known.includes(word));
}

/** The candidate that differs from `name` by few letters. */
export function spelledAlike(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    // Texts differ by at least the difference of their lengths. Skipping them matters: a name can be as long as a body.
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const far = distance(name.toLowerCase(), candidate.toLowerCase());
    if (far < bestDistance) {
      best = candidate;
      bestDistance = far;
    }
  }
  return best;
}

/** The candidates that are near enough to `name` to have been meant; none is better than a wrong one. */
function closest(name: string, candidates: readonly string[]): readonly string[] {
  const ending = endingIn(name, candidates);
  if (ending.length > 0) return ending.length <= MAX_SUGGESTED ? ending : [];
  const near = spelledAlike(name, candidates) ?? candidates.find((candidate) => isPartOf(name, candidate));
  return near === undefined ? [] : [near];
}

interface Wording {
  /** How the candidate is shown; in quotation marks when not given. */
  readonly shown?: (candidate: string) => string;
  /** What is said when none is near; nothing when not given. */
  readonly otherwise?: string;
}

/** ` Did you mean "x"?`: what ends a sentence about an unknown name. Empty if none of the known ones is near. */
export function suggestion(
  name: string,
  known: readonly string[],
  { shown = (candidate) => `"${candidate}"`, otherwise = '' }: Wording = {},
): string {
  const near = closest(name, known);
  if (near.length > 0) return ` Did you mean ${choices(near.map(shown))}?`;
  return otherwise === '' ? '' : ` ${otherwise}`;
}

/** The same, and all there are if none is near. */
export const suggestionOrAll = (name: string, known: readonly string[]): string =>
  suggestion(name, known, { otherwise: `There are ${choices(known)}.` });
