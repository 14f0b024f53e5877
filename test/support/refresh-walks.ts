import fc from 'fast-check';
import type { RefreshOutcome } from '../../src/index.ts';
import type { RefreshFeature } from './refresh-steps.ts';
import {
  at,
  change,
  DAY_MS,
  DELAY_MS,
  days,
  delayMs,
  FEATURES,
  feature,
  type OfferName,
  outcome,
  put,
  type Step,
  type StepOf,
  status,
  step,
  type Terms,
  type Timing,
  timing,
  update,
} from './refresh-steps.ts';

/* Walks through a world: single steps, and stories of what seldom comes about by chance. */

/** A world, and what happens there. */
export interface Walk {
  readonly terms: Terms;
  readonly steps: readonly Step[];
}

const refreshOf = (
  at: number,
  wanted: RefreshFeature,
  timing: Timing | null,
  outcome: RefreshOutcome | null = null,
): StepOf<'refresh'> => ({
  do: 'refresh',
  at,
  features: [wanted],
  outcome,
  timing,
  nextAfterMs: null,
  isNamed: false,
});
/** Long enough for any refresh to end, and for the next to be allowed. */
const LATER: Step = { do: 'advance', ms: 6_000 };
const IDLE: Step = { do: 'idle' };
/** An account of which all can be refreshed. */
const anew = (at: number): Step => ({
  do: 'put',
  at,
  offer: 'plain',
  permissions: FEATURES,
  status: 'active',
  category: null,
  isSubscribed: false,
  changes: {},
  refreshes: {},
});

const outcomes = fc.record(
  { outcome: fc.array(outcome, { minLength: 1, maxLength: 2 }), afterwards: outcome },
  { requiredKeys: ['outcome'] },
);
const notOutcomes = fc.record({ timing, nextAfterMs: fc.constantFrom(0, 2_500) });
const usesUpAScript = fc
  .tuple(at, feature, fc.oneof(outcomes, change), fc.oneof(fc.constant({}), notOutcomes, change, outcomes))
  .map(([at, wanted, ...told]): readonly Step[] => [
    anew(at),
    ...told.map((change): Step => ({ do: 'update', at, changes: { [wanted]: change }, finish: {} })),
    refreshOf(at, wanted, 'immediate'),
    LATER,
    refreshOf(at, wanted, 'immediate', 'succeeded'),
    LATER,
    refreshOf(at, wanted, 'immediate'),
    LATER,
    refreshOf(at, wanted, null),
    LATER,
  ]);
const isToldToEnd = fc
  .tuple(at, feature, step, fc.option(status, { freq: 2 }))
  .map(([at, wanted, between, status]): readonly Step[] => {
    const end = { do: 'update', at, changes: {}, finish: { [wanted]: 'succeeded' } } as const;
    const moved = status === null ? end : { ...end, status };
    return [anew(at), refreshOf(at, wanted, 'manual'), between, moved, end];
  });
const isPutAnew = fc
  .tuple(at, feature, delayMs, put, timing, step)
  .map(([at, wanted, delayMs, other, timing, between]): readonly Step[] => [
    anew(at),
    refreshOf(at, wanted, delayMs),
    { ...other, at },
    between,
    refreshOf(at, wanted, timing),
    LATER,
  ]);
const EVERYWHERE = [0, 1, 2, 3, 4, 5].flatMap((at) => FEATURES.map((wanted) => ({ at, wanted })));
const isCrowded = fc
  .shuffledSubarray(EVERYWHERE, { minLength: 9 })
  .chain((crowd) => fc.tuple(...crowd.map((one) => fc.nat(4_000).map((delayMs) => ({ ...one, delayMs })))))
  .map((crowd): readonly Step[] => [
    { do: 'collect', offers: ['plain', 'card', 'plain'], permissions: FEATURES, prefetch: [] },
    LATER,
    ...crowd.map(({ at, wanted, delayMs }) => refreshOf(at, wanted, delayMs, 'succeeded')),
  ]);

const isRestored = fc
  .tuple(at, at, fc.shuffledSubarray([...FEATURES], { minLength: 2 }), step, fc.boolean())
  .map(([first, second, features, between, elsewhere]): readonly Step[] => [
    LATER,
    { ...refreshOf(first, 'balance', DELAY_MS), features },
    { do: 'save' },
    between,
    { do: 'restore', elsewhere },
    { ...refreshOf(second, 'balance', DELAY_MS), features: FEATURES },
    LATER,
  ]);
