import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { expect, onTestFinished, test } from 'vitest';
import { binBundle } from '../../scripts/bin-bundle.ts';
import { loadedForFirstAnswers } from '../support/loaded-modules.ts';
import { processes } from '../support/processes.ts';

/* What a start loads, until it has said that it is up and has answered a call of the API. */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Where what the first answers need is found. A room or a package that is new is not needed before it is told here. */
const NEEDED = [
  'package.json',
  'fixtures/*.json',
  'src/{bin,engine,version,web}.ts',
  'src/{api,bank,cli,core,model,options,resources,sandbox,server,webhooks,world}/**',
  'src/control/{asked-world,health,lists}.ts',
  'node_modules/nanoid/**',
  'node_modules/hono/dist/{router.js,router/{utils.js,reg-exp-router/*},utils/url.js}',
];

/** What stands there and has its time later, or never. */
const LATER = [
  'src/api/popup.ts',
  'src/api/browser-answers.ts',
  'src/cli/{banner,config,esm-by-syntax,exec,help}.ts',
  'src/server/{any-request,cross-origin}.ts',
  'src/server/{redirect,state}/**',
  'src/model/shapes/**',
  'src/world/snapshots/!(snapshot).ts',
  'src/core/{json-cutter,shared-texts}.ts',
];

/** Of Node: what each of these is made of takes milliseconds. */
const NODES_LATER = [
  'crypto',
  'http2',
  'https',
  'inspector',
  'internal/deps/undici/undici',
  'internal/fs/promises',
  'internal/readline/interface',
  'internal/webstreams/readablestream',
  'readline',
  'tls',
  'worker_threads',
  'zlib',
];

const ADVICE =
  'Import what is here where it is first used, as src/server/listen.ts imports any-request.ts, or what src/server/node-modules.ts has by its functions. If the first answer needs it, add it to NEEDED, or take it out of LATER, with the milliseconds that it costs (npm run bench -- --only start --against main).';

/** As `npm install` would place it: `node_modules` may be a link. */
function placeOf(url: string): string {
  const path = fileURLToPath(url);
  const dependency = path.lastIndexOf('/node_modules/');
  if (dependency >= 0) return path.slice(dependency + 1);
  return path.startsWith(ROOT) ? path.slice(ROOT.length) : path;
}

const isAmong = (patterns: readonly string[]) => (place: string) =>
  patterns.some((pattern) => matchesGlob(place, pattern));

test('the source loads what the first answers need, and nothing else', processes(2), async () => {
  const { files, builtins } = await loadedForFirstAnswers(join(ROOT, 'src', 'bin.ts'));
  const places = files.map(placeOf);
  const isNeeded = isAmong(NEEDED);
  const isLater = isAmong(LATER);

  expect(places).toContain('src/api/app.ts');
  expect(
    places.filter((place) => !isNeeded(place) || isLater(place)),
    ADVICE,
  ).toEqual([]);
  expect(
    builtins.filter((name) => NODES_LATER.includes(name)),
    ADVICE,
  ).toEqual([]);
});

test('the bundle has that in one file', processes(2), async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stripe-fc-emulator-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await build(binBundle(folder));

  const { files, builtins } = await loadedForFirstAnswers(join(folder, 'bin.js'));

  expect(
    files.map((url) => fileURLToPath(url).slice(folder.length)),
    'What every start needs is told by EVERY_START in scripts/bin-bundle.ts.',
  ).toEqual([
    '/bin.js',
    expect.stringMatching(/^\/cli\/start-/),
    // A few lines of rolldown's own.
    expect.stringMatching(/^\/cli\/rolldown-runtime-/),
  ]);
  expect(
    builtins.filter((name) => NODES_LATER.includes(name)),
    ADVICE,
  ).toEqual([]);
});
