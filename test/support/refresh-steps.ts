import fc from 'fast-check';
import type { RefreshOutcome } from '../../src/index.ts';

/* What can happen to accounts whose refreshes are held against the model, and what their bank offers. */

export const FEATURES = ['balance', 'ownership', 'transactions'] as const;
export type RefreshFeature = (typeof FEATURES)[number];
const OUTCOMES = ['succeeded', 'failed', 'failed_and_deactivated', 'unavailable', 'current_only'] as const;
export const START_MS = Date.parse('2026-01-01T00:00:00Z');
export const DELAY_MS = 1_000;
export const DAY_MS = 86_400_000;
export const NEXT_AFTER_MS = { balance: 1_000, ownership: 5_500, transactions: 0 } as const;
export const MAX_ACCOUNTS = 6;

export type Timing = 'immediate' | 'manual' | 'never' | number;
export type Status = 'active' | 'inactive' | 'disconnected';
export type Category = 'cash' | 'credit';

/** What a bank says of a balance: of `bare` ones only how much there is, so that the account's category says the rest. */
export interface Balance {
  readonly says: 'bare' | Category;
  readonly current: number;
  readonly usable: number | null;
  readonly asOf: number | null;
}

/** A change of how refreshes go. */
export interface Change {
  readonly outcome?: readonly RefreshOutcome[];
  readonly afterwards?: RefreshOutcome;
  readonly timing?: Timing;
  readonly nextAfterMs?: number;
}
export type Changes = Readonly<Partial<Record<RefreshFeature, Change>>>;

/** A test account of the bank. */
interface Offer {
  readonly category?: Category;
  readonly balance: Balance | null;
  readonly script?: Change;
  readonly closesAfterMs?: number;
  readonly isAnnounced?: boolean;
  readonly numberExpiresAfterMs?: number;
}
const balance = (says: Balance['says'], current: number, usable: number | null): Balance => ({
  says,
  current,
  usable,
  asOf: null,
});
export const BANK = {
  plain: { balance: balance('cash', 500, 400) },
  card: { category: 'credit', balance: balance('bare', 70, null) },
  closing: { balance: balance('cash', 20, null), closesAfterMs: 1_000 },
  announced: { balance: null, closesAfterMs: 2_500, isAnnounced: true },
  expiring: { balance: balance('bare', 30, null), numberExpiresAfterMs: 3_000 },
  scripted: {
    balance: balance('credit', 40, 35),
    script: {
      outcome: ['failed', 'current_only'],
      afterwards: 'succeeded',
      timing: 'immediate',
      nextAfterMs: 0,
    },
  },
} as const satisfies Readonly<Record<string, Offer>>;
export type OfferName = keyof typeof BANK;
export const offerOf = (name: OfferName): Offer => BANK[name];

/** What stays for as long as a world does: what is assumed of Stripe, and whether a webhook listens. */
export interface Terms {
  readonly hasWebhook: boolean;
  readonly earlyRefresh: 'ignored' | 'error';
  readonly missingPermission: 'error' | 'ignored';
  readonly disconnectedBalance: 'null' | 'kept';
  readonly unavailableBalance: 'succeeded' | 'failed';
}

/** A refresh that is put in place: `next` null or so many seconds from now, or left away. */
interface PlacedRefresh {
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly attemptedAgo: number;
  readonly next?: number | null;
}

interface Given {
  readonly permissions: readonly RefreshFeature[];
  readonly status: Status;
  readonly category: Category | null;
  /** To transactions. */
  readonly isSubscribed: boolean;
  readonly holding?: Balance | null;
  readonly changes: Changes;
}

