/**
 * Adds to package-lock.json the platform packages that this machine's registry does not offer. A mirror for one platform
 * leaves them out, and `npm ci` then refuses the lockfile on every machine; they are optional, and their platform stands
 * in their names.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const file = new URL('../package-lock.json', import.meta.url);

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64le',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

const among = (words: readonly string[], known: readonly string[]): string[] =>
  known.filter((word) => words.includes(word)).slice(0, 1);

/** `@biomejs/cli-linux-arm64-musl` → linux, arm64, musl. */
function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[/@-]/);
  const [os, cpu] = [among(words, SYSTEMS), among(words, PROCESSORS)];
  const libc =
    words.includes('musl') || words.includes('musleabihf')
      ? ['musl']
      : words.includes('gnu')
        ? ['glibc']
        : [];
  return {
    ...(os.length > 0 ? { os } : {}),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(libc.length > 0 ? { libc } : {}),
  };
}

const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> };
const added: string[] = [];

/** The folders in which Node looks for what the package at `path` needs, nearest first. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('node_modules/').slice(0, -1);
  const folders = parts.map((_, at) => `${parts.slice(0, at + 1).join('node_modules/')}node_modules/`);
  return [`${path}/node_modules/`, ...folders.reverse()];
}

const exact = (range: string): string => range.replace(/^[\^~]/, '');

for (const [path, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  const wanted = Object.entries(optionalDependencies);
  const isAt = (folder: string, [name, range]: readonly [string, string]) =>
    lock.packages[folder + name]?.version === exact(range);
  // Where the packages of this machine's platform are, those of the others belong.
  const folder = foldersOf(path).find((candidate) =>
    wanted.some((dependency) => isAt(candidate, dependency)),
  );
  if (folder === undefined) continue;
  for (const [name, range] of wanted) {
    const platform = platformOf(name);
    if (
      lock.packages[folder + name] !== undefined ||
      (platform.os === undefined && platform.cpu === undefined)
    )
      continue;
    lock.packages[folder + name] = {
      version: exact(range),
      ...(dev === true ? { dev } : {}),
      optional: true,
      ...platform,
    };
    added.push(folder + name);
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? 'Nothing was missing.' : `Added ${added.length}: ${added.join(', ')}`);
