import fc from 'fast-check';
import { SideBySide } from './payment-side-by-side.ts';
import type { Step } from './payment-steps.ts';
import { type Kind, type Walk, walkOf } from './payment-walks.ts';

/* Plays walks; of one that fails it tells the seed, and a walk as short as is soon found. */

// Of all the walks of this process.
let stepsInAll = 0;

/** Takes the steps and compares after each, and all at the end. */
async function play({ terms, steps }: Walk): Promise<void> {
  const world = await SideBySide.of(terms);
  try {
    for (const [at, next] of steps.entries()) {
      stepsInAll++;
      await world.take(next).catch((cause: unknown) => {
        throw new Failure(at, steps, cause);
      });
    }
    await world.look().catch((cause: unknown) => {
      throw new Failure(steps.length - 1, steps, cause);
    });
  } finally {
    await world.close();
  }
}

const MOST_SHOWN = 12;

class Failure extends Error {
  readonly steps: readonly Step[];

  /** At the step of that position; those behind it do not matter. */
  constructor(at: number, steps: readonly Step[], cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const [last, ...earlier] = steps
      .slice(0, at + 1)
      .map((step) => JSON.stringify(step))
      .toReversed();
    const shown = earlier.length > MOST_SHOWN ? [...earlier.slice(0, MOST_SHOWN), '…'] : earlier;
    const where = `Step ${at + 1} of ${steps.length} (${stepsInAll} in all)`;
    super(`${where}, ${last}: ${why}\nIt came after:\n  ${shown.toReversed().join('\n  ')}`, { cause });
    this.steps = steps.slice(0, at + 1);
  }
}

const failureOf = (walk: Walk): Promise<Failure | undefined> =>
  play(walk).then(
    () => undefined,
    (thrown: unknown) => {
      if (thrown instanceof Failure) return thrown;
      throw thrown;
    },
  );

/** Leaves steps away, ever fewer at a time, as long as what is left still fails. */
async function shrunk(walk: Walk, first: Failure): Promise<Failure> {
  let failure = first;
  for (let many = Math.ceil(first.steps.length / 2); many >= 1; many = many === 1 ? 0 : Math.ceil(many / 2)) {
    for (let from = 0; from < failure.steps.length; ) {
      const steps = failure.steps.toSpliced(from, many);
      const smaller = await failureOf({ terms: walk.terms, steps });
      if (smaller === undefined) from += many;
      else failure = smaller;
    }
  }
  return failure;
}

/** Plays the walk of a seed. One that fails is tried with fewer steps, unless MODEL_SHRINK is 0. */
export async function playSeed(seed: number, length: number, kind: Kind = 'payments'): Promise<void> {
  const [walk] = fc.sample(walkOf(length, kind), { seed, numRuns: 1 });
  if (walk === undefined) throw new Error('A sample of one has one.');
  const failure = await failureOf(walk);
  if (failure === undefined) return;
  const smallest = process.env.MODEL_SHRINK === '0' ? failure : await shrunk(walk, failure);
  throw new Error(`The walk of seed ${seed}, in ${JSON.stringify(walk.terms)}. ${smallest.message}`, {
    cause: smallest,
  });
}
