import { masked } from './masked.ts';

/** How many characters of what was sent a sentence carries, all its values together. */
export const MOST_SENT = 500;

/** A text cut to `most` characters, the last of them `…`. What is kept shares no memory with what was cut. */
export function cut(text: string, most = MOST_SENT): string {
  // By `join`, because a slice keeps the whole text alive that it was taken from.
  return text.length <= most ? text : [...text.slice(0, Math.max(0, most - 1)), '…'].join('');
}

/** A part of a sentence that is the emulator's own, such as a list of what there is: never cut. */
interface Ours {
  readonly ours: string;
}

export const ours = (text: string): Ours => ({ ours: text });

type Part = string | number | Ours;

/**
 * Tags the template of an error's sentence. What is put into it was sent by somebody and can be as long as a body: all of
 * it together is held to `MOST_SENT` characters, the longest values being cut first, and passwords in URLs are masked.
 */
export function sentence(texts: TemplateStringsArray, ...parts: readonly Part[]): string {
  // Masked before they are cut: what is left of a password would not be known for one.
  const told = parts.map((part) => (typeof part === 'string' ? masked(part) : part));
  const most = share(told.map((part) => (typeof part === 'string' ? part.length : 0)));
  const written = told.map((part) =>
    typeof part === 'object' ? part.ours : typeof part === 'string' ? cut(part, most) : part,
  );
  return String.raw({ raw: texts }, ...written);
}

/** The most that each of these lengths may have, so that their sum stays within `MOST_SENT`. */
function share(lengths: readonly number[]): number {
  let left = MOST_SENT;
  const ascending = [...lengths].sort((a, b) => a - b);
  for (const [at, length] of ascending.entries()) {
    const most = Math.floor(left / (ascending.length - at));
    if (length > most) return most;
    left -= length;
  }
  return MOST_SENT;
}

/** Names in a row; of a million only as many as can be told. */
export const listed = (names: readonly string[]): string => names.slice(0, MOST_SENT).join(', ');
