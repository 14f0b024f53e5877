import { nodeCrypto } from './node-modules.ts';

/** Whether two texts are the same, in a time that tells nothing of where they differ, nor of their lengths. */
export function isSameSecret(given: string, secret: string): boolean {
  const { createHash, timingSafeEqual } = nodeCrypto();
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
