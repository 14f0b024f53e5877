import fc from 'fast-check';
import type { RefreshFeature, RefreshOutcome } from '../../src/index.ts';

/* What can happen to accounts whose refreshes are held against the model. */

export const FEATURES = ['balance', 'ownership', 'transactions'] as const;
const OUTCOMES = ['succeeded', 'failed', 'failed_and_deactivated', 'unavailable', 'current_only'] as const;
export const PERMISSION = {
  balance: 'balances',
  ownership: 'ownership',
  transactions: 'transactions',
} as const;
export const NEXT_AFTER_MS = { balance: 1_000, ownership: 5_500, transactions: 0 } as const;
export const DELAY_MS = 1_000;
export const TYPE = 'financial_connections.account';
export const PATH = '/v1/financial_connections/accounts';

export type Timing = 'immediate' | 'manual' | 'never' | number;
export type Status = 'active' | 'inactive' | 'disconnected';

export type Step =
  | {
      readonly do: 'link';
      readonly permissions: readonly RefreshFeature[];
      readonly prefetch: readonly RefreshFeature[];
      readonly closes: boolean;
    }
  | {
      readonly do: 'refresh';
      readonly at: number;
      readonly features: readonly RefreshFeature[];
      readonly outcome: RefreshOutcome | null;
      readonly timing: Timing | null;
    }
  | {
      readonly do: 'script';
      readonly at: number;
      readonly feature: RefreshFeature;
      readonly outcomes: readonly RefreshOutcome[];
      readonly timing: Timing;
    }
  | {
      readonly do: 'finish';
      readonly at: number;
      readonly feature: RefreshFeature;
      readonly outcome: 'succeeded' | 'failed';
    }
  | { readonly do: 'status'; readonly at: number; readonly status: Status }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'idle' }
  | { readonly do: 'save' }
  | { readonly do: 'restore'; readonly elsewhere: boolean };

export type StepOf<Name extends Step['do']> = Extract<Step, { readonly do: Name }>;

export const MAX_ACCOUNTS = 6;
const at = fc.nat(MAX_ACCOUNTS - 1);
const feature = fc.constantFrom(...FEATURES);
const someFeatures = fc.subarray([...FEATURES], { minLength: 1 });
const mostPermissions = fc.oneof(
  { weight: 3, arbitrary: fc.constant([...FEATURES]) },
  { weight: 1, arbitrary: someFeatures },
);
const outcome = fc.constantFrom(...OUTCOMES);
const timing: fc.Arbitrary<Timing> = fc.oneof(
  fc.constantFrom<Timing[]>('immediate', 'manual', 'never'),
  fc.nat(4_000),
);
const status = fc.constantFrom<Status[]>(
  ...Array<Status>(12).fill('active'),
  'inactive',
  'inactive',
  'inactive',
  'disconnected',
);

const link: fc.Arbitrary<StepOf<'link'>> = fc.record({
  do: fc.constant('link'),
  permissions: mostPermissions,
  prefetch: fc.subarray([...FEATURES]),
  closes: fc.boolean(),
});
const refresh: fc.Arbitrary<StepOf<'refresh'>> = fc.record({
  do: fc.constant('refresh'),
  at,
  features: someFeatures,
  outcome: fc.option(outcome),
  timing: fc.option(timing),
});
const outcomes = fc.array(outcome, { minLength: 2, maxLength: 3 });
const script: fc.Arbitrary<StepOf<'script'>> = fc.record({
  do: fc.constant('script'),
  at,
  feature,
  outcomes,
  timing,
});
const finish: fc.Arbitrary<StepOf<'finish'>> = fc.record({
  do: fc.constant('finish'),
  at,
  feature,
  outcome: fc.constantFrom('succeeded', 'failed'),
});
const move: fc.Arbitrary<StepOf<'status'>> = fc.record({ do: fc.constant('status'), at, status });
const advance: fc.Arbitrary<StepOf<'advance'>> = fc.record({
  do: fc.constant('advance'),
  ms: fc.oneof(fc.nat(300), fc.nat(6_000)),
});
const rest = fc.constantFrom<Step[]>(
  { do: 'idle' },
  { do: 'save' },
  { do: 'restore', elsewhere: false },
  { do: 'restore', elsewhere: true },
);

/** Mostly refreshes and moves of the clock. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: link },
  { weight: 8, arbitrary: refresh },
  { weight: 1, arbitrary: script },
  { weight: 3, arbitrary: finish },
  { weight: 3, arbitrary: move },
  { weight: 8, arbitrary: advance },
  { weight: 1, arbitrary: rest },
);
