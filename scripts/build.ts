import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { type BuildOptions, build } from 'rolldown';
import { binBundle, common } from './bin-bundle.ts';
import { setup as makeBrowserFiles } from './browser-bundle.ts';
import { plainTypes } from './plain-types.ts';

/*
 * Makes dist/: `npm run build`. ESM for every entry point, CommonJS for those that a default Jest loads, the command line
 * in one bundle of its own, and the declarations that the entry points need.
 */

const ROOT = join(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');
const DIST = join(ROOT, 'dist');
const EMITTED = join(DIST, '.declarations');

const ENTRIES = ['index', 'node', 'msw', 'playwright', 'redirect', 'stripe-js', 'vitest'];
// Vitest itself is ESM only.
const COMMONJS = ENTRIES.filter((name) => name !== 'vitest');
const INLINED = ['@hono/node-server', 'hono', 'nanoid'];
const PEERS = /^(@playwright\/test|msw|stripe|vitest)(\/|$)/;
const DEPENDENCIES = /^(@hono\/node-server|hono|nanoid)(\/|$)/;

const sources = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, join(SRC, `${name}.ts`)]));

const ESM: BuildOptions = {
  ...common,
  input: sources(ENTRIES),
  external: [PEERS, DEPENDENCIES, /^node:/],
  platform: 'neutral',
  output: { dir: DIST, format: 'esm', chunkFileNames: 'shared/[name]-[hash].js' },
};

// Jest cannot require an ES module, so the dependencies, which are no other, come along.
const CJS: BuildOptions = {
  ...common,
  input: sources(COMMONJS),
  external: [PEERS, /^node:/],
  platform: 'node',
  output: {
    dir: DIST,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'shared/[name]-[hash].cjs',
  },
};

function run(command: string, ...args: readonly string[]): void {
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`Failed: ${command} ${args.join(' ')}`);
}

const IMPORTED = /(from |import\()'(\.{1,2}\/[^']+)\.ts'/g;

const WIRE = 'model/wire';
const FROM_WIRE = /import type \{([^}]*)\} from '[./]*\/(?:model\/)?wire\.ts'/g;

const TWINS = 'options/twins';
const TWIN_TYPES = 'options/options';
const ADDED_TWINS =
  /declare module '[./]+\/options\/twins\.ts' \{\n\s*interface Twins \{\n(.*?)\n {4}\}\n\}/gs;
const EXPORTED = /export (?:interface|type) (\w+)|export type \{([^}]*)\}/g;

/** The methods that are declared beside the actions, in one interface, with the types that they name. */
async function twins(): Promise<string> {
  const folder = join(EMITTED, 'src', 'control');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.d.ts'));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const members = texts
    .flatMap((text) => [...text.matchAll(ADDED_TWINS)].map(([, inner = '']) => inner))
    .join('\n');
  const types = await readFile(join(EMITTED, 'src', `${TWIN_TYPES}.d.ts`), 'utf8');
  const named = [...types.matchAll(EXPORTED)]
    .flatMap(([, one, several = '']) => [one ?? '', ...several.split(',')])
    .map((name) => name.trim())
    .filter((name) => name !== '' && new RegExp(`\\b${name}\\b`).test(members));
  if (members === '')
    throw new Error('The actions declare no twins any more: does the build still find them?');
  return `import type { ${named.join(', ')} } from './options.ts';\nexport interface Twins {\n${members}\n}\n`;
}

/** The declarations that can be reached from the entry points, by their path below src; the wire types are written out. */
async function reachable(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const waiting = [...ENTRIES];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name) || name === WIRE) continue;
    const text =
      name === TWINS ? await twins() : await readFile(join(EMITTED, 'src', `${name}.d.ts`), 'utf8');
    found.set(name, text);
    for (const [, , path = ''] of text.matchAll(IMPORTED))
      waiting.push(posix.join(posix.dirname(name), path));
  }
  const wire = [...found.values()].flatMap((text) =>
    [...text.matchAll(FROM_WIRE)].flatMap(([, names = '']) => names.split(',')),
  );
  if (wire.length > 0) found.set(WIRE, plainTypes([...new Set(wire.map((name) => name.trim()))]));
  return found;
}

const BARE = /(?:from |import\(|types=)['"]([^.'"][^'"]*)['"]/g;
const NODE_GLOBALS = /\b(NodeJS\.|Buffer\b)/;

/** What an entry point is for, where that has another name. */
const PACKAGES: Readonly<Record<string, string>> = {
  playwright: '@playwright/test',
  'stripe-js': '@stripe/stripe-js',
};

/** The package must type-check where nothing else is installed; who imports from `./msw` has MSW, and so on. */
function checkForeign(name: string, text: string): void {
  const foreign = [...text.matchAll(BARE)].map(([, specifier]) => specifier);
  const wrong = foreign.find((specifier) => specifier !== (PACKAGES[name] ?? name));
  if (wrong === undefined && !NODE_GLOBALS.test(text)) return;
  throw new Error(`dist/${name}.d.ts mentions ${wrong ?? "Node's types"}: keep it out of the public types.`);
}

/** For projects whose `lib` stops before explicit resource management. */
const withLibraries = (text: string): string =>
  /\bAsyncDisposable\b/.test(text) ? `/// <reference lib="esnext.disposable" />\n${text}` : text;

async function declarations(): Promise<void> {
  run('npx', 'tsc', '-p', 'src');
  const declared = await reachable();
  for (const [name, text] of declared) {
    checkForeign(name, text);
    const complete = withLibraries(text);
    const target = join(DIST, name);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(`${target}.d.ts`, complete.replace(IMPORTED, "$1'$2.js'"));
    if (ENTRIES.includes(name) && !COMMONJS.includes(name)) continue;
    await writeFile(`${target}.d.cts`, complete.replace(IMPORTED, "$1'$2.cjs'"));
  }
  await rm(EMITTED, { recursive: true });
}

/** What is inlined keeps its licence. */
async function licences(): Promise<void> {
  const texts = INLINED.map(
    async (name) => `${name}\n\n${await readFile(join(ROOT, 'node_modules', name, 'LICENSE'), 'utf8')}`,
  );
  await writeFile(join(DIST, 'THIRD-PARTY-LICENSES.txt'), (await Promise.all(texts)).join('\n\n'));
}

await rm(DIST, { recursive: true, force: true });
await makeBrowserFiles();
await declarations();
for (const options of [ESM, CJS, binBundle(DIST)]) await build(options);
await licences();
await chmod(join(DIST, 'bin.js'), 0o755);
