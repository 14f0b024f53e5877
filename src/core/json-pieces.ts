/** A list whose elements are made one by one while it is read: it may be too long to be held as a whole. */
export class Elements {
  readonly each: () => Iterable<unknown>;

  constructor(each: () => Iterable<unknown>) {
    this.each = each;
  }
}

const isOpened = (value: unknown): value is Readonly<Record<string, unknown>> | readonly unknown[] =>
  Array.isArray(value)
    ? value.some(isLarge)
    : typeof value === 'object' && value !== null && Object.values(value).some(isLarge);

/** Whether there is a list of elements in it, at any depth. */
const isLarge = (value: unknown): boolean => value instanceof Elements || isOpened(value);

/** The compact JSON of a document, in small texts: an element of a long list is one of them. */
function* texts(value: unknown): Generator<string> {
  if (value instanceof Elements) {
    yield '[';
    let comma = '';
    for (const element of value.each()) {
      yield comma + JSON.stringify(element);
      comma = ',';
    }
    yield ']';
  } else if (isOpened(value)) {
    const isList = Array.isArray(value);
    yield isList ? '[' : '{';
    let comma = '';
    for (const [name, member] of Object.entries(value)) {
      yield isList ? comma : `${comma}${JSON.stringify(name)}:`;
      yield* texts(member);
      comma = ',';
    }
    yield isList ? ']' : '}';
  } else yield JSON.stringify(value);
}

// Large enough that what a piece costs is little beside what is in it, and small enough that nobody waits for one.
const PIECE_LENGTH = 65_536;

/** The compact JSON of a document, as `JSON.stringify` would write it, in pieces of some 64 kB. */
export function* jsonPieces(document: unknown): Generator<string> {
  let piece = '';
  for (const text of texts(document)) {
    piece += text;
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/** The document as a value that shares nothing with what it was made of. */
export function plainJson(value: unknown): unknown {
  if (value instanceof Elements) return Array.from(value.each(), copied);
  if (!isOpened(value)) return copied(value);
  if (Array.isArray(value)) return value.map(plainJson);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainJson(member)]));
}

const copied = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
