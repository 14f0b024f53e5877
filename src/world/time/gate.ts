/**
 * Whom nobody passes while a sandbox is in the middle of something that is done in stretches. Those who cannot wait do the
 * rest of it at once.
 */
export class Gate {
  #shut: { readonly opened: Promise<void>; readonly open: () => void } | undefined;
  #rest: (() => void) | undefined;

  /** Resolves when the gate opens; undefined while it is open. */
  get opened(): Promise<void> | undefined {
    return this.#shut?.opened;
  }

  /** `rest` does what is still to be done before anybody may look. */
  shut(rest: () => void): Promise<void> {
    this.#rest = rest;
    if (this.#shut === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#shut = { opened: promise, open: resolve };
    }
    return this.#shut.opened;
  }

  /** There is nothing left of what was to be done, and still nobody passes. */
  noteWhole(): void {
    this.#rest = undefined;
  }

  doRest(): void {
    this.#rest?.();
  }

  open(): void {
    this.#rest = undefined;
    this.#shut?.open();
    this.#shut = undefined;
  }
}
