import type { Comparison } from './stats.ts';

/** How long to measure. */
export interface Effort {
  readonly rounds: number;
  readonly roundMs: number;
  readonly starts: number;
  /** How many accounts the largest sandbox has. */
  readonly many: number;
}

export type Aim = { readonly atLeast: number } | { readonly atMost: number };

export interface Row extends Comparison {
  readonly what: string;
  readonly aim?: Aim;
}

/** One table of the page. */
export interface Section {
  readonly title: string;
  /** What the figures say, and what they are held against. */
  readonly note: string;
  readonly unit: string;
  readonly baselineName: string;
  readonly oursName: string;
  readonly rows: readonly Row[];
}

export const number = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);

export const ratio = (value: number): string => value.toFixed(2);

function aimText({ aim, ratio: { median } }: Row): string {
  if (aim === undefined) return '';
  const met = 'atLeast' in aim ? median >= aim.atLeast : median <= aim.atMost;
  const text = 'atLeast' in aim ? `≥ ${Number(aim.atLeast.toFixed(2))}` : `≤ ${aim.atMost}`;
  return met ? `${text}, met` : `**${text}, missed**`;
}

/** A table of Markdown, which a terminal shows well enough; the first line is its head. */
export function linesOf(cells: readonly (readonly string[])[]): readonly string[] {
  const widths = (cells[0] ?? []).map((_, at) => Math.max(3, ...cells.map((line) => line[at]?.length ?? 0)));
  const lineOf = (line: readonly string[]) =>
    `| ${line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [lineOf(head), rule, ...body.map(lineOf)];
}

export function sectionText({ title, note, unit, baselineName, oursName, rows }: Section): string {
  const cells = [
    ['', `${baselineName}, ${unit}`, `${oursName}, ${unit}`, 'ratio', 'lowest–highest', 'aim'],
    ...rows.map((row) => [
      row.what,
      number(row.baseline.median),
      number(row.ours.median),
      ratio(row.ratio.median),
      `${ratio(row.ratio.min)}–${ratio(row.ratio.max)}`,
      aimText(row),
    ]),
  ];
  return [`### ${title}`, '', note, '', ...linesOf(cells), ''].join('\n');
}
