// As long as most forms; what is longer is kept as a number of its bits.
const MOST_CHARACTERS = 512;

/** By what a text is told from another: a short one by itself, a long one by its length and 128 bits made of it. */
export function digestOf(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  // Four times the same sum, each of its own start and factor (odd ones, so that no bit is lost).
  const sums = SUMS.map(([start, factor]) => {
    let sum: number = start;
    for (let at = 0; at < text.length; at++) {
      sum = Math.imul(sum ^ text.charCodeAt(at), factor);
      sum ^= sum >>> 15;
    }
    return (sum >>> 0).toString(16).padStart(8, '0');
  });
  return `${text.length} characters, ${sums.join('')}`;
}

const SUMS = [
  [0x811c9dc5, 0x01000193],
  [0x9e3779b9, 0x85ebca6b],
  [0x7f4a7c15, 0xc2b2ae35],
  [0x2545f491, 0x27d4eb2f],
] as const;
