import type { Log } from '../../src/index.ts';

/*
 * A job that throws is told of in the log and taken out. Walks beside a model run without Vitest, too: so their emulators
 * write here, and each step asks whether anything was told.
 */

const told: string[] = [];

export const errorLog: Log = ({ kind, text }) => {
  if (kind === 'error') told.push(text);
};

export function expectNoErrors(): void {
  const [first] = told.splice(0);
  if (first !== undefined) throw new Error(first);
}
