import { customAlphabet, customRandom } from 'nanoid';
import { seededBytes } from './random.ts';

// Ids are letters and digits after the prefix: nanoid's own `-` and `_` break users' patterns.
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SIZE = 24;

/** Makes ids, and tells how many of each prefix it has made, so that a snapshot can go on where it was. */
export interface Ids {
  next(prefix: string): string;
  counts(): Record<string, number>;
  /** Notes the present counts. The returned function goes back to them, so that a refused request uses up no id. */
  mark(): () => void;
  restore(counts: Readonly<Record<string, number>>): void;
}

/** Ids that differ at each start. */
export function randomIds(): Ids {
  const random = customAlphabet(BASE62, SIZE);
  return {
    next: (prefix) => `${prefix}_${random()}`,
    counts: () => ({}),
    mark: () => () => {},
    restore: () => {},
  };
}

/**
 * The same ids for the same seed. Each prefix has its own count, so that an additional event changes no account's id. The
 * n-th id depends on (seed, prefix, n) alone, so that a snapshot has to save only the counts.
 */
export function seededIds(seed: string): Ids {
  const counts = new Map<string, number>();
  let bytes = seededBytes('');
  const draw = customRandom(BASE62, SIZE, (size) => bytes(size));
  return {
    next(prefix) {
      const count = (counts.get(prefix) ?? 0) + 1;
      counts.set(prefix, count);
      bytes = seededBytes(`${seed}/${prefix}/${count}`);
      return `${prefix}_${draw()}`;
    },
    mark() {
      const marked = new Map(counts);
      return () => {
        counts.clear();
        for (const [prefix, count] of marked) counts.set(prefix, count);
      };
    },
    counts: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    restore(saved) {
      counts.clear();
      for (const [prefix, count] of Object.entries(saved)) counts.set(prefix, count);
    },
  };
}
