/** Text → 32-bit number (FNV-1a, finished with a mixer so that near texts give far numbers). */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Bytes drawn from a seed (mulberry32): the same seed, the same bytes, in every JavaScript engine. */
export function seededBytes(seed: string): (size: number) => Uint8Array {
  let state = hashText(seed);
  return (size) => {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at++) {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      bytes[at] = (mixed ^ (mixed >>> 14)) >>> 24;
    }
    return bytes;
  };
}
