const MEGABYTE = 1_048_576;

/** Bytes of the heap that are in use, once what nobody holds has been collected. */
export async function heapBytes(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    // What ends in a later turn, as promises and finalizers do, is let end.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}

export const megabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;

/** Says a figure and what it may be at most; the part has failed if it is more. */
export function atMost(what: string, figure: number, bound: number, shown: (figure: number) => string): void {
  const holds = figure <= bound;
  console.info(`  ${holds ? 'ok ' : 'NOT'} ${what}: ${shown(figure)}, at most ${shown(bound)}`);
  if (!holds) process.exitCode = 1;
}

/** Says that something is as it must be; the part has failed if it is not. */
export function same(what: string, found: unknown, wanted: unknown): void {
  const holds = JSON.stringify(found) === JSON.stringify(wanted);
  console.info(
    `  ${holds ? 'ok ' : 'NOT'} ${what}: ${JSON.stringify(found)}${holds ? '' : `, and not ${JSON.stringify(wanted)}`}`,
  );
  if (!holds) process.exitCode = 1;
}
