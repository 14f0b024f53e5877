/** A process starts in a tenth of a second on an idle machine; the busiest one may take a hundred times as long. */
const PROCESS_MS = 10_000;

/** The time limit of a test that waits for so many processes, one after another. */
export const processes = (count: number): { readonly timeout: number } => ({ timeout: count * PROCESS_MS });
