import { elementAt } from './element-at.ts';
import { jsonText } from './json-text.ts';
import { Order, older, type Slot } from './order.ts';

type Keys = string | readonly string[] | null | undefined;
/** Under which key a record is found, or under which of several. */
type KeyOf<R> = (record: R) => Keys;

const isSameList = (some: Keys, others: Keys): boolean =>
  Array.isArray(some) && Array.isArray(others) && some.join('\n') === others.join('\n');

/** Does it for each key, once. */
function forEach(keys: Keys, act: (key: string) => void): void {
  // Nearly always: a list of one would be made for each index of each record.
  if (typeof keys === 'string') act(keys);
  else if (keys != null) new Set(keys).forEach(act);
}

export interface TableOptions<R, Index extends string = string> {
  /** Unix seconds by which lists are ordered; defaults to the record's `created`. */
  readonly created?: (record: R) => number;
  /** Filters that lists are often asked for: each keeps an order of its own, so that a page costs O(page). */
  readonly indexes?: Readonly<Record<Index, KeyOf<R>>>;
}

export interface PageRequest<R, Index extends string = string> {
  readonly limit: number;
  readonly index?: Index | undefined;
  readonly key?: string | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  /** Both inclusive, in the unit of `created`. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly where?: ((record: R) => boolean) | undefined;
}

export interface PageOf<R> {
  readonly records: readonly R[];
  readonly hasMore: boolean;
}

/**
 * Records of one kind: found by id, listed newest first in a stable total order. Records are replaced, never edited.
 * Asking for an index that the table does not have does not compile.
 */
export class Table<R extends { readonly id: string }, Index extends string = never> {
  readonly #slots = new Map<string, Slot<R>>();
  readonly #order = new Order<R>();
  readonly #created: (record: R) => number;
  readonly #indexes: readonly {
    readonly name: string;
    readonly keyOf: KeyOf<R>;
    readonly orders: Map<string, Order<R>>;
  }[];
  readonly #ordersBy: ReadonlyMap<string, ReadonlyMap<string, Order<R>>>;
  #sequence = 0;
  #replaced = 0;

