import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Checkout, OWN_ROOT } from './checkout.ts';
import { answerQuestions, Child } from './children.ts';
import type { Aim, Effort, Row } from './report.ts';
import { compare, inTurn, type Measure, type MeasureBefore, type Missing, reasonOf } from './stats.ts';

/*
 * What is measured in a process of its own, next to a baseline in the same process: this file has both sides of it. The
 * first argument of such a program is the folder whose `src` it measures.
 */

/** One thing that a program measures, a round at a time. */
export interface Measurable {
  readonly what: string;
  readonly aim?: Aim;
  readonly warmUp: () => Promise<unknown>;
  readonly baseline: () => Promise<number>;
  readonly ours: () => Promise<number>;
}

type Named = Pick<Measurable, 'what' | 'aim'>;

type Question =
  | { readonly effort: Effort }
  | { readonly at: number; readonly side: 'warmUp' | 'baseline' | 'ours' };

interface Measured {
  readonly value: unknown;
}

export const [ROOT = '', ...ARGS] = process.argv.slice(2);

/** A module of the commit that is measured; its type is that of this commit's. */
export const sourceOf = <Module>(file: string): Promise<Module> =>
  import(pathToFileURL(join(ROOT, 'src', file)).href);

/** The side of the program. */
export function answerRounds(prepare: (effort: Effort) => Promise<readonly Measurable[]>): void {
  let measurables: readonly Measurable[] = [];
  answerQuestions<Question>(async (question): Promise<readonly Named[] | Measured> => {
    if ('effort' in question) {
      measurables = await prepare(question.effort);
      return measurables.map(({ what, aim }) => ({ what, ...(aim === undefined ? {} : { aim }) }));
    }
    const { at, side } = question;
    return { value: await measurables[at]?.[side]() };
  });
}

export interface Program {
  readonly file: string;
  readonly args?: readonly string[];
  readonly execArgv?: readonly string[];
}

/** A program that measures the commit in a folder. */
export const programIn = (root: string, { file, args = [], execArgv = [] }: Program): Child =>
  new Child(file, [root, ...args], execArgv);

function measureOf(child: Child, at: number, side: 'baseline' | 'ours'): Measure<number> {
  return async () => {
    const { value } = await child.ask<Measured>({ at, side } satisfies Question);
    if (typeof value !== 'number') throw new Error('This commit does not measure it.');
    return value;
  };
}

const warmedUp = (child: Child, at: number): Promise<unknown> =>
  child.ask({ at, side: 'warmUp' } satisfies Question);

/** The side that measures another commit: what it lacks is said where it is missed. */
class Other {
  readonly #child: Child;
  readonly #ready: Promise<Missing | undefined>;

  constructor(root: string, program: Program, effort: Effort) {
    this.#child = programIn(root, program);
    this.#ready = this.#child.ask({ effort } satisfies Question).then(() => undefined, reasonOf);
  }

  async row(at: number): Promise<MeasureBefore<number> | Missing> {
    const missing = (await this.#ready) ?? (await warmedUp(this.#child, at).then(() => undefined, reasonOf));
    if (missing !== undefined) return missing;
    return { baseline: measureOf(this.#child, at, 'baseline'), ours: measureOf(this.#child, at, 'ours') };
  }

  end(): void {
    this.#child.end();
  }
}

/** The rows of a program: each warmed up, and then measured round by round, with another commit's in turn. */
export async function rowsOf(
  program: Program,
  effort: Effort,
  against: Checkout | undefined,
): Promise<readonly Row[]> {
  const child = programIn(OWN_ROOT, program);
  const other = against === undefined ? undefined : new Other(against.root, program, effort);
  const rows: Row[] = [];
  for (const [at, named] of (await child.ask<readonly Named[]>({ effort } satisfies Question)).entries()) {
    await warmedUp(child, at);
    const before = await other?.row(at);
    const [baseline, ours] = [measureOf(child, at, 'baseline'), measureOf(child, at, 'ours')];
    const measured = await inTurn(effort.rounds, baseline, ours, before);
    rows.push({ ...named, ...compare(measured, (value) => value) });
  }
  child.end();
  other?.end();
  return rows;
}
