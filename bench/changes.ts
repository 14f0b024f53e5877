import { linesOf, number, type Row, ratio, type Section } from './report.ts';

/* Two commits beside each other: what `--against` says. */

/** How much worse a median may be. */
const TOLERANCE = 0.1;

// Of all else there should be less.
const MORE_IS_BETTER: ReadonlySet<string> = new Set(['1/s']);

/** By which part a row is worse than it was: 0.12 is 12 %, and below 0 it is better. Not a number where nothing tells. */
export function worsening({ unit }: Pick<Section, 'unit'>, { before }: Row): number {
  if (before === undefined || 'missing' in before) return Number.NaN;
  const { median } = before.change;
  return MORE_IS_BETTER.has(unit) ? 1 - median : median - 1;
}

const isWorse = (section: Section, row: Row): boolean => worsening(section, row) > TOLERANCE;

export const anyWorse = (sections: readonly Section[]): boolean =>
  sections.some((section) => section.rows.some((row) => isWorse(section, row)));

/** A second look at sections: what was worse counts as it is then, for once may be chance. */
export const lookedAtAgain = (first: readonly Section[], again: readonly Section[]): readonly Section[] =>
  first.map((section) => {
    const rows = again.find(({ title }) => title === section.title)?.rows ?? [];
    return {
      ...section,
      rows: section.rows.map((row) =>
        isWorse(section, row) ? (rows.find(({ what }) => what === row.what) ?? row) : row,
      ),
    };
  });

function cellsOf(section: Section, row: Row): readonly string[] {
  const { what, baseline, before } = row;
  const now = [what, number(baseline.median)];
  if (before === undefined || 'missing' in before)
    return [...now, '', ratio(row.ratio.median), '', '', 'not compared'];
  const { change } = before;
  return [
    ...now,
    ratio(before.ratio.median),
    ratio(row.ratio.median),
    ratio(change.median),
    `${ratio(change.min)}–${ratio(change.max)}`,
    isWorse(section, row) ? '**worse**' : '',
  ];
}

/** A section as a table: what both commits come to beside the baseline, and the new beside the old. */
export function changesText(section: Section): string {
  const { title, baselineName, unit, rows } = section;
  const head = ['', `${baselineName}, ${unit}`, 'before', 'now', 'now by before', 'lowest–highest', ''];
  const cells = [head, ...rows.map((row) => cellsOf(section, row))];
  const reasons = new Set(rows.flatMap(({ before = {} }) => ('missing' in before ? [before.missing] : [])));
  const said = [...reasons].flatMap((reason) => ['', `Not compared: ${reason}`]);
  return [`### ${title}`, '', ...linesOf(cells), ...said, ''].join('\n');
}

const percent = (part: number): string => `${Math.round(part * 100)} %`;

export interface Verdict {
  readonly isBad: boolean;
  readonly text: string;
}

/** What the figures come to. */
export function verdictOn(sections: readonly Section[], commit: string): Verdict {
  const all = sections.flatMap((section) => section.rows.map((row) => ({ section, row })));
  const compared = all.filter(({ section, row }) => !Number.isNaN(worsening(section, row)));
  if (compared.length === 0)
    return { isBad: true, text: `Nothing could be compared with ${commit}, for the reasons above.` };
  const left = all.length - compared.length;
  const rest =
    left === 0 ? '' : ` ${left} of ${all.length} rows could not be compared, for the reasons above.`;
  const worse = compared.filter(({ section, row }) => isWorse(section, row));
  if (worse.length === 0)
    return {
      isBad: false,
      text: `No median is worse than at ${commit} by more than ${percent(TOLERANCE)}.${rest}`,
    };
  const listed = worse.map(
    ({ section, row }) => `- ${section.title}: ${row.what}, by ${percent(worsening(section, row))}`,
  );
  const are = worse.length === 1 ? 'is' : 'are';
  return {
    isBad: true,
    text: `${worse.length} of ${compared.length} medians ${are} worse than at ${commit} by more than ${percent(TOLERANCE)}, at a second look as well:\n${listed.join('\n')}${rest === '' ? '' : `\n${rest.trim()}`}`,
  };
}
