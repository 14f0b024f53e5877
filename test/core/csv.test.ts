import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRows } from '../../src/core/csv.ts';

const complaint = (why: string, { line, column }: { line: number; column: number }): Error =>
  new Error(`line ${line}, column ${column}: ${why}`);
const texts = (text: string): readonly (readonly string[])[] =>
  csvRows(text, complaint).map((row) => row.map((cell) => cell.text));

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe('comma-separated values', () => {
  it('are read as they are written, whatever is in them', () => {
    const cells = fc.string({ unit: fc.constantFrom(...'ab ,"\r\n1é') });
    const tables = fc.array(fc.array(cells, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
    const breaks = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(tables, breaks, fc.boolean(), (table, lineBreak, ends) => {
        const text =
          table.map((row) => row.map(quoted).join(',')).join(lineBreak) +
          (ends && table.length > 0 ? lineBreak : '');

        expect(texts(text)).toEqual(table);
      }),
    );
  });

  it.each(['x', '"', '\n'])('are read however long one of them is: ten megabytes of %j', (letter) => {
    const long = letter.repeat(10_000_000);
    const rows = texts(`${quoted(long)},2`);

    // Their difference as a text would be as long.
    expect(rows[0]?.[0] === long).toBe(true);
    expect(rows[0]?.[1]).toBe('2');
  });

  it('need no quotes where nothing is special, and have no row for an empty line', () => {
    expect(texts('\uFEFFamount,description\n-100,Coffee\n\n-200,\n')).toEqual([
      ['amount', 'description'],
      ['-100', 'Coffee'],
      ['-200', ''],
    ]);
  });

  it('tell the line and the column of each cell, also behind one that goes on over lines', () => {
    const rows = csvRows('a,b\n"x\ny",2\n3,4', complaint);

    expect(rows.at(2)).toEqual([
      { text: '3', line: 4, column: 1 },
      { text: '4', line: 4, column: 2 },
    ]);
  });

  it.each([
    ['a,b\n1,"x', 'line 2, column 2: a quote opens it, and none closes it'],
    [
      'a\nx"y',
      'line 2, column 1: a quote stands within it: quote all of it, and write each quote in it twice',
    ],
    [
      'a\n"x"y',
      'line 2, column 1: a quote stands within it: quote all of it, and write each quote in it twice',
    ],
  ])('are refused where they cannot be read: %j', (text, sentence) => {
    expect(() => csvRows(text, complaint)).toThrow(sentence);
  });
});
