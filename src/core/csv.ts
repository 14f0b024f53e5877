/*
 * Comma-separated values (RFC 4180), as banks and spreadsheets write them. A reader of our own: those that are well kept
 * stream, cast and guess, or need Node's streams and buffers, and none tells the line and column of each cell, by which
 * mistakes are found.
 */

export interface CsvCell {
  readonly text: string;
  /** Both counted from 1; a cell that is quoted may go on over lines. */
  readonly line: number;
  readonly column: number;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** What cannot be read: `why` says so, and `at` where. */
export type CsvComplaint = (why: string, at: Place) => Error;

const PLAIN = /[^",\r\n]*/y;
const ENDS = /,|\r\n|\r|\n|$/y;

const breaksIn = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

/** The place behind the quote that closes a cell; a quote within it is written twice. Undefined where nothing closes it. */
function behindQuoted(text: string, at: number): number | undefined {
  let end = text.indexOf('"', at + 1);
  while (end >= 0 && text.charAt(end + 1) === '"') end = text.indexOf('"', end + 2);
  return end < 0 ? undefined : end + 1;
}

/** What a pattern finds at that very place. */
function foundAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** What is written of a cell, its quotes included, and what ends it. */
function cellAt(text: string, at: number, refusal: (why: string) => Error): readonly [string, string] {
  const isQuoted = text.charAt(at) === '"';
  // No pattern: one that goes on over a long cell runs out of stack.
  const behind = isQuoted ? behindQuoted(text, at) : at + (foundAt(PLAIN, text, at) ?? '').length;
  if (behind === undefined) throw refusal('a quote opens it, and none closes it');
  const end = foundAt(ENDS, text, behind);
  if (end === undefined)
    throw refusal('a quote stands within it: quote all of it, and write each quote in it twice');
  return [text.slice(at, behind), end];
}

/** The rows of a text, each with its cells; lines that are empty are none. */
export function csvRows(text: string, complaint: CsvComplaint): readonly (readonly CsvCell[])[] {
  const rows: CsvCell[][] = [];
  let row: CsvCell[] = [];
  let line = 1;
  // Spreadsheets write a mark of the byte order first.
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length || row.length > 0) {
    const place = { line, column: row.length + 1 };
    const [written, end] = cellAt(text, at, (why) => complaint(why, place));
    const isQuoted = written.startsWith('"');
    row.push({ text: isQuoted ? written.slice(1, -1).replaceAll('""', '"') : written, ...place });
    line += breaksIn(written) + breaksIn(end);
    at += written.length + end.length;
    if (end === ',') continue;
    const isEmpty = row.length === 1 && !isQuoted && written.trim() === '';
    if (!isEmpty) rows.push(row);
    row = [];
  }
  return rows;
}
