const MAX_LENGTH = 64;
const MAX_KEPT = 4_096;

/**
 * Makes of equal texts one. `JSON.parse` makes a new text of each value, so that a million objects of one type would have
 * a million times the name of that type.
 */
export class SharedTexts {
  readonly #known = new Map<string, string>();

  /** Puts known texts in the place of those in a value that was just parsed, and answers it. */
  in<Value>(value: Value): Value {
    // Casts: a text takes the place of an equal one.
    if (typeof value === 'string') return this.#one(value) as Value;
    if (typeof value === 'object' && value !== null) this.#inside(value as Record<string, unknown>);
    return value;
  }

  #inside(holder: Record<string, unknown>): void {
    for (const name of Object.keys(holder)) {
      const member = holder[name];
      if (typeof member === 'string') holder[name] = this.#one(member);
      else if (typeof member === 'object' && member !== null) this.#inside(member as Record<string, unknown>);
    }
  }

  #one(text: string): string {
    if (text.length > MAX_LENGTH) return text;
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    // Ids, which come once, fill it; what comes often is soon there again.
    if (this.#known.size === MAX_KEPT) this.#known.clear();
    this.#known.set(text, text);
    return text;
  }
}
