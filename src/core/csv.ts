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

// A quoted cell, in which a quote is written twice, or one without quotes; then what ends it.
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\r|\n|$)/y;

const breaksIn = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

/** The rows of a text, each with its cells; lines that are empty are none. */
export function csvRows(text: string, complaint: CsvComplaint): readonly (readonly CsvCell[])[] {
  const rows: CsvCell[][] = [];
  let row: CsvCell[] = [];
  let line = 1;
  // Spreadsheets write a mark of the byte order first.
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length || row.length > 0) {
    CELL.lastIndex = at;
    const found = CELL.exec(text);
    const place = { line, column: row.length + 1 };
    if (found === null) throw complaint(whyUnread(text, at), place);
    const [whole, quoted, plain = '', end = ''] = found;
    row.push({ text: quoted === undefined ? plain : quoted.replaceAll('""', '"'), ...place });
    line += breaksIn(whole);
    at += whole.length;
    if (end === ',') continue;
    const isEmpty = row.length === 1 && quoted === undefined && plain.trim() === '';
    if (!isEmpty) rows.push(row);
    row = [];
  }
  return rows;
}

/** A quote opens a cell that nothing closes, or stands within one. */
const whyUnread = (text: string, at: number): string =>
  text.charAt(at) === '"' && !/^"(?:[^"]|"")*"/.test(text.slice(at))
    ? 'a quote opens it, and none closes it'
    : 'a quote stands within it: quote all of it, and write each quote in it twice';
