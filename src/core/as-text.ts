/** A value as text, for a sentence. `String` alone throws at an object that has no prototype. */
export function asText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'an object';
  }
}
