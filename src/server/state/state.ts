import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Limits } from '../../model/settings.ts';
import { putInPlace } from '../../world/snapshots/snapshot.ts';
import type { Internals } from '../internals.ts';
import { isMissing, notOpened, whyNot } from './error.ts';
import { type Lock, lockState } from './lock.ts';
import { type SavedSandbox, StateReader, UnreadableState } from './reader.ts';
import { type StatePlace, StateWriter, temporaryOf, unlinkIfThere } from './writer.ts';

const READ_BYTES = 1_048_576;

const hashOf = (name: string): string => createHash('sha256').update(name).digest('hex');

/** A file whose sandboxes wait to be put in place. */
export interface OpenedState {
  /**
   * Puts them into an emulator, at once; resolves to what keeps the file up to date, when there is a file. What has fallen
   * due in the meantime runs with the emulator's timers.
   */
  settle(parts: Internals): Promise<StateWriter>;
}

/** Opens a state for this process alone; throws the sentence that says why it cannot. */
export async function openState(path: string, limits: Limits): Promise<OpenedState> {
  const place = { path, file: await placeOf(path) };
  const lock = lockState(path, place.file);
  try {
    const saved = await read(place, limits);
    return { settle: (parts) => settle({ place, lock, saved }, parts, limits.sandboxes) };
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

async function settle(
  { place, lock, saved }: { place: StatePlace; lock: Lock; saved: readonly SavedSandbox[] | undefined },
  parts: Internals,
  bound: number,
): Promise<StateWriter> {
  const { worlds, dispatcher, time } = parts;
  worlds.nameBy(hashOf);
  const hashes = new Set([...worlds.hashed().map(({ hash }) => hash), ...sandboxesOf(saved)]);
  if (hashes.size > bound) throw notOpened(place.path, tooMany(hashes.size, bound));
  for (const { line, staged } of saved ?? []) {
    const { sandbox: hash, used, ids } = line;
    const nowMs = staged.nowMs + passedMs(line, time.scale);
    putInPlace(worlds.under({ hash, used, ids }), { ...staged, nowMs }, dispatcher);
  }
  const writer = new StateWriter(place, parts, lock);
  if (saved === undefined) await writer.write();
  else writer.isUpToDate();
  return writer;
}

const sandboxesOf = (saved: readonly SavedSandbox[] | undefined): readonly string[] =>
  (saved ?? []).map(({ line }) => line.sandbox);

const tooMany = (count: number, bound: number): string =>
  `with it there are ${count} sandboxes, and ${bound} are allowed. Raise limits.sandboxes in the configuration, or name another file.`;

/** A clock that ran, and is to run, has run on; one that stood stands where it stood. */
const passedMs = ({ runs, wall_ms: wallMs }: SavedSandbox['line'], scale: number): number =>
  runs ? Math.floor(Math.max(0, Date.now() - wallMs) * scale) : 0;

/** The file itself, because a link would be replaced by a file. */
async function placeOf(path: string): Promise<string> {
  try {
    const file = await realpath(path);
    if (!(await stat(file)).isFile()) throw notOpened(path, 'it is no file. Name a file.');
    return file;
  } catch (thrown) {
    if (isMissing(thrown)) return resolve(path);
    throw refused(path, thrown);
  }
}

/** What is in the file; undefined if there is none. */
async function read(
  { path, file }: StatePlace,
  limits: Limits,
): Promise<readonly SavedSandbox[] | undefined> {
  try {
    // A process that was killed may have left one.
    await unlinkIfThere(temporaryOf(file));
    await access(file, constants.W_OK);
    return await readFile(file, limits);
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    throw refused(path, thrown);
  }
}

function refused(path: string, thrown: unknown): unknown {
  if (thrown instanceof UnreadableState)
    return notOpened(
      path,
      `${thrown.message} It was left as it is: move it away, or name another file.`,
      thrown,
    );
  return thrown instanceof Error && 'code' in thrown ? notOpened(path, whyNot(thrown), thrown) : thrown;
}

async function readFile(file: string, limits: Limits): Promise<readonly SavedSandbox[]> {
  const reader = new StateReader(limits);
  const handle = await open(file, 'r');
  for await (const bytes of handle.createReadStream({ highWaterMark: READ_BYTES })) reader.write(bytes);
  return reader.end();
}
