import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { castsInSource } from './support/casts.ts';

const root = new URL('../', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const page = text('docs/house.md');

const rooms = readdirSync(new URL('src', root), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `src/${name}`);

describe('docs/house.md', () => {
  it('has at most 80 lines', () => {
    expect(page.trimEnd().split('\n').length).toBeLessThanOrEqual(80);
  });

  it('names no path that is not there', () => {
    const named = [...page.matchAll(/`((?:src|test|docs|scripts)\/[^`*…]+|biome\.json)`/g)].map(
      ([, path = '']) => path,
    );

    expect(named.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });

  it.each(rooms)('tells what %s holds', (room) => {
    expect(page).toContain(`\`${room}\``);
  });
});

describe('docs/reliability.md', () => {
  const promises = text('docs/reliability.md');

  it('names no test that is not there', () => {
    const named = [...promises.matchAll(/`((?:test|src|docs)\/[^`]+)`/g)].map(([, path = '']) => path);

    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });

  it('names parts of the soak that there are, and all of them', () => {
    const parts = globSync('test/soak/parts/*.ts', { cwd: root }).map((file) => basename(file, '.ts'));
    const named = [...promises.matchAll(/--only ([\w,]+)/g)].flatMap(([, list = '']) => list.split(','));

    expect(parts.filter((part) => !promises.includes(`\`${part}\``) && !named.includes(part))).toEqual([]);
  });
});

describe('casts', () => {
  const { casts, lines } = castsInSource();

  it('are at most 5 in 1,000 lines: give a type to where the value comes from', () => {
    const most = Math.floor(lines / 200);

    expect(casts.length <= most ? [] : casts.map(({ place, type }) => `${place} as ${type}`)).toEqual([]);
  });

  it('are none to a type of the SDK in resources: what Stripe answers is made, not claimed', () => {
    expect(
      casts.filter(({ place, type }) => place.startsWith('src/resources/') && /\bStripe\b/.test(type)),
    ).toEqual([]);
  });
});

describe('tests', () => {
  it('are in files of at most 400 lines: split by what is tested', () => {
    const files = globSync('test/**/*.ts', { cwd: root }).filter((file) => !file.includes('node_modules'));

    expect(files.filter((file) => text(file).trimEnd().split('\n').length > 400)).toEqual([]);
  });
});

describe('JSON', () => {
  /** Who writes JSON that is no body, and what it is. */
  const WRITERS: Readonly<Record<string, string>> = {
    'src/core/json-text.ts': 'every body',
    'src/core/parameters-digest.ts': 'parameters, to be told from others',
    'src/core/json-pieces.ts': 'snapshots, which are compact',
    'src/core/as-text.ts': 'a value within a sentence',
    'src/resources/intents/bank-account-options.ts': 'two hashes, to be compared',
    'src/control/objects.ts': 'a copy',
    'src/bank/institutions.ts': 'a copy',
    'src/sandbox/logged-request.ts': 'a copy within bounds',
    'src/resources/params/changes.ts': 'a comparison',
    'src/api/render.ts': 'what tells kept pages apart',
    'src/cli/output.ts': 'a line of the log',
    'src/cli/start.ts': 'the ready line',
    'src/server/state/text.ts': 'a line of the file of --state',
    'src/server/state/lock.ts': 'the lock of that file',
  };

  it('is written for a body by one module, which indents as Stripe does, and elsewhere for what is none', () => {
    // What is bundled for a page writes none, and is judged where it comes from.
    const sources = globSync('src/**/*.ts', { cwd: root }).filter((file) => !file.includes('.generated.'));
    const writers = sources.filter((file) =>
      /JSON\s*\.\s*stringify|Response\.json\(|\bcontext\.json\(/.test(text(file)),
    );

    expect(writers.sort()).toEqual(Object.keys(WRITERS).sort());
  });
});
