import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EmulatorOptions } from '../options/options.ts';
import { checkConfig } from './config-shape.ts';
import { UsageError } from './usage-error.ts';

/** How the command line serves the emulator. */
export interface ServerConfig {
  readonly port?: number;
  readonly host?: string;
  readonly controlToken?: string;
  readonly allowHosts?: readonly string[];
  readonly webhookHosts?: readonly string[];
  readonly forwardTo?: string;
  readonly events?: readonly string[];
  readonly format?: string;
}

/** What a configuration file holds. */
export interface Config extends EmulatorOptions {
  readonly server?: ServerConfig;
}

const MODULES: ReadonlySet<string> = new Set(['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs']);

/** Reads and checks a configuration file; its path is that of the working directory. */
export async function readConfig(file: string): Promise<Config> {
  const path = resolve(file);
  const extension = extname(path);
  if (extension !== '.json' && !MODULES.has(extension)) {
    throw new UsageError(`Failed to read ${file}: a configuration is a .json, .ts or .js file.`);
  }
  const value = extension === '.json' ? await readJson(file, path) : await readModule(file, path);
  checkConfig(value, file);
  const { $schema: _, ...config } = value as Config & { readonly $schema?: string };
  return config;
}

const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';

async function readText(file: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if (isMissing(thrown))
      throw new UsageError(`Failed to read ${file}: there is no such file (${path}). Check --config.`);
    throw new UsageError(`Failed to read ${file}: ${reasonOf(thrown)}.`);
  }
}

async function readJson(file: string, path: string): Promise<unknown> {
  const text = await readText(file, path);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    throw new UsageError(`Failed to read ${file}: it is not JSON. ${reasonOf(thrown)}.`);
  }
}

async function readModule(file: string, path: string): Promise<unknown> {
  // Read as text first, because importing fails with the same code when the file is missing and when an import of it is.
  await readText(file, path);
  const module = await importModule(file, path);
  if (!('default' in module))
    throw new UsageError(`Failed to read ${file}: it has no default export. Write: export default { … }`);
  return module.default;
}

async function importModule(file: string, path: string): Promise<object> {
  try {
    const module: object = await import(pathToFileURL(path).href);
    return module;
  } catch (thrown) {
    throw new UsageError(`Failed to run ${file}: ${reasonOf(thrown)}`);
  }
}
