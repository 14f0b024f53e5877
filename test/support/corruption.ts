/* One value of a document, changed at random: what damages a file, or somebody who edits it by hand. */

export type Random = () => number;

/** The same numbers for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const oneIn = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

type Path = readonly (string | number)[];

function placesIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...members.flatMap(([name, member]) => placesIn(member, [...path, name]))];
}

const valueAt = (document: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, name) => (value as Record<string | number, unknown>)[name], document);

const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 1.5, 1e300, -1e300, 2 ** 53, 253_402_300_800, 253_402_300_800_000],
  ...[
    '',
    'x',
    'active',
    'pending',
    'succeeded',
    'account.refresh',
    'webhook.attempt',
    '__proto__',
    'constructor',
  ],
  ...[
    'toString',
    'cus_1',
    'fca_1',
    'pi_1',
    'we_1',
    'acct_1',
    'acct_9',
    'x'.repeat(100_000),
    '\u0000',
    '\ud800',
    '1',
  ],
  ...['2023-10-16', '9999-99-99', 'balance', 'http://[', 'req_1\r\nx: y', 'usd', 'customer', 'event', 'list'],
  ...[[], [null], [[]], ['x'], [1, 2], {}, { a: 1 }, { id: 'x' }, { object: { toString: 1 } }, { toJSON: 1 }],
  ...[
    { object: 'event' },
    { object: 'financial_connections.session', filters: 5 },
    JSON.parse('{"then":1}'),
    deep(40),
  ],
  ...[{ length: 5 }, { usd: 1.5 }, { kind: 'delay', delayMs: 1e300 }, JSON.parse('{"__proto__":{"a":1}}')],
];

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'length',
  'id',
  'object',
  'extra',
  'deleted',
  '0',
  'then',
];

/** The document with another value at a place; what is on the way there is copied. */
function changedAt(value: unknown, [name, ...rest]: Path, put: unknown): unknown {
  if (name === undefined) return put;
  const holder = value as Record<string | number, unknown>;
  const changed = changedAt(holder[name], rest, put);
  if (Array.isArray(value)) {
    const copy = [...value];
    if (changed === undefined) copy.splice(Number(name), 1);
    else copy[Number(name)] = changed;
    return copy;
  }
  // Members are defined, not assigned: one may be called `__proto__`.
  const members = Object.entries(holder).map(([own, member]) => [own, own === name ? changed : member]);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

const withMember = (value: unknown, name: string, member: unknown): unknown => {
  if (Array.isArray(value)) return [...value, member];
  if (typeof value !== 'object' || value === null) return member;
  return Object.fromEntries([...Object.entries(value), [name, member]]);
};

/** A place found on a walk from the root: small parts are as likely as large ones. */
function placeByWalk(document: unknown, random: Random): Path {
  const path: (string | number)[] = [];
  let value = document;
  while (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    if (path.length > 0 && random() < 0.08) return path;
    const [name, member] = oneIn(random, Object.entries(value));
    path.push(name);
    value = member;
  }
  return path;
}

/** The places of the same name: a status elsewhere, another customer's id. */
const namesakes = (places: readonly Path[], path: Path): readonly Path[] =>
  places.filter((other) => String(other.at(-1)) === String(path.at(-1)));

export interface Corruption {
  /** Which, for a sentence. */
  readonly what: string;
  readonly document: unknown;
}

/** A copy of the document with one value changed: to another, to one from elsewhere in it, away, twice, or with more. */
export function corrupted(document: unknown, random: Random): Corruption {
  const places = placesIn(document).filter(({ length }) => length > 0);
  const path = random() < 0.5 ? oneIn(random, places) : placeByWalk(document, random);
  const elsewhere = valueAt(document, oneIn(random, places));
  const value = oneIn(random, VALUES);
  const namesake = valueAt(document, oneIn(random, namesakes(places, path)));
  const named = oneIn(random, NAMES);
  const changes: readonly (readonly [string, (value: unknown) => unknown])[] = [
    ['is another value', () => value],
    ['is another value', () => value],
    ['is a value from elsewhere', () => elsewhere],
    ['is that of another', () => namesake],
    ['is that of another', () => namesake],
    ['is missing', () => undefined],
    ['has a member more', (before) => withMember(before, named, value)],
    ['is nearly the same', (before) => nearly(before, random)],
  ];
  const [how, change] = oneIn(random, changes);
  const changed = change(valueAt(document, path));
  const shown = JSON.stringify(changed)?.slice(0, 200);
  return { what: `${path.join('.')} ${how}: ${shown}`, document: changedAt(document, path, changed) };
}

/** A value of the same type, not far away. */
function nearly(value: unknown, random: Random): unknown {
  if (typeof value === 'number') return oneIn(random, [value + 1, -value, value * 1000, value / 2, 0]);
  if (typeof value === 'string')
    return oneIn(random, [`${value}x`, value.slice(1), value.toUpperCase(), value.replace(/\d/, '9'), '']);
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value))
    return oneIn(random, [[...value, ...value], [...value].reverse(), value.slice(1)]);
  if (value === null) return oneIn<unknown>(random, ['', 0, {}, []]);
  return oneIn<unknown>(random, [Object.entries(value as object), {}, [value]]);
}
