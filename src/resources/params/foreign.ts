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
type Sketch = string | number | { readonly [kind: string]: unknown };
type Roots = typeof generated.roots;

const SCALARS: Readonly<Record<string, Shape<unknown>>> = {
  s: string(),
  n: integer(),
  b: boolean,
};

const shared = new Map<number, Shape<unknown>>();

function sharedParser(index: number): Shape<unknown> {
  let parser = shared.get(index);
  if (parser === undefined) {
    parser = parserOf(generated.shapes[index] as Sketch);
    shared.set(index, parser);
  }
  return parser;
}

function parserOf(shape: Sketch): Shape<unknown> {
  if (typeof shape === 'number') return sharedParser(shape);
  if (typeof shape === 'string') return SCALARS[shape] ?? string();
  const [kind, inner] = Object.entries(shape)[0] ?? [];
  switch (kind) {
    case 'e':
      return oneOf(...(inner as string[]));
    case 'a':
      return arrayOf(parserOf(inner as Sketch));
    case 'm':
      return mapOf(parserOf(inner as Sketch));
    case 'x':
      return unsettable(parserOf(inner as Sketch));
    case 'o':
      return hash(
        Object.fromEntries(
          Object.entries(inner as Record<string, Sketch>).map(([name, member]) => [name, lazily(member)]),
        ),
      );
    default:
      return eitherOf(inner as readonly Sketch[]);
  }
}

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
  const parsers = Object.entries(generated.roots[name] as Record<string, Sketch>)
    .filter(([parameter]) => parameter !== 'expand')
    .map(([parameter, shape]) => [parameter, lazily(shape)]);
  // The names are those of the root itself.
  return Object.fromEntries(parsers) as ReturnType<typeof foreign<Name>>;
}

/** The same for the members of a top-level hash, such as `payment_method_options`. */
export function foreignMembers<Name extends keyof Roots, Parameter extends keyof Roots[Name]>(
  name: Name,
  parameter: Parameter,
): Readonly<Record<string, OptionalShape<unknown>>> {
  const root = generated.roots[name] as Record<string, Sketch>;
  return Object.fromEntries(
    Object.entries(hashMembers(root[parameter as string] ?? 's')).map(([member, shape]) => [
      member,
      lazily(shape),
    ]),
  );
}

function hashMembers(shape: Sketch): Readonly<Record<string, Sketch>> {
  if (typeof shape === 'number') return hashMembers(generated.shapes[shape] as Sketch);
  if (typeof shape === 'string') return {};
  return ((shape.o ?? hashMembers((shape.x as Sketch | undefined) ?? 's')) as Record<string, Sketch>) ?? {};
}
