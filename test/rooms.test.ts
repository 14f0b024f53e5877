import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importsOf } from './support/imports.ts';

/*
 * The order in which the rooms know each other. A room knows those of earlier levels, and none of its own or a later
 * one. Biome's fences tell so while code is written; here they are held against the order, and the code as well.
 */
const LEVELS: readonly (readonly string[])[] = [
  ['core'],
  ['model'],
  ['bank', 'stripe-js'],
  ['sandbox'],
  ['options', 'resources', 'webhooks'],
  ['world', 'flow'],
  ['api'],
  ['control'],
  ['server'],
  ['engine.ts'],
  ['emulator.ts'],
  ['cli'],
  ['index.ts', 'node.ts', 'msw.ts', 'playwright.ts', 'redirect.ts', 'stripe-js.ts', 'vitest.ts', 'bin.ts'],
];
/** No code, and the files that all may know. */
const BESIDE = ['browser-files.generated.ts', 'tsconfig.json', 'version.ts', 'web.ts'];

const root = new URL('../', import.meta.url);
const places = LEVELS.flat();
const isFolder = (place: string): boolean => !place.endsWith('.ts');
const rooms = places.filter(isFolder);

/** What a place does not know: the others of its level, and all later ones. */
function unknownTo(place: string): readonly string[] {
  const level = LEVELS.findIndex((names) => names.includes(place));
  return LEVELS.slice(level)
    .flat()
    .filter((name) => name !== place);
}

const filesOf = (place: string): readonly string[] =>
  isFolder(place) ? globSync(`src/${place}/**/*.ts`, { cwd: root }) : [`src/${place}`];

/** The place below `src` that a file imports, or undefined for what is outside. */
function placeOf(specifier: string, file: string): string | undefined {
  const { href } = new URL(specifier, new URL(file, root));
  const source = new URL('src/', root).href;
  return specifier.startsWith('.') && href.startsWith(source)
    ? href.slice(source.length).split('/')[0]
    : undefined;
}

/** How a fence names a place: rooms have an `index.ts` as well, so that one goes by its way from a room. */
function patternsFor(place: string): readonly string[] {
  if (place === 'index.ts') return ['../index.ts', '../../index.ts'];
  return [isFolder(place) ? `**/${place}/**` : `**/${place}`];
}

interface Fence {
  readonly level: string;
  readonly options: { readonly patterns: readonly { readonly group: readonly string[] }[] };
}

const { overrides } = JSON.parse(readFileSync(new URL('biome.json', root), 'utf8')) as {
  overrides: {
    includes: string[];
    linter: { rules: { style?: { noRestrictedImports?: Fence } } };
  }[];
};

const fencesAround = (room: string): readonly Fence[] =>
  overrides
    .filter(({ includes }) => includes.includes(`src/${room}/**`))
    .flatMap(({ linter }) => linter.rules.style?.noRestrictedImports ?? []);

describe('the order of rooms', () => {
  it('has a level for all that is in src', () => {
    expect(
      readdirSync(new URL('src', root))
        .filter((name) => !BESIDE.includes(name))
        .sort(),
      'Give what is new in src a level in LEVELS, and a fence in biome.json.',
    ).toEqual([...places].sort());
  });

  it.each(places)('is kept by the imports of %s', (place) => {
    const unknown = unknownTo(place);
    const wrong = filesOf(place).flatMap((file) =>
      importsOf(file)
        .filter(({ specifier }) => unknown.includes(placeOf(specifier, file) ?? ''))
        .map(({ line, specifier }) => `${file}:${line} imports ${specifier}`),
    );

    expect(wrong, `Move what ${place} needs to an earlier room, or have it given by a later one.`).toEqual(
      [],
    );
  });

  it.each(rooms)('is told whole by the fence around %s', (room) => {
    const named = fencesAround(room)
      .filter(({ level }) => level === 'error')
      .flatMap(({ options }) => options.patterns.flatMap(({ group }) => group));
    const missing = unknownTo(room)
      .flatMap(patternsFor)
      .filter((pattern) => !named.includes(pattern));

    expect(
      missing,
      `Add these patterns to noRestrictedImports of src/${room}/** in biome.json, with level error.`,
    ).toEqual([]);
  });
});

describe('the tests', () => {
  // What the rooms do together, through the official client alone, and in a browser; what takes too long; and what
  // the tests share.
  const besides = ['behaviour', 'browser', 'soak', 'support'];
  const folders = readdirSync(new URL('test', root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  it.each(folders.filter((name) => !besides.includes(name)))('of %s have a room of that name', (name) => {
    expect(rooms, `Move test/${name} to the folder of the room that it tests.`).toContain(name);
  });

  it.each(rooms)('of %s have a folder of that name', (room) => {
    expect(existsSync(new URL(`test/${room}`, root)), `Put what tests src/${room} into test/${room}.`).toBe(
      true,
    );
  });
});
