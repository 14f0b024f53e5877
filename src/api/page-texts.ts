/** A page as it travels, and the text that was made of it. */
interface KeptPage {
  readonly records: readonly object[];
  readonly frame: string;
  readonly text: string;
}

const MAX_PAGES = 4;

/**
 * The pages that were asked for last. Records are replaced and never edited, so that a page of the very same records
 * has the same text: nothing needs to say when one is out of date.
 */
export class PageTexts {
  readonly #pages: KeptPage[] = [];
  #next = 0;

  /** The text of such a page if it is kept; `frame` is what stands around the records. */
  find(records: readonly object[], frame: string): string | undefined {
    return this.#pages.find((page) => page.frame === frame && areSame(page.records, records))?.text;
  }

  keep(records: readonly object[], frame: string, text: string): void {
    this.#pages[this.#next] = { records, frame, text };
    this.#next = (this.#next + 1) % MAX_PAGES;
  }
}

function areSame(some: readonly object[], others: readonly object[]): boolean {
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false;
  return true;
}
