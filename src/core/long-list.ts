/*
 * A list that many versions share: one that has an item more, or another item somewhere, costs a few short arrays, however
 * long it is, and whoever holds an earlier one keeps it as it was. A tree of arrays, all full but for the last of each level.
 */

const WIDTH = 32;

interface Leaf<T> {
  readonly items: readonly T[];
  readonly parts?: never;
}
interface Branch<T> {
  readonly items?: never;
  readonly parts: readonly Part<T>[];
}
/** A piece of a list; lists of which one has come from the other have most of them in common. */
export type Part<T> = Leaf<T> | Branch<T>;

const EMPTY: Leaf<never> = { items: [] };

/** A part that has one item only, so deep in it. */
const chainOf = <T>(item: T, depth: number): Part<T> =>
  depth === 0 ? { items: [item] } : { parts: [chainOf(item, depth - 1)] };

const inGroups = <T>(list: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / WIDTH) }, (_, at) => list.slice(at * WIDTH, (at + 1) * WIDTH));

export class LongList<T> implements Iterable<T> {
  readonly length: number;
  readonly root: Part<T>;
  /** How many levels are above the items. */
  readonly #depth: number;

  private constructor(length: number, root: Part<T>, depth: number) {
    this.length = length;
    this.root = root;
    this.#depth = depth;
  }

  static of<T>(items: readonly T[]): LongList<T> {
    let parts: readonly Part<T>[] = inGroups(items).map((group) => ({ items: group }));
    let depth = 0;
    for (; parts.length > 1; depth++) parts = inGroups(parts).map((group) => ({ parts: group }));
    return new LongList(items.length, parts[0] ?? EMPTY, depth);
  }

  at(place: number): T | undefined {
    if (!(place >= 0 && place < this.length)) return undefined;
    let part = this.root;
    for (let size = WIDTH ** this.#depth; part.parts !== undefined; size /= WIDTH) {
      const next: Part<T> | undefined = part.parts[Math.floor(place / size) % WIDTH];
      if (next === undefined) return undefined;
      part = next;
    }
    return part.items[place % WIDTH];
  }

  last(): T | undefined {
    return this.at(this.length - 1);
  }

  /** With another item at a place, or one more at the end. */
  with(place: number, item: T): LongList<T> {
    if (place === this.length && place === WIDTH ** (this.#depth + 1)) {
      const parts = [this.root, chainOf(item, this.#depth)];
      return new LongList(place + 1, { parts }, this.#depth + 1);
    }
    const root = changed(this.root, place, item, this.#depth);
    return new LongList(Math.max(this.length, place + 1), root, this.#depth);
  }

  withMore(items: readonly T[]): LongList<T> {
    if (this.length === 0) return LongList.of(items);
    return items.reduce<LongList<T>>((list, item) => list.with(list.length, item), this);
  }

  /** The place of the first item that `isBehind`, of a list in which all behind it are so, too. */
  firstPlace(isBehind: (item: T) => boolean): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const item = this.at(middle);
      if (item === undefined || isBehind(item)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  [Symbol.iterator](): Generator<T> {
    return itemsIn(this.root);
  }

  toJSON(): readonly T[] {
    return [...this];
  }
}

function changed<T>(part: Part<T>, place: number, item: T, depth: number): Part<T> {
  const at = Math.floor(place / WIDTH ** depth) % WIDTH;
  if (part.parts === undefined) {
    const items = [...part.items];
    items[at] = item;
    return { items };
  }
  const parts = [...part.parts];
  const before = parts[at];
  parts[at] = before === undefined ? chainOf(item, depth - 1) : changed(before, place, item, depth - 1);
  return { parts };
}

function* itemsIn<T>(part: Part<T>): Generator<T> {
  if (part.parts === undefined) yield* part.items;
  else for (const inner of part.parts) yield* itemsIn(inner);
}

/** What parts come to, each worked through once, in whichever lists it is. */
export class Summary<T, S extends object> {
  readonly #known = new WeakMap<Part<T>, S>();
  readonly #ofItem: (item: T) => S;
  readonly #together: (summaries: readonly S[]) => S;

  constructor(ofItem: (item: T) => S, together: (summaries: readonly S[]) => S) {
    this.#ofItem = ofItem;
    this.#together = together;
  }

  of(part: Part<T>): S {
    const known = this.#known.get(part);
    if (known !== undefined) return known;
    const inner =
      part.parts === undefined ? part.items.map(this.#ofItem) : part.parts.map((one) => this.of(one));
    const made = this.#together(inner);
    this.#known.set(part, made);
    return made;
  }
}
