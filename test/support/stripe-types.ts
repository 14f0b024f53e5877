import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export type StripePackage = 'stripe' | 'stripe-preview';

/**
 * A type of the SDK as JSON. The words:
 *   's' string, 'n' number, 'b' boolean, 'z' null, 'd' a Decimal (a string on the wire), '?' anything,
 *   '*' any API object (the T of ApiList<T>), l a literal, e a closed enum, a an array, m a map,
 *   o an object (a key ending in '?' is optional), u a union, x Emptyable<X> (null, '' or X),
 *   p Partial<X>, r a reference into the definitions.
 */
export type Shape =
  | 's'
  | 'n'
  | 'b'
  | 'z'
  | 'd'
  | '?'
  | '*'
  | { l: string | number | boolean }
  | { e: string[] }
  | { a: Shape }
  | { m: Shape }
  | { o: Record<string, Shape> }
  | { u: Shape[] }
  | { x: Shape }
  | { p: Shape }
  | { r: string };

export interface ObjectShapes {
  /** By the SDK's name, e.g. `FinancialConnections.Account.BalanceRefresh`. */
  definitions: Record<string, Shape>;
  /** The definition by what a body says of itself: `customer`, `customer<deleted>`, `event<charge.failed>`. */
  variants: Record<string, string>;
}

/** By the SDK's name, e.g. `FinancialConnections.SessionCreateParams`; every nested hash is written out. */
export type ParameterShapes = Record<string, { o: Record<string, Shape> }>;

/** Everything that tests ask of the SDK's types; the preview's objects are completed with the stable ones. */
export interface StripeTypes {
  objects: ObjectShapes;
  previewObjects: ObjectShapes;
  parameters: ParameterShapes;
  /** Of what only previews have. */
  previewParameters: ParameterShapes;
}

const nodeModules = new URL('../../node_modules/', import.meta.url);

/** What decides over the shapes: the SDKs, and the code that turns their types into shapes. */
const SOURCES = [
  'stripe-types.ts',
  'extract-stripe-types.ts',
  'type-walker.ts',
  'preview-shapes.ts',
  'private-shapes.ts',
];

export function stripeVersion(packageName: StripePackage): string {
  return readFileSync(new URL(`${packageName}/VERSION`, nodeModules), 'utf8').trim();
}

/** Where the shapes are kept: another SDK or another way to read it has another file. */
export function shapesFile(kind: keyof StripeTypes): URL {
  const hash = createHash('sha256');
  for (const name of SOURCES) hash.update(readFileSync(new URL(name, import.meta.url)));
  const versions = `${stripeVersion('stripe')}-${stripeVersion('stripe-preview')}`;
  const name = `${versions}-${hash.digest('hex').slice(0, 12)}-${kind}.json`;
  return new URL(`.cache/stripe-fc-emulator/${name}`, nodeModules);
}

/** Reads what was extracted before: extracting takes seconds, which no test has. */
export function stripeTypes<Kind extends keyof StripeTypes>(kind: Kind): StripeTypes[Kind] {
  return JSON.parse(readFileSync(shapesFile(kind), 'utf8'));
}

/** What the SDK tells apart by `object`, `deleted` and an event's `type`. */
export function variantKey(object: string, deleted: unknown, type: unknown): string {
  if (deleted === true) return `${object}<deleted>`;
  return object === 'event' && typeof type === 'string' ? `event<${type}>` : object;
}

export function variantOf(shape: Shape): string | undefined {
  if (typeof shape === 'string' || !('o' in shape)) return undefined;
  const object = literal(shape.o.object);
  if (typeof object !== 'string') return undefined;
  return variantKey(object, literal(shape.o.deleted), literal(shape.o.type));
}

function literal(shape: Shape | undefined): unknown {
  return typeof shape === 'object' && 'l' in shape ? shape.l : undefined;
}

export type Kind = 'string' | 'number' | 'boolean' | 'null' | 'array' | 'hash';

export function kindOf(value: unknown): Kind | undefined {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  if (type === 'object') return 'hash';
  return type === 'string' || type === 'number' || type === 'boolean' ? type : undefined;
}

export function kindOfShape(shape: Shape): Kind {
  if (shape === 'z') return 'null';
  if (shape === 'n') return 'number';
  if (shape === 'b') return 'boolean';
  if (typeof shape === 'string' || 'e' in shape) return 'string';
  if ('l' in shape) return kindOf(shape.l) ?? 'string';
  return 'a' in shape ? 'array' : 'hash';
}
