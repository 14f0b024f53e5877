import { firstDayOf } from '../../core/calendar.ts';
import { foldText } from '../../core/random.ts';
import { type Draws, drawsFrom, folded } from './draws.ts';
import type { LedgerItem } from './ledger.ts';

/** An item before the items of its month are numbered. */
export type Draft = Omit<LedgerItem, 'number'>;

export interface Month {
  /** Months since the year 0. */
  readonly number: number;
  readonly year: number;
  /** From 1. */
  readonly month: number;
  /** Its first day, in days since 1970. */
  readonly first: number;
  readonly days: number;
}

export function monthNumbered(number: number): Month {
  const first = firstDayOf(number);
  const month = ((number % 12) + 12) % 12;
  return {
    number,
    year: (number - month) / 12,
    month: month + 1,
    first,
    days: firstDayOf(number + 1) - first,
  };
}

/** What one habit of an account does in a month. */
export interface FlowContext {
  readonly month: Month;
  /** Of this month and no other. */
  readonly draws: Draws;
  /** What stays as it is, month by month: an amount of pay, a day of a bill. */
  readonly lasting: () => Draws;
  /** Of what lasts for some months, by its number. */
  readonly drawsOf: (number: number) => Draws;
  /** Which of two weeks is that of the persona's pay: the same in all its accounts. */
  readonly payWeek: number;
}

export interface Flow {
  /** Two flows of one persona with the same stream draw the same numbers: so a transfer is the same on both sides. */
  readonly stream: string;
  readonly drafts: (context: FlowContext) => readonly Draft[];
}

/** No month has this number. */
const LASTING = -1;

export function draftsOf(
  { stream, drafts }: Flow,
  seed: number,
  persona: string,
  month: Month,
): readonly Draft[] {
  const place = folded(seed, foldText(stream, foldText(persona)));
  const drawsOf = (number: number): Draws => drawsFrom(folded(place, number));
  const payWeek = folded(seed, foldText(persona)) % 2;
  return drafts({ month, draws: drawsOf(month.number), lasting: () => drawsOf(LASTING), drawsOf, payWeek });
}
