import { readFileSync } from 'node:fs';

/*
 * What the majors of the SDK declare, each of which speaks a version of its own; `node scripts/digest-sdk-majors.ts` reads
 * it from their types. By path, in runs of majors that say the same: `9-17 required null, 18-23 optional`.
 */
interface Digest {
  /** By major: the version of its last release. */
  readonly versions: Readonly<Record<string, string>>;
  readonly objects: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly parameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const digest: Digest = JSON.parse(
  readFileSync(new URL('sdk-majors.generated.json', import.meta.url), 'utf8'),
);

export const MAJORS = Object.entries(digest.versions).map(([major, version]) => ({
  major: Number(major),
  version,
}));
const NEWEST = Math.max(...MAJORS.map(({ major }) => major));

interface Run {
  readonly from: number;
  readonly to: number;
  readonly isRequired: boolean;
  readonly isNullable: boolean;
}

const runsOf = (text: string): readonly Run[] =>
  text.split(', ').map((run) => {
    const [, from, to, presence, nullable] = /^(\d+)-(\d+) (\w+)( null)?$/.exec(run) ?? [];
    return {
      from: Number(from),
      to: Number(to),
      isRequired: presence === 'required',
      isNullable: nullable !== undefined,
    };
  });

/** The parameters that a major took and the newest no longer knows, by `METHOD path`, with the last that took them. */
export const goneParameters = (): readonly (readonly [operation: string, path: string, last: number])[] =>
  Object.entries(digest.parameters).flatMap(([operation, fields]) =>
    Object.entries(fields).flatMap(([path, text]) => {
      const last = runsOf(text).at(-1)?.to ?? NEWEST;
      return last < NEWEST ? [[operation, path, last] as const] : [];
    }),
  );

/** On the wire in every version, and in no type, or only in old ones (recordings of 2025 and 2026). */
const ON_THE_WIRE_ONLY: Readonly<Record<string, readonly string[]>> = {
  // The second is null there, which no type before 14 says.
  account: ['login_links', 'settings.bacs_debit_payments.display_name'],
  charge: ['destination', 'dispute', 'order'],
  dispute: ['balance_transaction'],
  payment_intent: ['shared_payment_granted_token'],
  payment_method: ['shared_payment_granted_token'],
  // Typed until 12.
  product: ['attributes'],
  // Of one with a single item.
  subscription: ['plan', 'quantity'],
};

/** Required by types of their time, and not on the wire: under 2023-10-16 no charge of 400 had it (recorded). */
const TYPED_ONLY: Readonly<Record<string, readonly string[]>> = { charge: ['refunds'] };
/** Required by types of their time of goods alone. */
const OF_GOODS: Readonly<Record<string, readonly string[]>> = { product: ['caption'] };

interface Walk {
  readonly major: number;
  /** Whether fields that came after the major may be there. */
  readonly withAdditions: boolean;
  readonly problems: string[];
}

type Hash = Readonly<Record<string, unknown>>;
const isHash = (value: unknown): value is Hash =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with a body by the types of a major, one sentence each. */
export function wrongFor(body: unknown, major: number, withAdditions: boolean): readonly string[] {
  const walk: Walk = { major, withAdditions, problems: [] };
  visit(body, walk);
  return [...new Set(walk.problems)];
}

function visit(value: unknown, walk: Walk): void {
  if (Array.isArray(value)) for (const element of value) visit(element, walk);
  if (!isHash(value)) return;
  const { object, deleted } = value;
  if (typeof object === 'string' && object in digest.objects && deleted !== true)
    fields(value, object, '', walk);
  for (const [name, member] of Object.entries(value)) if (name !== 'metadata') visit(member, walk);
}

type Known = Readonly<Record<string, string>>;

function fields(value: Hash, type: string, under: string, walk: Walk): void {
  const known = digest.objects[type] ?? {};
  const say = (path: string, what: string) => walk.problems.push(`${type}.${path}: ${what}`);
  for (const [name, member] of Object.entries(value)) {
    const path = under + name;
    const wrong = wrongWith(type, path, member, known[path], walk);
    if (wrong !== undefined) say(path, wrong);
    for (const inner of hashesIn(member, known, path)) fields(inner, type, `${path}.`, walk);
  }
  const notAsked = [
    ...(ON_THE_WIRE_ONLY[type] ?? []),
    ...(OF_GOODS[type] ?? []),
    ...(walk.major > 10 ? (TYPED_ONLY[type] ?? []) : []),
  ];
  for (const path of requiredIn(known, under, walk.major))
    if (!notAsked.includes(path) && !(path.slice(under.length) in value))
      say(path, `is missing, and stripe@${walk.major} requires it`);
}

/** The hashes of a field that the types look into; objects are visited by themselves. */
function hashesIn(member: unknown, known: Known, path: string): readonly Hash[] {
  if (!Object.keys(known).some((other) => other.startsWith(`${path}.`))) return [];
  return [member].flat().filter((inner): inner is Hash => isHash(inner) && !('object' in inner));
}

const requiredIn = (known: Known, under: string, major: number): readonly string[] =>
  Object.entries(known).flatMap(([path, text]) => {
    const isHere = path.startsWith(under) && !path.slice(under.length).includes('.');
    return isHere && runIn(text, major)?.isRequired === true ? [path] : [];
  });

const runIn = (text: string, major: number): Run | undefined =>
  runsOf(text).find(({ from, to }) => from <= major && major <= to);

function wrongWith(
  type: string,
  path: string,
  member: unknown,
  text: string | undefined,
  { major, withAdditions }: Walk,
): string | undefined {
  if (ON_THE_WIRE_ONLY[type]?.includes(path)) return undefined;
  if (text === undefined) return 'no major of the SDK has it';
  const run = runIn(text, major);
  if (run !== undefined)
    return member === null && !run.isNullable ? `is null where stripe@${major} says it is not` : undefined;
  const isLater = (runsOf(text)[0]?.from ?? NEWEST) > major;
  if (!isLater) return `was removed before stripe@${major}`;
  return withAdditions ? undefined : `came after stripe@${major}`;
}
