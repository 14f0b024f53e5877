import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonCutter, type JsonReceiver, type Place, walkJson } from '../../src/core/json-cutter.ts';
import { Elements, jsonPieces, plainJson } from '../../src/core/json-pieces.ts';
import { SharedTexts } from '../../src/core/shared-texts.ts';

type Hash = Record<string, unknown>;

/** Puts a document together again of what a receiver is told. */
class Rebuilt implements JsonReceiver {
  readonly #depth: number;
  value: unknown;

  constructor(depth: number) {
    this.#depth = depth;
  }

  isOpened(place: Place): boolean {
    return place.length < this.#depth;
  }

  open(place: Place, isList: boolean): void {
    this.take(place, isList ? [] : {});
  }

  take(place: Place, value: unknown): void {
    const holders = place.slice(0, -1);
    const name = place.at(-1);
    if (name === undefined) this.value = value;
    // As JSON.parse has it: `__proto__` is a name like any other.
    else {
      const holder = holders.reduce<unknown>((inner, at) => (inner as Hash)[at], this.value) as Hash;
      Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true });
    }
  }
}

/** Reads a text cut at these places. */
function readInPieces(text: string, cuts: readonly number[], depth: number): unknown {
  const rebuilt = new Rebuilt(depth);
  const cutter = new JsonCutter(rebuilt);
  const ends = [...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  let from = 0;
  for (const end of ends) {
    cutter.write(text.slice(from, end));
    from = end;
  }
  cutter.end();
  return rebuilt.value;
}

const parsed = (text: string): unknown => {
  try {
    return [JSON.parse(text)];
  } catch {
    return 'no JSON';
  }
};
const read = (text: string, cuts: readonly number[], depth: number): unknown => {
  try {
    return [readInPieces(text, cuts, depth)];
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return 'no JSON';
    throw thrown;
  }
};

const document = fc.jsonValue({ maxDepth: 5 });
const cuts = fc.array(fc.nat(2_000), { maxLength: 20 });
const depth = fc.nat(4);
const space = fc.constantFrom(undefined, 2, '\t', ' \r\n');

describe('a JSON document that is read in pieces', () => {
  it('is what it is when read as a whole, wherever it is cut', () => {
    fc.assert(
      fc.property(document, cuts, depth, space, (value, at, levels, indent) => {
        const text = JSON.stringify(value, null, indent);

        expect(read(text, at, levels)).toEqual(parsed(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is refused if and only if it is refused when read as a whole', () => {
    const damage = fc.record({
      at: fc.nat(500),
      length: fc.nat(3),
      by: fc.constantFrom('', '{', '}', '[', ']', ',', ':', '"', '\\', '1', 'null', ' ', 'x', '-', '\n'),
    });
    let refused = 0;
    fc.assert(
      fc.property(document, damage, cuts, depth, (value, { at, length, by }, places, levels) => {
        const whole = JSON.stringify(value);
        const from = at % whole.length;
        const text = whole.slice(0, from) + by + whole.slice(from + length);
        const expected = parsed(text);
        if (expected === 'no JSON') refused++;

        // Of two members of one name JSON.parse takes the last, wherever the first stood.
        expect(read(text, places, levels)).toEqual(expected);
      }),
      { numRuns: 5_000 },
    );
    expect(refused).toBeGreaterThan(1_000);
  });

  it('keeps a member named __proto__', () => {
    const text = '{"__proto__":{"a":1},"b":[{"__proto__":2}]}';

    expect(JSON.stringify(readInPieces(text, [3, 15], 3))).toBe(text);
  });

  it('tells the same as the value itself', () => {
    fc.assert(
      fc.property(document, depth, (value, levels) => {
        const walked = new Rebuilt(levels);
        walkJson(value, walked);

        expect(walked.value).toEqual(value);
      }),
    );
  });
});

describe('JSON that is written in pieces', () => {
  /** The same document, with its lists as elements that are made one by one. */
  const streamed = (value: unknown): unknown => {
    if (Array.isArray(value)) return new Elements(() => value);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, streamed(member)]));
  };

  it('is what JSON.stringify would write', () => {
    fc.assert(
      fc.property(document, (value) => {
        expect([...jsonPieces(streamed(value))].join('')).toBe(JSON.stringify(value));
      }),
      { numRuns: 1_000 },
    );
  });

  it('comes in pieces of which none is much larger than the others', () => {
    const pieces = [...jsonPieces({ list: new Elements(() => Array(20_000).fill('0123456789')) })];

    expect(pieces.length).toBeGreaterThan(3);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000);
  });

  it('shares nothing with what it was made of, as a value', () => {
    const element = { a: [1] };
    const made = plainJson({ list: new Elements(() => [element]), other: element }) as Hash;

    expect(made).toEqual({ list: [element], other: element });
    expect((made.list as unknown[])[0]).not.toBe(element);
    expect(made.other).not.toBe(element);
  });
});

describe('equal texts that are made one', () => {
  it('change nothing of a value', () => {
    const texts = new SharedTexts();
    fc.assert(
      fc.property(fc.array(document), (values) => {
        const text = JSON.stringify(values);

        expect(JSON.stringify(texts.in(JSON.parse(text)))).toBe(text);
      }),
    );
    expect(JSON.stringify(texts.in(JSON.parse('{"__proto__":"a","b":["a"]}')))).toBe(
      '{"__proto__":"a","b":["a"]}',
    );
  });
});
