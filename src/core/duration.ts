const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

// A hundred years: far enough for a test, and never near the end of what a Date can hold.
const MAX_DAYS = 36_500;

/** `250ms`, `5s`, `10m`, `1h`, `1d` → milliseconds; undefined for anything else, a bare number included. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim());
  if (match === null) return undefined;
  const ms = Math.round(Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS]);
  return ms > MAX_DAYS * UNIT_MS.d ? undefined : ms;
}

/** The sentence for what `parseDuration` does not take. */
export const durationSentence = (name: string, text: string): string =>
  `Invalid ${name}: "${text}". A duration carries its unit, such as 250ms, 5s, 10m, 1h or 1d, and is at most ${MAX_DAYS}d.`;
