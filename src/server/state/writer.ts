import { access, type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { Internals } from '../internals.ts';
import { isMissing, StateError, whyNot } from './error.ts';
import type { Lock } from './lock.ts';
import { endLine, stateText } from './text.ts';

export interface StatePlace {
  /** As the user has named it. */
  readonly path: string;
  /** Where it is. */
  readonly file: string;
}

export const temporaryOf = (file: string): string => `${file}.tmp`;

export async function unlinkIfThere(file: string): Promise<void> {
  await unlink(file).catch((thrown: unknown) => {
    if (!isMissing(thrown)) throw thrown;
  });
}

const POLL_MS = 100;
// A process that is killed loses what has changed since the last write: one eleventh of the time goes into it.
const RESTS_FOR_EACH_WRITE = 10;
// Work for which a request may have to wait; and how long requests then have the process to themselves. Of those that come
// one after another, some two hundred do in that time, so that far fewer than one in a hundred has to wait.
const SLICE_MS = 0.5;
const BREAK_MS = 20;

/**
 * Keeps a file up to date with the sandboxes. It is written beside its place and moved there when it is whole, so that the
 * file is always one that was written whole.
 */
export class StateWriter {
  readonly #place: StatePlace;
  readonly #parts: Internals;
  readonly #lock: Lock;
  /** What `changes` was when that which is in the file was taken. */
  #saved: number | undefined;
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #isEnding = false;
  #complaint: string | undefined;

  constructor(place: StatePlace, parts: Internals, lock: Lock) {
    this.#place = place;
    this.#parts = parts;
    this.#lock = lock;
  }

  /** The file holds what is in the sandboxes now. */
  isUpToDate(): void {
    this.#saved = this.#parts.worlds.changes();
  }

  /** Writes from now on while something changes. */
  begin(): void {
    this.#restFor(POLL_MS);
  }

  /** Writes a last time if something has changed; throws the sentence that says why it cannot. */
  async finish(): Promise<void> {
    this.#isEnding = true;
    clearTimeout(this.#timer);
    await this.#writing;
    try {
      // Somebody may have deleted it while nothing changed.
      if (this.#isDue() || !(await isThere(this.#place.file))) await this.write();
    } finally {
      this.#lock.release();
    }
  }

  async write(): Promise<void> {
    const changes = this.#parts.worlds.changes();
    const { path, file } = this.#place;
    const temporary = temporaryOf(file);
    try {
      await unlinkIfThere(temporary);
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await this.#pour(handle);
        await handle.sync();
      } finally {
        await handle.close();
      }
      this.#lock.keep();
      await rename(temporary, file);
      await syncFolder(dirname(file));
    } catch (cause) {
      await unlinkIfThere(temporary).catch(() => {});
      throw new StateError(`Failed to write the state ${path}: ${whyNot(cause)}`, { cause });
    }
    this.#saved = changes;
  }

  #isDue(): boolean {
    return this.#parts.worlds.changes() !== this.#saved;
  }

  #restFor(ms: number): void {
    if (this.#isEnding) return;
    this.#timer = setTimeout(() => {
      this.#writing = this.#turn();
    }, ms).unref();
  }

  async #turn(): Promise<void> {
    const startedMs = performance.now();
    if (this.#isDue()) await this.write().then(() => this.#praise(), this.#complain);
    this.#restFor(Math.max(POLL_MS, RESTS_FOR_EACH_WRITE * (performance.now() - startedMs)));
  }

  /** Says what is the matter, until it is something else. */
  readonly #complain = (thrown: unknown): void => {
    const sentence = thrown instanceof Error ? thrown.message : String(thrown);
    if (sentence === this.#complaint) return;
    this.#complaint = sentence;
    this.#parts.log({
      kind: 'notice',
      text: `${sentence} Nothing is lost: what was written last is whole, and it is tried again and again.`,
    });
  };

  #praise(): void {
    if (this.#complaint === undefined) return;
    this.#complaint = undefined;
    this.#parts.log({ kind: 'notice', text: `The state ${this.#place.path} is written again.` });
  }

  async #pour(handle: FileHandle): Promise<void> {
    const { worlds, dispatcher } = this.#parts;
    const text = stateText(worlds, dispatcher);
    let sum = 0;
    // While nothing happens nobody has to be spared.
    let changes = worlds.changes();
    for (;;) {
      const { gathered, sandboxes } = slice(text);
      const bytes = Buffer.from(gathered);
      sum = crc32(bytes, sum);
      await handle.writeFile(bytes);
      if (sandboxes !== undefined) {
        await handle.writeFile(endLine({ end: true, sandboxes, crc32: sum }));
        return;
      }
      if (changes !== worlds.changes() && !this.#isEnding) await pause(BREAK_MS);
      changes = worlds.changes();
    }
  }
}

/** As many pieces as there are in a slice of time; the number of sandboxes with the last of them. */
function slice(text: Iterator<string, number>): {
  readonly gathered: string;
  readonly sandboxes: number | undefined;
} {
  const untilMs = performance.now() + SLICE_MS;
  let gathered = '';
  do {
    const { done, value } = text.next();
    if (done === true) return { gathered, sandboxes: value };
    gathered += value;
  } while (performance.now() < untilMs);
  return { gathered, sandboxes: undefined };
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** So that the move outlasts a power failure. Windows and some file systems know no such thing. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // The file itself is on the disk.
  }
}
