import { closest } from '../core/closest.ts';
import { ASSUMPTIONS, DEFAULT_LIMITS, REFRESH_FEATURES } from '../model/settings.ts';
import type { Config, ServerConfig } from './config.ts';
import { UsageError } from './usage-error.ts';

type Kind = 'text' | 'number' | 'yes or no' | 'function' | 'list of texts' | 'date or text' | 'anything';
interface Fields {
  readonly [key: string]: Shape;
}
/** One kind of value, an object of known keys, a list of such, or a word that may stand for such. */
type Shape = Kind | Fields | { readonly listOf: Fields } | { readonly orText: Fields };

const REFRESH: Fields = { delayMs: 'number', outcome: 'text', nextRefreshAfterMs: 'number' };

const same = (keys: readonly string[], shape: Shape): Fields =>
  Object.fromEntries(keys.map((key) => [key, shape]));

/** What a configuration file may hold: `EmulatorOptions`, and how to serve them. */
const CONFIG = {
  seed: 'text',
  time: { orText: { start: 'date or text', runs: 'yes or no', scale: 'number' } },
  refresh: same(REFRESH_FEATURES, REFRESH),
  webhooks: {
    listOf: {
      url: 'text',
      handler: 'function',
      secret: 'text',
      enabledEvents: 'list of texts',
      apiVersion: 'text',
      timeoutMs: 'number',
      retryScheduleMs: 'anything',
    },
  },
  fixtures: { institutions: 'anything', accounts: 'anything' },
  objects: 'anything',
  apiVersion: 'text',
  assume: same(Object.keys(ASSUMPTIONS), 'text'),
  limits: same(Object.keys(DEFAULT_LIMITS), 'number'),
  rateLimit: 'text',
  log: 'anything',
  // Editors look here for a JSON schema.
  $schema: 'text',
  server: {
    port: 'number',
    host: 'text',
    controlToken: 'text',
    allowHosts: 'list of texts',
    webhookHosts: 'list of texts',
    forwardTo: 'text',
    events: 'list of texts',
    format: 'text',
  } satisfies Readonly<Record<keyof ServerConfig, Shape>>,
} satisfies Readonly<Record<keyof Config | '$schema', Shape>>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isHash = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const FITS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: isText,
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  'yes or no': (value) => typeof value === 'boolean',
  function: (value) => typeof value === 'function',
  'list of texts': (value) => Array.isArray(value) && value.every(isText),
  'date or text': (value) => isText(value) || value instanceof Date,
  anything: () => true,
};

const wrong = (file: string, path: string, wanted: string): UsageError =>
  new UsageError(`Failed to read ${file}: ${path === '' ? 'it' : `"${path}"`} must be ${wanted}.`);

/** Throws a sentence about the first thing in a configuration that is not known or not of its kind. */
export function checkConfig(config: unknown, file: string): void {
  checkFields(config, CONFIG, { file, path: '' });
}

interface Place {
  readonly file: string;
  readonly path: string;
}

function checkFields(value: unknown, fields: Fields, { file, path }: Place): void {
  if (!isHash(value)) throw wrong(file, path, 'an object');
  for (const [key, member] of Object.entries(value)) {
    const inner = path === '' ? key : `${path}.${key}`;
    const shape = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (shape === undefined) throw unknownKey(file, inner, key, Object.keys(fields));
    // `undefined` is how TypeScript files leave an option open.
    if (member !== undefined) checkShape(member, shape, { file, path: inner });
  }
}

function checkShape(value: unknown, shape: Shape, place: Place): void {
  if (isText(shape)) {
    if (!FITS[shape as Kind](value))
      throw wrong(place.file, place.path, `a ${shape}`.replace(/^a anything/, 'anything'));
    return;
  }
  if (isListOf(shape)) {
    if (!Array.isArray(value)) throw wrong(place.file, place.path, 'a list');
    for (const [at, element] of value.entries())
      checkFields(element, shape.listOf, { ...place, path: `${place.path}[${at}]` });
    return;
  }
  if (isOrText(shape)) {
    if (!isText(value)) checkFields(value, shape.orText, place);
    return;
  }
  checkFields(value, shape, place);
}

// Safe, because no option has a field named `listOf`.
const isListOf = (shape: object): shape is { readonly listOf: Fields } => Object.hasOwn(shape, 'listOf');
const isOrText = (shape: object): shape is { readonly orText: Fields } => Object.hasOwn(shape, 'orText');

function unknownKey(file: string, path: string, key: string, known: readonly string[]): UsageError {
  const near = closest(key, known);
  const rest =
    near === undefined
      ? `Known here: ${known.filter((name) => name !== '$schema').join(', ')}.`
      : `Did you mean "${near}"?`;
  return new UsageError(`Failed to read ${file}: there is no option "${path}". ${rest}`);
}
