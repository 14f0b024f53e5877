import { customAlphabet, customRandom } from 'nanoid';
import { foldText, seededBytes } from './random.ts';

// Ids are letters and digits after the prefix: nanoid's own `-` and `_` break users' patterns.
export const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SIZE = 24;
/** Those that are not as long as the others (recorded). */
const SIZES: Readonly<Record<string, number>> = {
  acct: 16,
  cs_test_a1: 56,
  cs_test_c1: 56,
  pa_nonce: 31,
  req: 14,
  sa_nonce: 31,
  secret: 25,
};
const sizeOf = (prefix: string): number => SIZES[prefix] ?? SIZE;
/** What stands before the letters: of Checkout Sessions the prefix alone (recorded). */
const startOf = (prefix: string): string => (prefix.startsWith('cs_test_') ? prefix : `${prefix}_`);

/** Letters and digits that stand for a text. */
export const lettersOf = (text: string, size: number): string =>
  customRandom(BASE62, size, seededBytes(text))();

/** A number written in letters and digits, so many of them; of a larger one only the end is written. */
export function lettersOfNumber(number: number, size: number): string {
  let [rest, text] = [number, ''];
  for (let count = 0; count < size; count++) {
    text = BASE62.charAt(rest % BASE62.length) + text;
    rest = Math.floor(rest / BASE62.length);
  }
  return text;
}

/** The number that letters and digits were written of. */
export const numberOfLetters = (text: string): number =>
  [...text].reduce((number, letter) => number * BASE62.length + BASE62.indexOf(letter), 0);

/** Letters of a text by twice as many bits, in two halves: enough for no two among millions to be alike. */
export const madeLetters = (text: string, size: number): string =>
  lettersOf(`${text}/1`, Math.ceil(size / 2)) +
  lettersOf(`2/${[...text].reverse().join('')}`, Math.floor(size / 2));

/** Makes ids, and tells how many of each prefix it has made, so that a snapshot can go on where it was. */
export interface Ids {
  /** Which stream of ids it is, as a number that stands for the seed; null where ids are random. */
  readonly stream: number | null;
  /** The next one that is not taken. Random ones are never asked for: they do not come twice. */
  next(prefix: string, isTaken?: (id: string) => boolean): string;
  counts(): Record<string, number>;
  /** Does `work`; where that throws, goes back to where the streams were, so that a refused request uses up no id. */
  attempt<Result>(work: () => Result): Result;
  restore(counts: Readonly<Record<string, number>>): void;
}

/** Ids that differ at each start. */
export function randomIds(): Ids {
  const random = customAlphabet(BASE62, SIZE);
  return {
    stream: null,
    next: (prefix) => startOf(prefix) + random(sizeOf(prefix)),
    counts: () => ({}),
    attempt: (work) => work(),
    restore: () => {},
  };
}

/**
 * The same ids for the same seed. Each prefix has its own count, so that an additional event changes no account's id. The
 * n-th id depends on (seed, prefix, n) alone, so that a snapshot has to save only the counts.
 */
export const seededIds = (seed: string): Ids => idsOfStream(foldText(`${seed}/`));

function idsOfStream(stream: number): Ids {
  const counts = new Map<string, number>();
  // What the counts were before each id of the attempts under way: to copy them all at each request would cost more.
  const drawn: (readonly [prefix: string, before: number | undefined])[] = [];
  let attempts = 0;
  const goBackTo = (length: number): void => {
    while (drawn.length > length) {
      const [prefix, before] = drawn.pop() ?? [''];
      if (before === undefined) counts.delete(prefix);
      else counts.set(prefix, before);
    }
  };
  let bytes = seededBytes('');
  const draw = customRandom(BASE62, SIZE, (size) => bytes(size));
  return {
    stream,
    next(prefix, isTaken) {
      for (;;) {
        const before = counts.get(prefix);
        if (attempts > 0) drawn.push([prefix, before]);
        const count = (before ?? 0) + 1;
        counts.set(prefix, count);
        bytes = seededBytes(`${prefix}/${count}`, stream);
        const id = startOf(prefix) + draw(sizeOf(prefix));
        // What an earlier run has answered can be put in place in this one, and comes out of the same stream.
        if (isTaken?.(id) !== true) return id;
      }
    },
    attempt(work) {
      const { length } = drawn;
      attempts++;
      try {
        return work();
      } catch (thrown) {
        goBackTo(length);
        throw thrown;
      } finally {
        attempts--;
        if (attempts === 0) drawn.length = 0;
      }
    },
    counts: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    restore(saved) {
      drawn.length = 0;
      counts.clear();
      for (const [prefix, count] of Object.entries(saved)) counts.set(prefix, count);
    },
  };
}

/** Ids that can be told to go on with another stream: a sandbox out of a file keeps its own, whatever the seed is now. */
export interface ReplaceableIds extends Ids {
  follow(stream: number | null): void;
}

export function replaceableIds(first: Ids): ReplaceableIds {
  let ids = first;
  return {
    get stream() {
      return ids.stream;
    },
    next: (prefix, isTaken) => ids.next(prefix, isTaken),
    counts: () => ids.counts(),
    attempt: (work) => ids.attempt(work),
    restore: (counts) => ids.restore(counts),
    follow(stream) {
      ids = stream === null ? randomIds() : idsOfStream(stream);
    },
  };
}
