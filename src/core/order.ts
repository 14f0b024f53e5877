import { elementAt } from './element-at.ts';

/** The place of a record in a list. It stays the same when the record is replaced by a newer version. */
export interface Slot<R> {
  record: R;
  /**
   * The record's JSON, kept from the second time on that it is asked for (null: it was once) until the record is
   * replaced: most are answered once, when they are made, and their texts would take as much room as they do.
   */
  text: string | null | undefined;
  readonly created: number;
  readonly sequence: number;
  deleted: boolean;
}

export const older = (a: Slot<unknown>, b: Slot<unknown>): boolean =>
  a.created !== b.created ? a.created < b.created : a.sequence < b.sequence;

/** Slots from oldest to newest. Most come at the end, which costs O(1); the others find their place by bisection. */
export class Order<R> {
  #slots: Slot<R>[] = [];
  #deleted = 0;
  #head = 0;

  get slots(): readonly Slot<R>[] {
    return this.#slots;
  }

  /** How many slots are not deleted. */
  get size(): number {
    return this.#slots.length - this.#deleted;
  }

  /** Where `slot` stands, or would stand. */
  positionOf(slot: Slot<R>): number {
    return this.#firstAt((other) => !older(other, slot));
  }

  /** The first position of a slot created at `created` or later. */
  positionAt(created: number): number {
    return this.#firstAt((other) => other.created >= created);
  }

  add(slot: Slot<R>): void {
    const last = this.#slots.at(-1);
    if (last === undefined || older(last, slot)) this.#slots.push(slot);
    else {
      const at = this.positionOf(slot);
      this.#slots.splice(at, 0, slot);
      this.#head = Math.min(this.#head, at);
    }
  }

  remove(slot: Slot<R>): void {
    const at = this.positionOf(slot);
    if (this.#slots[at] !== slot) return;
    this.#slots.splice(at, 1);
    if (at < this.#head) this.#head--;
  }

  oldest(): Slot<R> | undefined {
    while (this.#slots[this.#head]?.deleted === true) this.#head++;
    return this.#slots[this.#head];
  }

  // Deleted slots stay, because their ids may be used as cursors, until they are more than half of all.
  noteDeletion(): void {
    this.#deleted++;
    if (this.#deleted * 2 <= this.#slots.length) return;
    this.#slots = this.#slots.filter((slot) => !slot.deleted);
    this.#deleted = 0;
    this.#head = 0;
  }

  #firstAt(holds: (slot: Slot<R>) => boolean): number {
    let low = 0;
    let high = this.#slots.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(elementAt(this.#slots, middle))) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
