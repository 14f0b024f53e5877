/** Why a state can be opened or written no more: what failed, why, and what to do. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

const LET_WRITE = 'Let this user write the file and its folder, or name another file';

const WHY_NOT: Readonly<Record<string, readonly [why: string, remedy: string]>> = {
  EACCES: ['this user may not use it', LET_WRITE],
  EPERM: ['this user may not use it', LET_WRITE],
  EROFS: ['its file system is read-only', 'Name a file elsewhere'],
  ENOSPC: ['the disk is full', 'Make room'],
  EDQUOT: ["this user's share of the disk is used up", 'Make room'],
  EFBIG: ['files may not grow so large here', 'Raise the limit (ulimit -f), or name a file elsewhere'],
  ENOENT: ['there is no such folder', 'Make the folder'],
  ENOTDIR: ['a part of its path is no folder', 'Name a file in a folder'],
  EISDIR: ['a folder is in its way', 'Move the folder, or name another file'],
  ENOTEMPTY: ['a folder is in its way', 'Move the folder, or name another file'],
  ENAMETOOLONG: ['its name is too long', 'Give it a shorter one'],
  ELOOP: ['its links lead in a circle', 'Name the file itself'],
};

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';

export const isMissing = (thrown: unknown): boolean => codeOf(thrown) === 'ENOENT';
export const isTaken = (thrown: unknown): boolean => codeOf(thrown) === 'EEXIST';

/** Where the system has refused, as far as it says. */
const placeIn = (thrown: unknown): string =>
  thrown instanceof Error && 'path' in thrown && typeof thrown.path === 'string' ? `: ${thrown.path}` : '';

/** `the disk is full (ENOSPC). Make room.`: why the system has refused, and what to do. */
export function whyNot(thrown: unknown): string {
  const code = codeOf(thrown);
  const known = WHY_NOT[code];
  if (known !== undefined) return `${known[0]} (${code}${placeIn(thrown)}). ${known[1]}.`;
  return `${thrown instanceof Error ? thrown.message : String(thrown)}.`;
}

export const notOpened = (path: string, why: string, cause?: unknown): StateError =>
  new StateError(`Failed to open the state ${path}: ${why}`, { cause });
