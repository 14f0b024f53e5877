/** A value as text, for a sentence. `String` alone throws at an object that has no prototype. */
export function asText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'an object';
  }
}

/** A value as JSON writes it, for a sentence; as text, where JSON cannot hold it: a BigInt, or what holds itself. */
export function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? asText(value);
  } catch {
    return asText(value);
  }
}
