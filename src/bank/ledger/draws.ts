/** Numbers drawn one after another from a seed: the same in every JavaScript engine, so nothing but exact arithmetic. */
export interface Draws {
  /** From 0, inclusive, to 1. */
  readonly fraction: () => number;
  /** A whole number, both inclusive. */
  readonly whole: (least: number, most: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly one: <T>(list: readonly [T, ...T[]]) => T;
  /** Around a median, rarely up to six times or down to a sixth of it, as what people spend is. */
  readonly around: (median: number) => number;
}

/** A place in the world of numbers → a number far from that of its neighbour. */
export function folded(...numbers: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const number of numbers) {
    hash = Math.imul(hash ^ (number | 0), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** Mulberry32. */
export function drawsFrom(seed: number): Draws {
  let state = seed | 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number): number => least + Math.floor(fraction() * (most - least + 1));
  return {
    fraction,
    whole,
    chance: (probability) => fraction() < probability,
    // There is one at each of these places: the list is not empty.
    one: <T>(list: readonly [T, ...T[]]): T => list[whole(0, list.length - 1)] ?? list[0],
    around: (median) => {
      // Three of them, because Math.exp and Math.cos differ between engines in their last digits.
      const far = fraction() + fraction() + fraction() - 1.5;
      const factor = far >= 0 ? (1 + far) ** 2 : 1 / (1 - far) ** 2;
      return Math.max(1, Math.round(median * factor));
    },
  };
}
