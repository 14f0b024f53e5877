/**
 * After so long a test has failed. It is there for what hangs, not for what is slow: machines are shared, and some are ten
 * times slower than others for a while.
 */
export const PATIENCE_MS = 180_000;
