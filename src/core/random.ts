/**
 * Text → 32-bit number (FNV-1a). It reads on from the number of what stood before, so that the number can be kept in the
 * place of a beginning.
 */
export function foldText(text: string, before = 0x811c9dc5): number {
  let hash = before;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Near numbers become far ones. */
function mixed(number: number): number {
  let hash = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Bytes drawn from a seed (mulberry32): the same seed, the same bytes, in every JavaScript engine. */
export function seededBytes(seed: string, before?: number): (size: number) => Uint8Array {
  let state = mixed(foldText(seed, before));
  return (size) => {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at++) {
      state = (state + 0x6d2b79f5) | 0;
      let byte = Math.imul(state ^ (state >>> 15), state | 1);
      byte ^= byte + Math.imul(byte ^ (byte >>> 7), byte | 61);
      bytes[at] = (byte ^ (byte >>> 14)) >>> 24;
    }
    return bytes;
  };
}
