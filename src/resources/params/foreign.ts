import {
  arrayOf,
  boolean,
  hash,
  hashOr,
  integer,
  mapOf,
  type OptionalShape,
  oneOf,
  optional,
  type Shape,
  string,
  unsettable,
} from '../../core/shape.ts';
import generated from './foreign.generated.json' with { type: 'json' };

/*
 * The parameters of other payment methods and other products. They are accepted and checked for name and rough type, so
 * that a program which also takes cards runs unchanged; the table is made from the SDK's types by
 * `npm run generate`.
 */

/** A shape as the generated file sketches it; a number is an index into the shared shapes. */
type Sketch =
  | string
  | number
  | { readonly e: readonly string[] }
  | { readonly a: Sketch }
  | { readonly m: Sketch }
  | { readonly x: Sketch }
  | { readonly o: Sketches }
  | { readonly u: readonly Sketch[] };
type Sketches = Readonly<Record<string, Sketch>>;

type Roots = typeof generated.roots;
// Casts: of a JSON file the compiler knows each entry by itself, and not that all are sketches. The shared shapes are most
// of it, and not read before one is needed.
const sharedSketch = (index: number): Sketch => (generated.shapes as readonly Sketch[])[index] ?? 's';
const ROOTS = generated.roots as Readonly<Record<keyof Roots, Sketches>>;

const SCALARS: Readonly<Record<string, Shape<unknown>>> = {
  s: string(),
  n: integer(),
  b: boolean,
};

const shared = new Map<number, Shape<unknown>>();

function sharedParser(index: number): Shape<unknown> {
  let parser = shared.get(index);
  if (parser === undefined) {
    parser = parserOf(sharedSketch(index));
    shared.set(index, parser);
  }
  return parser;
}

function parserOf(shape: Sketch): Shape<unknown> {
  if (typeof shape === 'number') return sharedParser(shape);
  if (typeof shape === 'string') return SCALARS[shape] ?? string();
  if ('e' in shape) return oneOf(...shape.e);
  if ('a' in shape) return arrayOf(parserOf(shape.a));
  if ('m' in shape) return mapOf(parserOf(shape.m));
  if ('x' in shape) return unsettable(parserOf(shape.x));
  return 'o' in shape ? hash(lazyMembers(shape.o)) : eitherOf(shape.u);
}

const lazyMembers = (sketches: Sketches): Readonly<Record<string, OptionalShape<unknown>>> =>
  Object.fromEntries(Object.entries(sketches).map(([name, member]) => [name, lazily(member)]));

/** Takes a value of any of these shapes. When none fits, the error is the hash's for a hash, else the last shape's. */
function eitherOf(shapes: readonly Sketch[]): Shape<unknown> {
  const isWhole = (shape: Sketch) => typeof shape === 'object' && 'o' in shape;
  const whole = shapes.filter(isWhole).map(parserOf)[0];
  const single = anyOf(shapes.filter((shape) => !isWhole(shape)).map(parserOf));
  return whole === undefined ? single : hashOr(whole, single);
}

function anyOf(parsers: readonly Shape<unknown>[]): Shape<unknown> {
  return (value, path) => {
    for (const parser of parsers.slice(0, -1)) {
      try {
        return parser(value, path);
      } catch {
        // The next shape is tried.
      }
    }
    return (parsers.at(-1) ?? string())(value, path);
  };
}

/** Parsers are made when a request first has the parameter: there are thousands, and most are never sent. */
function lazily(shape: Sketch): OptionalShape<unknown> {
  let parser: Shape<unknown> | undefined;
  return optional((value, path) => {
    parser ??= parserOf(shape);
    return parser(value, path);
  });
}

/**
 * Parsers for the parameters of an SDK type that are not modelled: spread first, then write those that are. A parameter
 * that the SDK adds and the generated file lacks is a compile error, by `ParamsOf`.
 */
export function foreign<Name extends keyof Roots>(
  name: Name,
): { readonly [K in Exclude<keyof Roots[Name], 'expand'>]: OptionalShape<unknown> } {
  const { expand: _expand, ...sketches } = ROOTS[name];
  // A cast: the names are those of the root itself.
  return lazyMembers(sketches) as ReturnType<typeof foreign<Name>>;
}

/** The same for the members of a hash, such as `payment_method_options`, or of one within it. */
export function foreignMembers<Name extends keyof Roots>(
  name: Name,
  parameter: keyof Roots[Name] & string,
  ...within: readonly string[]
): Readonly<Record<string, OptionalShape<unknown>>> {
  const outer = hashMembers(ROOTS[name][parameter] ?? 's');
  return lazyMembers(within.reduce((members, inner) => hashMembers(members[inner] ?? 's'), outer));
}

/** The same for some of the members of the hashes in a list. */
export function foreignElements<Name extends keyof Roots, const Member extends string>(
  name: Name,
  parameter: keyof Roots[Name] & string,
  ...members: readonly Member[]
): { readonly [M in Member]: OptionalShape<unknown> } {
  const known = hashMembers(elementOf(ROOTS[name][parameter] ?? 's'));
  const entries = members.map((member) => [member, lazily(known[member] ?? 's')] as const);
  // A cast: they are the members that were asked for.
  return Object.fromEntries(entries) as ReturnType<typeof foreignElements<Name, Member>>;
}

function elementOf(shape: Sketch): Sketch {
  if (typeof shape === 'number') return elementOf(sharedSketch(shape));
  return typeof shape === 'object' && 'a' in shape ? shape.a : shape;
}

/** The words of a parameter that is a list of an enum's. */
export function foreignWords<Name extends keyof Roots>(
  name: Name,
  parameter: keyof Roots[Name] & string,
): readonly string[] {
  return enumWords(ROOTS[name][parameter] ?? 's');
}

function enumWords(shape: Sketch): readonly string[] {
  if (typeof shape === 'number') return enumWords(sharedSketch(shape));
  if (typeof shape === 'string') return [];
  if ('a' in shape) return enumWords(shape.a);
  if ('x' in shape) return enumWords(shape.x);
  return 'e' in shape ? shape.e : [];
}

function hashMembers(shape: Sketch): Sketches {
  if (typeof shape === 'number') return hashMembers(sharedSketch(shape));
  if (typeof shape === 'string') return {};
  if ('x' in shape) return hashMembers(shape.x);
  return 'o' in shape ? shape.o : {};
}