  constructor({ created, indexes }: TableOptions<R, Index> = {}) {
    // Records without a `created` are listed in the order in which they were put.
    this.#created = created ?? ((record) => (record as { readonly created?: number }).created ?? 0);
    this.#indexes = Object.entries<KeyOf<R>>(indexes ?? {}).map(([name, keyOf]) => ({
      name,
      keyOf,
      orders: new Map(),
    }));
    this.#ordersBy = new Map(this.#indexes.map(({ name, orders }) => [name, orders]));
  }

  get(id: string): R | undefined {
    const slot = this.#slots.get(id);
    return slot === undefined || slot.deleted ? undefined : slot.record;
  }

  /** The last version of a deleted record. */
  deleted(id: string): R | undefined {
    const slot = this.#slots.get(id);
    return slot?.deleted === true ? slot.record : undefined;
  }

  /** The JSON of exactly this record, as a body; undefined if it has been replaced meanwhile. */
  textOf(record: { readonly id: string }): string | undefined {
    const slot = this.#slots.get(record.id);
    if (slot === undefined || slot.record !== record || slot.deleted) return undefined;
    if (typeof slot.text === 'string') return slot.text;
    const text = jsonText(record);
    slot.text = slot.text === null ? text : null;
    return text;
  }

  put<P extends R>(record: P): P {
    const slot = this.#slots.get(record.id);
    if (slot === undefined || slot.deleted) this.#insert(record);
    else this.#replace(slot, record);
    return record;
  }

  /** Takes the record out of every list; its id stays known as deleted. */
  delete(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined || slot.deleted) return;
    this.#replaced++;
    slot.deleted = true;
    slot.text = undefined;
    this.#order.noteDeletion();
    for (const { keyOf, orders } of this.#indexes)
      forEach(keyOf(slot.record), (key) => orders.get(key)?.noteDeletion());
  }

  /** Forgets a record altogether, for tables with a bound. */
  forget(id: string): void {
    this.delete(id);
    this.#slots.delete(id);
  }

  /** How often a record has been replaced or deleted: as long as it stays the same, records have only been added. */
  get replaced(): number {
    return this.#replaced;
  }

  /** How many records there are, deleted ones included. */
  get size(): number {
    return this.#slots.size;
  }

  oldest(of: Pick<PageRequest<R, Index>, 'index' | 'key'> = {}): R | undefined {
    return this.#orderFor(of)?.oldest()?.record;
  }

  /** How many records there are that are not deleted, of one key of an index if it is given. */
  count(of: Pick<PageRequest<R, Index>, 'index' | 'key'> = {}): number {
    return this.#orderFor(of)?.size ?? 0;
  }

  /** Oldest first. */
  *values(): Generator<R> {
    for (const slot of this.#order.slots) if (!slot.deleted) yield slot.record;
  }

  /** Oldest first, behind `after` if it is given, and of one key of an index. */
  *walk({ index, key, after }: Pick<PageRequest<R, Index>, 'index' | 'key' | 'after'> = {}): Generator<R> {
    const order = this.#orderFor({ index, key });
    const cursor = after === undefined ? undefined : this.#slots.get(after);
    if (order === undefined) return;
    let at = cursor === undefined ? 0 : order.positionOf(cursor);
    if (cursor !== undefined && order.slots[at] === cursor) at++;
    for (; at < order.slots.length; at++) {
      const slot = elementAt(order.slots, at);
      if (!slot.deleted) yield slot.record;
    }
  }

  /**
   * Everything there is now, deleted records included, in the order of lists, in which it can be put back. It may be read
   * later: what happens meanwhile is not in it.
   */
  entries(): Iterable<readonly [record: R, deleted: boolean]> {
    const slots = [...this.#slots.values()].sort((a, b) => (older(a, b) ? -1 : 1));
    const deleted = new Set(slots.filter((slot) => slot.deleted).map(({ record }) => record));
    const records = slots.map(({ record }) => record);
    return {
      *[Symbol.iterator]() {
        for (const record of records) yield [record, deleted.has(record)];
      },
    };
  }

  /** Puts one of the entries of a table back; tells whether it stands behind all that were put back before it. */
  putBack(record: R, deleted: boolean): boolean {
    const newest = this.#order.slots.at(-1);
    this.#insert(record);
    if (deleted) this.delete(record.id);
    return newest === undefined || newest.created <= this.#created(record);
  }

  /** Whether `id` may stand in `starting_after` or `ending_before`: a deleted record keeps its place. */
  isCursor(id: string): boolean {
    return this.#slots.has(id);
  }

  /** Whether one of two known records comes before the other in lists. */
  isNewer(id: string, than: string): boolean {
    return older(this.#slotOf(than), this.#slotOf(id));
  }

  /** Newest first; `before` gives the page adjacent to its cursor, still newest first. */
  page(request: PageRequest<R, Index>): PageOf<R> {
    const order = this.#orderFor(request);
    const slots = order?.slots ?? [];
    const backwards = request.before !== undefined;
    const step = backwards ? 1 : -1;
    const records: R[] = [];
    let hasMore = false;
    for (let at = this.#start(order, request); at >= 0 && at < slots.length; at += step) {
      const slot = elementAt(slots, at);
      if (pastTheEnd(slot, request, backwards)) break;
      if (!wanted(slot, request)) continue;
      hasMore = records.length === request.limit;
      if (hasMore) break;
      records.push(slot.record);
    }
    return { records: backwards ? records.reverse() : records, hasMore };
  }

  #start(order: Order<R> | undefined, { after, before, from, to }: PageRequest<R>): number {
    if (order === undefined) return -1;
    if (before !== undefined) {
      const cursor = this.#slotOf(before);
      const at = order.positionOf(cursor);
      const next = order.slots[at] === cursor ? at + 1 : at;
      return from === undefined ? next : Math.max(next, order.positionAt(from));
    }
    const behind = after === undefined ? order.slots.length : order.positionOf(this.#slotOf(after));
    return Math.min(behind, to === undefined ? behind : order.positionAt(to + 1)) - 1;
  }

  // Whoever asks for a page has made sure that its cursor is one.
  #slotOf(cursor: string): Slot<R> {
    const slot = this.#slots.get(cursor);
    if (slot === undefined) throw new Error(`There is no cursor "${cursor}": ask isCursor first.`);
    return slot;
  }

  #orderFor({ index, key }: Pick<PageRequest<R>, 'index' | 'key'>): Order<R> | undefined {
    if (index === undefined || key === undefined) return this.#order;
    return this.#ordersBy.get(index)?.get(key);
  }

  #insert(record: R, sequence: number = this.#sequence++): void {
    const created = this.#created(record);
    const slot: Slot<R> = { record, text: undefined, created, sequence, deleted: false };
    this.#slots.set(record.id, slot);
    this.#order.add(slot);
    for (const { keyOf, orders } of this.#indexes) addTo(orders, keyOf(record), slot);
  }

  #replace(slot: Slot<R>, record: R): void {
    this.#replaced++;
    if (this.#created(record) !== slot.created) {
      this.#displace(slot);
      this.#insert(record, slot.sequence);
      return;
    }
    const earlier = slot.record;
    slot.record = record;
    slot.text = undefined;
    for (const { keyOf, orders } of this.#indexes) {
      const from = keyOf(earlier);
      const to = keyOf(record);
      if (from === to || isSameList(from, to)) continue;
      forEach(from, (key) => orders.get(key)?.remove(slot));
      addTo(orders, to, slot);
    }
  }

  // Needed when `putObjects` replaces an object by one with another `created`.
  #displace(slot: Slot<R>): void {
    this.#order.remove(slot);
    for (const { keyOf, orders } of this.#indexes)
      forEach(keyOf(slot.record), (key) => orders.get(key)?.remove(slot));
  }
}

function addTo<R>(orders: Map<string, Order<R>>, keys: Keys, slot: Slot<R>): void {
  forEach(keys, (key) => {
    let order = orders.get(key);
    if (order === undefined) {
      order = new Order<R>();
      orders.set(key, order);
    }
    order.add(slot);
  });
}

function wanted<R>(slot: Slot<R>, { from, to, where }: PageRequest<R>): boolean {
  if (slot.deleted) return false;
  if (from !== undefined && slot.created < from) return false;
  if (to !== undefined && slot.created > to) return false;
  return where === undefined || where(slot.record);
}

/** Whether a walk can stop here: lists are ordered by time, so all further records are outside the time filter. */
function pastTheEnd<R>(slot: Slot<R>, { from, to }: PageRequest<R>, backwards: boolean): boolean {
  return backwards ? to !== undefined && slot.created > to : from !== undefined && slot.created < from;
}
