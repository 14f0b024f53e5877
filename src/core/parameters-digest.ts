import { digestOf } from './digest.ts';
import type { FormHash } from './form.ts';

/** A value with the names of each hash in one order: which came first is nobody's choice. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, member]) => [name, inOrder(member)]));
}

const ordered = (value: unknown): string => JSON.stringify(inOrder(value));

/** What is kept of parameters to tell them from others: short ones as they came, of long ones a digest. */
export function parametersDigest(form: FormHash): string {
  const text = JSON.stringify(form);
  return digestOf(text) === text ? text : digestOf(ordered(form));
}

/** Whether parameters are those that `kept` was made of, in whatever order they were sent. */
export function areKept(form: FormHash, kept: string): boolean {
  if (parametersDigest(form) === kept) return true;
  if (kept.startsWith('{')) return ordered(JSON.parse(kept)) === ordered(form);
  // Older snapshots have a digest of the order in which they came.
  return digestOf(JSON.stringify(form)) === kept;
}
