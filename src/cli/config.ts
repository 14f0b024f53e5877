import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { suggestion } from '../core/closest.ts';
import { ours, sentence } from '../core/sentence.ts';
import { type Voice, voiceOf, wantedBy } from '../core/voice.ts';
import type { EmulatorConfig } from '../options/config.ts';
import { importBySyntax } from './esm-by-syntax.ts';
import { configShape } from './knobs.ts';
import { UsageError } from './usage-error.ts';

const MODULES: ReadonlySet<string> = new Set(['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs']);

/** Reads and checks a configuration file; its path is that of the working directory. */
export async function readConfig(file: string): Promise<EmulatorConfig> {
  const path = resolve(file);
  const extension = extname(path);
  if (extension !== '.json' && !MODULES.has(extension)) {
    throw new UsageError(sentence`Failed to read ${file}: a configuration is a .json, .ts or .js file.`);
  }
  const value = extension === '.json' ? await readJson(file, path) : await readModule(file, path);
  const { $schema: _, ...config } = configShape(value, '', voiceFor(file));
  return config;
}

/** What is said of what a file holds. */
const voiceFor = (file: string): Voice =>
  voiceOf({
    reads: 'types',
    place: (path) => (path === '' ? 'it' : `"${path}"`),
    error: (text) => new UsageError(`Failed to read ${file}: ${text}`),
    wrong: (place, _value, advice) => sentence`${place} must be ${ours(wantedBy(advice))}.`,
    unknown: (path, name, known) => {
      const otherwise = `Known here: ${known.filter((key) => key !== '$schema').join(', ')}.`;
      const hint = suggestion(name, known, { otherwise });
      return sentence`there is no option "${path === '' ? name : `${path}.${name}`}".${ours(hint)}`;
    },
  });

const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';

async function readText(file: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if (isMissing(thrown))
      throw new UsageError(
        sentence`Failed to read ${file}: there is no such file (${path}). Check --config.`,
      );
    throw new UsageError(`Failed to read ${file}: ${reasonOf(thrown)}.`);
  }
}

async function readJson(file: string, path: string): Promise<unknown> {
  const text = await readText(file, path);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    throw new UsageError(sentence`Failed to read ${file}: it is not JSON. ${reasonOf(thrown)}.`);
  }
}

async function readModule(file: string, path: string): Promise<unknown> {
  // Read as text first, because importing fails with the same code when the file is missing and when an import of it is.
  await readText(file, path);
  const module = await importModule(file, path);
  if (!('default' in module))
    throw new UsageError(
      sentence`Failed to read ${file}: it has no default export. Write: export default { … }`,
    );
  return module.default;
}

async function importModule(file: string, path: string): Promise<object> {
  try {
    return await importBySyntax(pathToFileURL(path).href);
  } catch (thrown) {
    throw new UsageError(`Failed to run ${file}: ${reasonOf(thrown)}`);
  }
}
