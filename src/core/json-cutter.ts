/** Where in a document something is: names of members and numbers of elements, from the outside in. */
export type Place = readonly (string | number)[];

/** Who is told what a document holds. Places are good for the call only. */
export interface JsonReceiver {
  /** Whether a hash or list at this place is read member by member; else it is given whole. */
  readonly isOpened: (place: Place) => boolean;
  /** A hash or list that is read member by member begins. */
  readonly open: (place: Place, isList: boolean) => void;
  /** A value that is given whole. */
  readonly take: (place: Place, value: unknown) => void;
}

type Expected = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end' | 'nothing';

/** How far the end of a value has been looked for. */
interface Search {
  readonly kind: 'text' | 'container' | 'scalar';
  depth: number;
  inText: boolean;
  isEscaped: boolean;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const LIST = 0x5b;
const LIST_END = 0x5d;
const HASH = 0x7b;
const HASH_END = 0x7d;

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
const endsScalar = (code: number): boolean =>
  code === COMMA || code === LIST_END || code === HASH_END || code === COLON || isSpace(code);

/**
 * Reads a JSON document that is too large for one text, in pieces however cut: goes into the hashes and lists that its
 * receiver wants opened, and cuts out everything below them, which `JSON.parse` then reads. Throws a SyntaxError for what
 * is no JSON.
 */
export class JsonCutter {
  readonly #receiver: JsonReceiver;
  readonly #place: (string | number)[] = [];
  /** Of the hashes and lists that are open, whether each is a list. */
  readonly #lists: boolean[] = [];
  #expected: Expected = 'value';
  #search: Search | undefined;
  /** The beginning of the value whose end is looked for, in earlier pieces. */
  #held: string[] = [];

  constructor(receiver: JsonReceiver) {
    this.#receiver = receiver;
  }

  write(piece: string): void {
    for (let at = 0; at < piece.length; )
      at = this.#search === undefined ? this.#step(piece, at) : this.#go(piece, at);
  }

  /** Says that there is no more; throws if something is missing. */
  end(): void {
    if (this.#search?.kind === 'scalar') this.#finish('');
    if (this.#expected !== 'nothing' || this.#search !== undefined)
      throw new SyntaxError('it ends before it is complete');
  }

  #step(piece: string, at: number): number {
    const code = piece.charCodeAt(at);
    if (isSpace(code)) return at + 1;
    if (code === LIST_END || code === HASH_END) this.#close(code);
    else if (code === COMMA) this.#comma();
    else if (code === COLON) {
      this.#expect('colon');
      this.#expected = 'value';
    } else return this.#begin(piece, at, code);
    return at + 1;
  }

  #expect(...wanted: readonly Expected[]): void {
    if (!wanted.includes(this.#expected))
      throw new SyntaxError(`something else than a ${this.#expected} stands there`);
  }

  #comma(): void {
    this.#expect('comma or end');
    if (this.#lists.at(-1) === true) {
      // A cast: the place of an element ends with its number.
      this.#place.push((this.#place.pop() as number) + 1);
      this.#expected = 'value';
    } else {
      this.#place.pop();
      this.#expected = 'name';
    }
  }

  #close(code: number): void {
    const isList = this.#lists.pop();
    this.#expect('comma or end', isList === true ? 'value or end' : 'name or end');
    if (isList !== (code === LIST_END))
      throw new SyntaxError('a list or an object is closed by the other’s bracket');
    // An empty list has the number of the element that would be its first; an empty hash has no name.
    if (isList || this.#expected === 'comma or end') this.#place.pop();
    this.#expected = this.#lists.length === 0 ? 'nothing' : 'comma or end';
  }

  #begin(piece: string, at: number, code: number): number {
    if (this.#isNameDue()) {
      if (code !== QUOTE) throw new SyntaxError('the name of a member is missing');
    } else this.#expect('value', 'value or end');
    const isContainer = code === LIST || code === HASH;
    if (isContainer && !this.#isNameDue() && this.#receiver.isOpened(this.#place)) {
      this.#open(code === LIST);
      return at + 1;
    }
    const kind = isContainer ? 'container' : code === QUOTE ? 'text' : 'scalar';
    this.#search = { kind, depth: 0, inText: false, isEscaped: false };
    return this.#go(piece, at);
  }

  #isNameDue(): boolean {
    return this.#expected === 'name' || this.#expected === 'name or end';
  }

  #open(isList: boolean): void {
    this.#receiver.open(this.#place, isList);
    this.#lists.push(isList);
    if (isList) this.#place.push(0);
    this.#expected = isList ? 'value or end' : 'name or end';
  }

  /** Looks for the end of the value in this piece, and goes behind it, or to the end of the piece. */
  #go(piece: string, from: number): number {
    // Only called while there is one.
    const search = this.#search as Search;
    const end = search.kind === 'scalar' ? endOfScalar(piece, from) : endOf(search, piece, from);
    if (end < 0) {
      this.#held.push(piece.slice(from));
      return piece.length;
    }
    this.#finish(piece.slice(from, end));
    return end;
  }

  #finish(rest: string): void {
    this.#held.push(rest);
    const text = this.#held.length === 1 ? rest : this.#held.join('');
    this.#held = [];
    this.#search = undefined;
    const value: unknown = JSON.parse(text);
    if (this.#isNameDue()) {
      // A cast: it begins with a quotation mark.
      this.#place.push(value as string);
      this.#expected = 'colon';
      return;
    }
    this.#receiver.take(this.#place, value);
    this.#expected = this.#lists.length === 0 ? 'nothing' : 'comma or end';
  }
}

function endOfScalar(piece: string, from: number): number {
  for (let at = from; at < piece.length; at++) if (endsScalar(piece.charCodeAt(at))) return at;
  return -1;
}

/** Behind the end of a text, a hash or a list; negative if it is not in this piece. */
function endOf(search: Search, piece: string, from: number): number {
  for (let at = from; at < piece.length; ) {
    at = search.inText ? behindText(search, piece, at) : behindMark(search, piece, at);
    if (search.depth === 0 && !search.inText) return at;
  }
  return -1;
}

/** Behind the quotation mark that ends a text, or behind the piece. */
function behindText(search: Search, piece: string, from: number): number {
  for (let at = from; at < piece.length; at++) {
    const code = piece.charCodeAt(at);
    if (search.isEscaped) search.isEscaped = false;
    else if (code === BACKSLASH) search.isEscaped = true;
    else if (code === QUOTE) {
      search.inText = false;
      return at + 1;
    }
  }
  return piece.length;
}

/** Behind the next mark outside of a text that begins or ends something, or behind the piece. */
function behindMark(search: Search, piece: string, from: number): number {
  for (let at = from; at < piece.length; at++) {
    const code = piece.charCodeAt(at);
    if (code === QUOTE) search.inText = true;
    else if (code === LIST || code === HASH) search.depth++;
    else if (code === LIST_END || code === HASH_END) search.depth--;
    else continue;
    return at + 1;
  }
  return piece.length;
}

/** Tells a receiver of a value what a document that holds it would. */
export function walkJson(value: unknown, receiver: JsonReceiver, place: Place = []): void {
  if (typeof value !== 'object' || value === null || !receiver.isOpened(place)) {
    receiver.take(place, value);
    return;
  }
  receiver.open(place, Array.isArray(value));
  const members: Iterable<readonly [string | number, unknown]> = Array.isArray(value)
    ? value.entries()
    : Object.entries(value);
  for (const [name, member] of members) walkJson(member, receiver, [...place, name]);
}
