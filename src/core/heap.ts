import { elementAt } from './element-at.ts';

/** A binary heap: the smallest element first, O(log n) to add and to take. */
export class Heap<Element> {
  readonly #elements: Element[] = [];
  readonly #before: (a: Element, b: Element) => boolean;

  constructor(before: (a: Element, b: Element) => boolean) {
    this.#before = before;
  }

  peek(): Element | undefined {
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

  /** Takes out those that do not pass; O(n log n). */
  keep(passes: (element: Element) => boolean): void {
    const kept = this.#elements.filter(passes);
    if (kept.length === this.#elements.length) return;
    this.clear();
    for (const element of kept) this.push(element);
  }

  /** In no particular order. */
  values(): readonly Element[] {
    return this.#elements;
  }

  clear(): void {
    this.#elements.length = 0;
  }
}
