import { VERSION } from '../../version.ts';
import type { Dispatcher } from '../../webhooks/dispatcher.ts';
import { snapshotText } from '../../world/snapshots/snapshot.ts';
import type { HashedWorld, Worlds } from '../../world/worlds.ts';

/*
 * A state is lines of JSON, in which a newline never occurs: a head; two lines for each sandbox, what is known of it and
 * its snapshot; an end, which tells a file that was cut off and counts all bytes before it.
 */

export const STATE_OBJECT = 'emulator.state';
export const STATE_VERSION = 1;

/** What is known of a sandbox besides its snapshot, as it is written. */
export interface SandboxLine {
  /** The SHA-256 of its key's name, in hexadecimal digits. */
  readonly sandbox: string;
  readonly used: boolean;
  readonly ids: number | null;
  /** When the snapshot was taken, by the machine's clock. */
  readonly wall_ms: number;
  /** Whether its time passed by itself. */
  readonly runs: boolean;
}

export interface EndLine {
  readonly end: true;
  readonly sandboxes: number;
  /** Of all before this line; finds every damage within 32 bits, and of others all but one in 4,000,000,000. */
  readonly crc32: number;
}

const lineOf = (value: object): string => `${JSON.stringify(value)}\n`;

export const endLine = (end: EndLine): string => lineOf(end);

/** Everything but the end, piece by piece; each sandbox is that of the instant at which its line is asked for. */
export function* stateText(worlds: Worlds, dispatcher: Dispatcher): Generator<string, number> {
  yield lineOf({ object: STATE_OBJECT, version: STATE_VERSION, emulator: VERSION });
  const hashed = worlds.hashed();
  for (const one of hashed) yield* sandboxText(one, dispatcher);
  return hashed.length;
}

function* sandboxText({ world, hash, used, ids }: HashedWorld, dispatcher: Dispatcher): Generator<string> {
  const snapshot = snapshotText(world, dispatcher)[Symbol.iterator]();
  try {
    let piece = snapshot.next();
    const { clock } = world.sandbox.parts;
    // Of the same instant as the first piece: nothing runs between the two.
    const line: SandboxLine = { sandbox: hash, used, ids, wall_ms: Date.now(), runs: clock.runs };
    yield lineOf(line);
    for (; piece.done !== true; piece = snapshot.next()) yield piece.value;
  } finally {
    snapshot.return?.();
  }
  yield '\n';
}