const isForetold = fc
  .tuple(at, put, fc.constantFrom<OfferName[]>('closing', 'announced', 'expiring'), update, fc.nat(3))
  .map(([at, other, offer, change, how]): readonly Step[] => {
    const next: readonly (readonly Step[])[] = [
      [IDLE],
      [{ do: 'save' }, { do: 'restore', elsewhere: false }, IDLE],
      [{ do: 'disconnect', at }],
      [{ ...change, at }],
    ];
    return [{ ...other, at, offer }, ...(next[how] ?? []), LATER];
  });

/** Two accounts of one holder that end, one before the other. */
const isOneOfTwo = fc
  .tuple(at, at, fc.shuffledSubarray([1, 2, 4], { minLength: 2, maxLength: 2 }), step, fc.boolean())
  .map(([first, second, ends, between, isDisconnected]): readonly Step[] => {
    const ending = (one: number, closesIn = 1): Step => ({
      do: 'update',
      at: one,
      changes: {},
      finish: {},
      status: 'active',
      closesIn,
    });
    const gone: readonly Step[] = isDisconnected ? [{ do: 'disconnect', at: second }] : [];
    return [
      { do: 'collect', offers: ['plain', 'announced'], permissions: FEATURES, prefetch: [] },
      ending(first, ends[0]),
      ending(second, ends[1]),
      between,
      ...gone,
      LATER,
    ];
  });

// A daily refresh that takes longer than a day, or is not yet allowed.
const aDayOrMore = fc.record({ timing, nextAfterMs: fc.constantFrom(0, 1.5 * DAY_MS, 3 * DAY_MS) });
const isSubscribed = fc
  .tuple(at, fc.oneof(change, aDayOrMore), step, days, step, fc.nat(4))
  .map(([at, told, first, day, second, how]): readonly Step[] => {
    const next: readonly (readonly Step[])[] = [
      [],
      [{ do: 'save' }, day, { do: 'restore', elsewhere: false }],
      [{ do: 'unsubscribe', at }, LATER, { do: 'subscribe', at }],
      [{ do: 'update', at, status: 'inactive', changes: {}, finish: {} }, day, IDLE],
      [anew(at), refreshOf(at, 'transactions', 'never'), day, day, { do: 'subscribe', at }],
    ];
    const active: Step = { do: 'update', at, status: 'active', changes: { transactions: told }, finish: {} };
    return [anew(at), { do: 'subscribe', at }, first, day, ...(next[how] ?? []), active, second, day, day];
  });

const isAtOnce = fc.tuple(at, feature, outcome, outcome).map(([at, wanted, ...ends]): readonly Step[] => {
  const once = (outcome: RefreshOutcome) => ({
    ...refreshOf(at, wanted, 'immediate', outcome),
    nextAfterMs: 0,
  });
  return [anew(at), once('succeeded'), ...ends.map(once), once('succeeded')];
});

const story: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 20, arbitrary: step.map((one) => [one]) },
  { weight: 1, arbitrary: usesUpAScript },
  { weight: 1, arbitrary: isToldToEnd },
  { weight: 1, arbitrary: isPutAnew },
  { weight: 1, arbitrary: isCrowded },
  { weight: 1, arbitrary: isRestored },
  { weight: 1, arbitrary: isForetold },
  { weight: 1, arbitrary: isOneOfTwo },
  { weight: 1, arbitrary: isSubscribed },
  { weight: 1, arbitrary: isAtOnce },
);

const terms: fc.Arbitrary<Terms> = fc.record({
  // Signing takes a third of the time.
  hasWebhook: fc.integer({ min: 1, max: 3 }).map((one) => one === 1),
  earlyRefresh: fc.constantFrom('ignored', 'error'),
  missingPermission: fc.constantFrom('error', 'ignored'),
  disconnectedBalance: fc.constantFrom('null', 'kept'),
  unavailableBalance: fc.constantFrom('succeeded', 'failed'),
});

/** The first step of every walk, so that there is something to refresh. */
const LINK: Step = {
  do: 'link',
  offer: 'plain',
  permissions: [...FEATURES],
  prefetch: ['balance'],
  status: 'active',
  category: null,
  isSubscribed: false,
  changes: {},
};

/** Without fast-check's bias to what is small: half of the walks would be short, and their times mostly 0. */
export const walkOf = ({ min, max }: { readonly min: number; readonly max: number }): fc.Arbitrary<Walk> =>
  fc.noBias(
    fc.record({
      terms,
      steps: fc
        .array(story, { minLength: min, maxLength: max, size: 'max' })
        .map((stories) => [LINK, ...stories.flat().slice(0, max)]),
    }),
  );
