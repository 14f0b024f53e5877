import { execFile } from 'node:child_process';
import { mkdir, realpath, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/* Another commit beside this one, to be measured against: its files, with the dependencies that are installed here. */

export const OWN_ROOT = join(import.meta.dirname, '..');

const run = promisify(execFile);
const MAX_OUTPUT_BYTES = 16_777_216;

export interface Commit {
  readonly hash: string;
  /** Its short hash and its subject. */
  readonly name: string;
  /** What is to be known of the comparison, in a sentence each. */
  readonly notices: readonly string[];
}

export interface Checkout {
  readonly root: string;
  /** Its command line, built as its own package has it the first time it is asked for; rejects with a sentence if it does not build. */
  bin(): Promise<string>;
}

/** Somebody has asked for what cannot be: a sentence is all there is to say. */
export class Refusal extends Error {}

async function git(root: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', [...args], { cwd: root, maxBuffer: MAX_OUTPUT_BYTES });
  return stdout.trim();
}

/** The commit that somebody has named; throws a `Refusal` for what is none. */
export async function commitCalled(named: string, root = OWN_ROOT): Promise<Commit> {
  await git(root, 'rev-parse', '--git-dir').catch(() => {
    throw new Refusal(
      `--against compares with a commit, and ${root} is no git checkout: clone the repository, and run the bench there.`,
    );
  });
  const hash = await git(root, 'rev-parse', '--verify', '--end-of-options', `${named}^{commit}`).catch(() => {
    throw new Refusal(
      `--against is "${named}", and there is no such commit here. Give a hash, a branch or a tag, or fetch it first.`,
    );
  });
  const name = await git(root, 'log', '-1', '--format=%h, “%s”', hash);
  return { hash, name, notices: await noticesOf(hash, root) };
}

async function noticesOf(hash: string, root: string): Promise<readonly string[]> {
  const isDirty = (await git(root, 'status', '--porcelain')) !== '';
  const isSame = (await git(root, 'rev-parse', 'HEAD')) === hash;
  if (isDirty) return ['What is changed here and in no commit yet is measured as well.'];
  return isSame ? ['It is what is checked out: whatever differs is chance.'] : [];
}

/** Puts a commit into a folder, which is to be empty or not there. */
export async function checkOut({ hash }: Commit, folder: string, root = OWN_ROOT): Promise<Checkout> {
  await mkdir(folder, { recursive: true });
  const archive = `${folder}.tar`;
  // Not a worktree, of which the repository would keep a note where this process is killed.
  await git(root, 'archive', '--format=tar', `--output=${archive}`, hash);
  await run('tar', ['-xf', archive, '-C', folder]);
  await rm(archive);
  await symlink(await realpath(join(root, 'node_modules')), join(folder, 'node_modules'), 'junction');
  let built: Promise<string> | undefined;
  return {
    root: folder,
    bin: () => {
      built ??= builtBin(folder);
      return built;
    },
  };
}

async function builtBin(folder: string): Promise<string> {
  await run(process.execPath, [join('scripts', 'build.ts')], {
    cwd: folder,
    maxBuffer: MAX_OUTPUT_BYTES,
  }).catch((thrown: Error & { stderr?: string }) => {
    const [why = thrown.message] = /^\w*Error: .*$/m.exec(thrown.stderr ?? '') ?? [];
    throw new Error(`It does not build: ${why}`);
  });
  return join(folder, 'dist', 'bin.js');
}