export type Step =
  | (Given & { readonly do: 'link'; readonly offer: OfferName; readonly prefetch: readonly RefreshFeature[] })
  | {
      readonly do: 'collect';
      readonly offers: readonly OfferName[];
      readonly permissions: readonly RefreshFeature[];
      readonly prefetch: readonly RefreshFeature[];
    }
  | (Given & {
      readonly do: 'put';
      readonly at: number;
      readonly offer: OfferName;
      readonly balance?: Balance | null;
      readonly refreshes: Readonly<Partial<Record<RefreshFeature, PlacedRefresh>>>;
    })
  | {
      readonly do: 'refresh';
      readonly at: number;
      readonly features: readonly RefreshFeature[];
      readonly outcome: RefreshOutcome | null;
      readonly timing: Timing | null;
      readonly nextAfterMs: number | null;
      /** How the header says it: each of its parts by name, and from the last to the first. */
      readonly isNamed: boolean;
    }
  | {
      readonly do: 'update';
      readonly at: number;
      readonly status?: Status;
      readonly holding?: Balance | null;
      readonly changes: Changes;
      readonly finish: Readonly<Partial<Record<RefreshFeature, 'succeeded' | 'failed'>>>;
      /** In so many seconds a deactivation is expected; null for no more. */
      readonly closesIn?: number | null;
    }
  | { readonly do: 'disconnect'; readonly at: number }
  | { readonly do: 'subscribe'; readonly at: number }
  | { readonly do: 'unsubscribe'; readonly at: number }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'idle' }
  | { readonly do: 'save' }
  | { readonly do: 'restore'; readonly elsewhere: boolean };

export type StepOf<Name extends Step['do']> = Extract<Step, { readonly do: Name }>;

// Mostly one of them, so that much happens to it.
export const at = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.nat(MAX_ACCOUNTS - 1) },
);
export const feature = fc.constantFrom(...FEATURES);
// In any order, and seldom one of them twice.
const someFeatures = fc.oneof(
  { weight: 8, arbitrary: fc.shuffledSubarray([...FEATURES], { minLength: 1 }) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...FEATURES), { minLength: 2, maxLength: 4 }) },
);
const permissions = fc.oneof(
  { weight: 3, arbitrary: fc.constant([...FEATURES]) },
  { weight: 1, arbitrary: fc.subarray([...FEATURES], { minLength: 1 }) },
);
export const outcome = fc.constantFrom(...OUTCOMES);
// Mostly round, so that much falls due at one instant.
export const delayMs = fc.oneof(fc.constantFrom(0, 500, 1_000, 1_000, 2_500, 4_000), fc.nat(4_000));
export const timing: fc.Arbitrary<Timing> = fc.oneof(
  { weight: 6, arbitrary: delayMs },
  { weight: 3, arbitrary: fc.constant<Timing>('immediate') },
  { weight: 2, arbitrary: fc.constant<Timing>('manual') },
  // Nothing ends it but an account that is put in its place.
  { weight: 1, arbitrary: fc.constant<Timing>('never') },
);
const nextAfterMs = fc.constantFrom(0, 1_000, 2_500, 6_000);
export const status = fc.constantFrom<Status[]>(
  ...Array<Status>(8).fill('active'),
  ...Array<Status>(4).fill('inactive'),
  'disconnected',
);
const firstStatus = fc.constantFrom<Status[]>(
  ...Array<Status>(12).fill('active'),
  'inactive',
  'disconnected',
);
const offer = fc.constantFrom(...(Object.keys(BANK) as OfferName[]));

const holding: fc.Arbitrary<Balance | null> = fc.option(
  fc.record({
    says: fc.constantFrom<Balance['says'][]>('bare', 'cash', 'credit'),
    current: fc.nat(999),
    usable: fc.option(fc.nat(999)),
    asOf: fc.option(
      fc.nat(90).map((seconds) => START_MS / 1000 + seconds),
      { freq: 2 },
    ),
  }),
  { freq: 8 },
);
export const change: fc.Arbitrary<Change> = fc.record(
  { outcome: fc.array(outcome, { minLength: 1, maxLength: 3 }), afterwards: outcome, timing, nextAfterMs },
  { requiredKeys: [] },
);

/** A value for one feature, seldom for several. */
const byFeature = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Partial<Record<RefreshFeature, T>>> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(feature, arbitrary).map(([name, value]) => ({ [name]: value })) },
    {
      weight: 1,
      arbitrary: fc.record(
        { balance: arbitrary, ownership: arbitrary, transactions: arbitrary },
        { requiredKeys: [] },
      ),
    },
  );
const seldom = <T>(arbitrary: fc.Arbitrary<T>, otherwise: T): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary });

