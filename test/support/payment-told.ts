import type { Ref, World } from './payment-world.ts';

/* Whether both sides tell the same. The model learns an id where it sees it first; no other object may have it then. */

const isRef = (value: unknown): value is Ref =>
  typeof value === 'object' && value !== null && 'number' in value;

function agrees(world: World, found: unknown, expected: unknown): boolean {
  if (isRef(expected)) return isKnown(world, found, expected);
  if (!Array.isArray(expected)) return found === expected;
  return (
    Array.isArray(found) &&
    found.length === expected.length &&
    expected.every((one, at) => agrees(world, found[at], one))
  );
}

function isKnown({ refs }: World, found: unknown, ref: Ref): boolean {
  if (ref.id !== null) return ref.id === found;
  if (typeof found !== 'string' || refs.has(found)) return false;
  ref.id = found;
  refs.set(found, ref);
  return true;
}

const written = (value: unknown): string =>
  JSON.stringify(value, (_, one) =>
    isRef(one) ? (one.id ?? `the ${one.number}th object, a ${one.type}`) : one,
  );

export function same(world: World, what: string, found: unknown, expected: unknown): void {
  if (agrees(world, found, expected)) return;
  throw new Error(`${what}: the emulator says\n  ${written(found)}\nand the model\n  ${written(expected)}`);
}
