import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { isHash } from '../../core/form.ts';
import { isMissing, isTaken, notOpened, whyNot } from './error.ts';

/* One emulator a file: docs/decisions/011-state-file.md tells why this is not left to a library. */

export interface Lock {
  /** Throws where somebody else has the lock by now; makes it again where it is gone, with its folder perhaps. */
  keep(): void;
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/** Takes the lock of a file; throws the sentence that says who has it. It is released when the process exits. */
export function lockState(path: string, file: string): Lock {
  const lock = `${file}.lock`;
  const own = JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() });
  try {
    // Twice, because a lock that was left behind is moved out of the way first.
    if (!isTakenNow(lock, own) && !(isOutOfTheWay(path, lock) && isTakenNow(lock, own)))
      throw notOpened(path, `another emulator has opened it at this moment (${lock}).`);
  } catch (thrown) {
    throw thrown instanceof Error && 'code' in thrown
      ? notOpened(path, `its lock ${lock} cannot be made: ${whyNot(thrown)}`, thrown)
      : thrown;
  }
  const release = (): void => {
    process.off('exit', release);
    // The folder may be gone, or somebody may have put another lock there.
    if (readIfThere(lock) === own) rmSync(lock, { force: true });
  };
  process.on('exit', release);
  const keep = (): void => {
    if (readIfThere(lock) === own || isTakenNow(lock, own)) return;
    throw new Error(`another emulator has taken its lock ${lock}: end one of the two`);
  };
  return { keep, release };
}

function isTakenNow(lock: string, own: string): boolean {
  try {
    writeFileSync(lock, own, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (thrown) {
    if (isTaken(thrown)) return false;
    // Made, and not written: on a full disk.
    if (readIfThere(lock) === '') rmSync(lock, { force: true });
    throw thrown;
  }
}

function readIfThere(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return undefined;
  }
}

/** Moves a lock away whose process has ended. Two may try at once: whoever has moved the lock of a living one gives it back. */
function isOutOfTheWay(path: string, lock: string): boolean {
  const seen = readIfThere(lock);
  if (seen === undefined) return true;
  checkIsOver(path, lock, holderIn(seen));
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch (thrown) {
    if (isMissing(thrown)) return true;
    throw thrown;
  }
  const isTheSame = readIfThere(aside) === seen;
  if (!isTheSame) linkSync(aside, lock);
  rmSync(aside, { force: true });
  return isTheSame;
}

function holderIn(text: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(text);
    if (!isHash(holder)) return undefined;
    const { pid, host } = holder;
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : undefined;
  } catch {
    return undefined;
  }
}

function checkIsOver(path: string, lock: string, holder: Holder | undefined): void {
  if (holder === undefined)
    throw notOpened(
      path,
      `its lock ${lock} does not say whose it is. If no emulator uses the file, delete the lock.`,
    );
  const { pid, host } = holder;
  if (host !== hostname())
    throw notOpened(
      path,
      `process ${pid} on ${host} uses it, says its lock ${lock}. If that machine or container is gone, delete the lock; two emulators on one file would overwrite each other's sandboxes.`,
    );
  if (pid !== process.pid && isRunning(pid))
    throw notOpened(
      path,
      `process ${pid} uses it, says its lock ${lock}. End that emulator, or name another file; if that process is no emulator, delete the lock.`,
    );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // There is one, of another user.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}