const given = {
  permissions,
  status: firstStatus,
  category: fc.option(fc.constantFrom<Category[]>('cash', 'credit'), { freq: 2 }),
  isSubscribed: seldom<boolean>(fc.constant(true), false),
  holding,
  changes: seldom<Changes>(byFeature(change), {}),
};
const link: fc.Arbitrary<StepOf<'link'>> = fc.record(
  { do: fc.constant('link'), ...given, offer, prefetch: fc.subarray([...FEATURES]) },
  {
    requiredKeys: ['do', 'permissions', 'status', 'category', 'isSubscribed', 'changes', 'offer', 'prefetch'],
  },
);
const collect: fc.Arbitrary<StepOf<'collect'>> = fc.record({
  do: fc.constant('collect'),
  offers: fc.uniqueArray(offer, { minLength: 1, maxLength: 3 }),
  permissions,
  prefetch: fc.subarray([...FEATURES]),
});
const placed: fc.Arbitrary<PlacedRefresh> = fc.record(
  {
    status: fc.constantFrom<PlacedRefresh['status'][]>('pending', 'succeeded', 'failed'),
    attemptedAgo: fc.nat(9),
    next: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: -3, max: 3 }) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
  },
  { requiredKeys: ['status', 'attemptedAgo'] },
);
export const put: fc.Arbitrary<StepOf<'put'>> = fc.record(
  { do: fc.constant('put'), at, ...given, offer, balance: holding, refreshes: byFeature(placed) },
  {
    requiredKeys: [
      'do',
      'at',
      'permissions',
      'status',
      'category',
      'isSubscribed',
      'changes',
      'offer',
      'refreshes',
    ],
  },
);
const refresh: fc.Arbitrary<StepOf<'refresh'>> = fc.record({
  do: fc.constant('refresh'),
  at,
  features: someFeatures,
  outcome: seldom<RefreshOutcome | null>(outcome, null),
  timing: seldom<Timing | null>(timing, null),
  nextAfterMs: seldom<number | null>(nextAfterMs, null),
  isNamed: fc.boolean(),
});
const finish = byFeature(fc.constantFrom<('succeeded' | 'failed')[]>('succeeded', 'failed'));
const nothing = { changes: fc.constant({}), finish: fc.constant({}) };
// Few, so that a date is often said again.
const closesIn = fc.constantFrom(1, 2, 4, null);
export const update: fc.Arbitrary<StepOf<'update'>> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('update'), at, ...nothing, status }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('update'), at, ...nothing, finish }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('update'), at, ...nothing, holding }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('update'), at, ...nothing, closesIn }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('update'), at, ...nothing, status, closesIn }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('update'), at, ...nothing, changes: byFeature(change) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('update'),
      at,
      status,
      holding,
      changes: byFeature(change),
      finish: seldom<StepOf<'update'>['finish']>(finish, {}),
    }),
  },
);
const disconnect: fc.Arbitrary<StepOf<'disconnect'>> = fc.record({ do: fc.constant('disconnect'), at });
const subscribe: fc.Arbitrary<StepOf<'subscribe'>> = fc.record({ do: fc.constant('subscribe'), at });
const unsubscribe: fc.Arbitrary<StepOf<'unsubscribe'>> = fc.record({ do: fc.constant('unsubscribe'), at });
// To the instant of a daily refresh, or past it.
export const days: fc.Arbitrary<StepOf<'advance'>> = fc.record({
  do: fc.constant('advance'),
  ms: fc.constantFrom(DAY_MS, DAY_MS - 1_000, DAY_MS + 1_500, DAY_MS / 2, 3 * DAY_MS),
});
const advance: fc.Arbitrary<StepOf<'advance'>> = fc.record({
  do: fc.constant('advance'),
  ms: fc.oneof(fc.constantFrom(0, 500, 1_000, 1_000, 1_500), fc.nat(300), fc.nat(6_000)),
});
const rest = fc.constantFrom<Step[]>(
  { do: 'idle' },
  { do: 'save' },
  { do: 'save' },
  { do: 'restore', elsewhere: false },
  { do: 'restore', elsewhere: true },
);

/** Mostly refreshes and moves of the clock. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: link },
  { weight: 3, arbitrary: collect },
  { weight: 4, arbitrary: put },
  { weight: 30, arbitrary: refresh },
  { weight: 18, arbitrary: update },
  { weight: 1, arbitrary: disconnect },
  { weight: 3, arbitrary: subscribe },
  { weight: 1, arbitrary: unsubscribe },
  { weight: 2, arbitrary: days },
  { weight: 24, arbitrary: advance },
  { weight: 4, arbitrary: rest },
);
