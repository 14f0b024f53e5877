import { elementAt } from './element-at.ts';

/** A binary heap: the smallest element first, O(log n) to add and to take. */
export class Heap<Element> {
  readonly #elements: Element[] = [];
  readonly #before: (a: Element, b: Element) => boolean;
  /** Removed, and still among the elements: they go when they come to the top, or when they are the half of all. */
  readonly #removed = new Set<Element>();

  constructor(before: (a: Element, b: Element) => boolean) {
    this.#before = before;
  }

  get size(): number {
    return this.#elements.length - this.#removed.size;
  }

  peek(): Element | undefined {
    while (this.#removed.size > 0) {
      const first = this.#elements[0];
      if (first === undefined || !this.#removed.delete(first)) break;
      this.#take();
    }
    return this.#elements[0];
  }

  push(element: Element): void {
    const elements = this.#elements;
    let at = elements.length;
    elements.push(element);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(element, elementAt(elements, parent))) break;
      elements[at] = elementAt(elements, parent);
      at = parent;
    }
    elements[at] = element;
  }

  pop(): Element | undefined {
    return this.peek() === undefined ? undefined : this.#take();
  }

  /** Takes out an element that is in it, wherever it is: O(log n) of time, over many. */
  remove(element: Element): void {
    this.#removed.add(element);
    if (this.#removed.size * 2 <= this.#elements.length) return;
    const kept = this.values();
    this.clear();
    for (const one of kept) this.push(one);
  }

  /** In no particular order. */
  values(): readonly Element[] {
    return this.#removed.size === 0
      ? this.#elements
      : this.#elements.filter((element) => !this.#removed.has(element));
  }

  clear(): void {
    this.#elements.length = 0;
    this.#removed.clear();
  }

  #take(): Element | undefined {
    const elements = this.#elements;
    const first = elements[0];
    const last = elements.pop();
    if (elements.length > 0 && last !== undefined) this.#sink(last);
    return first;
  }

  #sink(element: Element): void {
    const elements = this.#elements;
    const size = elements.length;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      const right = child + 1;
      if (right < size && this.#before(elementAt(elements, right), elementAt(elements, child))) child = right;
      if (!this.#before(elementAt(elements, child), element)) break;
      elements[at] = elementAt(elements, child);
      at = child;
    }
    elements[at] = element;
  }
}
