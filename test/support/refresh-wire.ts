import {
  createEmulator,
  type Emulator,
  type Fixtures,
  type JobView,
  type RefreshChange,
} from '../../src/index.ts';
import { errorLog } from './logged-errors.ts';
import {
  BANK,
  type Balance,
  type Change,
  type Changes,
  DAY_MS,
  DELAY_MS,
  FEATURES,
  NEXT_AFTER_MS,
  type OfferName,
  offerOf,
  START_MS,
  type StepOf,
  type Terms,
  type Timing,
} from './refresh-steps.ts';
import type { Told } from './refresh-world.ts';

/* What the model says, in the emulator's words, and the other way round. */

export const PATH = '/v1/financial_connections/accounts';
const CUSTOMER = 'cus_model';
const INSTITUTION = 'Model';
const PERMISSION = {
  balance: 'balances',
  ownership: 'ownership',
  transactions: 'transactions',
} as const;
const FIELD = {
  balance: 'balance_refresh',
  ownership: 'ownership_refresh',
  transactions: 'transaction_refresh',
} as const;

interface WireRefresh {
  readonly id?: string;
  readonly status: string;
  readonly last_attempted_at: number;
  readonly next_refresh_available_at: number | null;
}
/** An account as it is answered. */
export interface Wire {
  readonly id: string;
  readonly object: string;
  readonly created: number;
  readonly category: string;
  readonly status: string;
  readonly status_details?: { readonly active?: { readonly expected_deactivation_date: number } };
  readonly account_numbers:
    | readonly { readonly status: string; readonly expected_expiry_date: number }[]
    | null;
  readonly balance: {
    readonly as_of: number;
    readonly type: string;
    readonly current: { readonly usd: number };
    readonly cash?: { readonly available: { readonly usd: number } | null };
    readonly credit?: { readonly used: { readonly usd: number } | null };
  } | null;
  readonly ownership: string | null;
  readonly subscriptions: readonly string[];
  readonly balance_refresh: WireRefresh | null;
  readonly ownership_refresh: WireRefresh | null;
  readonly transaction_refresh: WireRefresh | null;
}

/** An account as both sides can tell it; `Told` says what the model tells. */
export function toldByEmulator(account: Wire): Record<keyof Told, unknown> {
  const { balance, account_numbers: numbers } = account;
  const usable =
    balance === null ? null : balance.type === 'cash' ? balance.cash?.available : balance.credit?.used;
  const [number] = numbers ?? [];
  return {
    id: account.id,
    created: account.created,
    category: account.category,
    status: account.status,
    closes: account.status_details?.active?.expected_deactivation_date ?? null,
    number: number === undefined ? null : [number.status, number.expected_expiry_date],
    hasOwnership: account.ownership !== null,
    isSubscribed: account.subscriptions.join() === 'transactions',
    balance: balance && [
      balance.as_of,
      balance.type,
      balance.current.usd,
      usable === null ? null : usable?.usd,
    ],
    refreshes: FEATURES.map((wanted) => {
      const refresh = account[FIELD[wanted]];
      return refresh && [refresh.status, refresh.last_attempted_at, refresh.next_refresh_available_at];
    }),
  };
}

export const jobToldByEmulator = (
  job: JobView & { readonly feature?: string; readonly outcome?: string },
) => [
  job.kind,
  Math.round(job.due * 1000),
  job.background,
  job.kind === 'webhook.attempt' ? null : job.subject,
  ...(job.kind === 'account.refresh' ? [job.feature, job.outcome] : []),
];

const shownMs = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`);
const shown = (timing: Timing): string => (typeof timing === 'number' ? shownMs(timing) : timing);

/** The header `Emulator-Refresh`. */
export function directive({ outcome, timing, nextAfterMs, isNamed }: StepOf<'refresh'>): string {
  const parts = [
    ...(outcome === null ? [] : [isNamed ? `outcome=${outcome}` : outcome]),
    ...(timing === null ? [] : [isNamed ? `delay=${shown(timing)}` : shown(timing)]),
    ...(nextAfterMs === null ? [] : [`next_refresh_after=${shownMs(nextAfterMs)}`]),
  ];
  return isNamed ? parts.reverse().join(';') : parts.join('; ');
}

const wireChange = ({ outcome, afterwards, timing, nextAfterMs }: Change): RefreshChange => ({
  ...(outcome === undefined ? {} : { outcome: outcome.length === 2 ? outcome.join(', ') : outcome }),
  // biome-ignore lint/suspicious/noThenProperty: the emulator's word for the outcome after the listed ones.
  ...(afterwards === undefined ? {} : { then: afterwards }),
  ...(timing === undefined ? {} : { delay: shown(timing) }),
  ...(nextAfterMs === undefined ? {} : { next_refresh_after: shownMs(nextAfterMs) }),
});

const byFeature = <T, R>(
  values: Readonly<Partial<Record<(typeof FEATURES)[number], T>>>,
  each: (value: T) => R,
) =>
  Object.fromEntries(
    FEATURES.flatMap((wanted) => {
      const value = values[wanted];
      return value === undefined ? [] : [[wanted, each(value)]];
    }),
  );

const wireBalance = (balance: Balance | null) => {
  if (balance === null) return null;
  const { says, current, usable, asOf } = balance;
  const usd = usable === null ? null : { usd: usable };
  return {
    current: { usd: current },
    ...(asOf === null ? {} : { as_of: asOf }),
    ...(says === 'cash' ? { cash: { available: usd } } : {}),
    ...(says === 'credit' ? { type: says, credit: { used: usd } } : {}),
  };
};

const wireHoldings = (holding: Balance | null | undefined) =>
  holding === undefined ? {} : { holdings: { balance: wireBalance(holding) } };
const wireScripts = (changes: Changes) => byFeature(changes, wireChange);

export const wirePermissions = (features: readonly (typeof FEATURES)[number][]) =>
  features.map((wanted) => PERMISSION[wanted]);
/** An account's number is shown only where payments are granted. */
const wireGrants = (features: readonly (typeof FEATURES)[number][]) => [
  ...wirePermissions(features),
  'payment_method' as const,
];

/** What is asked of an account that is linked or put in place. */
export const wireFields = ({
  offer,
  permissions,
  status,
  category,
  isSubscribed,
  holding,
  changes,
}: StepOf<'link' | 'put'>) => ({
  institution: INSTITUTION,
  account: offer,
  permissions: wireGrants(permissions),
  status,
  ...(isSubscribed ? { subscriptions: ['transactions' as const] } : {}),
  ...(category === null ? {} : { category }),
  ...wireHoldings(holding),
  refresh: wireScripts(changes),
});

/** What is asked besides of one that is put in place. */
export const wirePlaced = ({ balance, refreshes }: StepOf<'put'>, seconds: number) => ({
  ...(balance === undefined ? {} : { balance: wireBalance(balance) }),
  ...Object.fromEntries(
    FEATURES.flatMap((wanted) => {
      const placed = refreshes[wanted];
      if (placed === undefined) return [];
      const { status, attemptedAgo, next } = placed;
      const shownNext =
        next === undefined ? {} : { next_refresh_available_at: next === null ? null : seconds + next };
      return [[FIELD[wanted], { status, last_attempted_at: seconds - attemptedAgo, ...shownNext }]];
    }),
  ),
});

export function wirePatch({ status, holding, changes, finish, closesIn }: StepOf<'update'>, seconds: number) {
  const scripts = wireScripts(changes);
  const ends = byFeature(finish, (end) => ({ finish: end }));
  const refresh = Object.fromEntries(
    FEATURES.filter((wanted) => wanted in scripts || wanted in ends).map((wanted) => [
      wanted,
      { ...scripts[wanted], ...ends[wanted] },
    ]),
  );
  const active = closesIn == null ? null : { expected_deactivation_date: seconds + closesIn };
  return {
    ...(status === undefined ? {} : { status }),
    ...wireHoldings(holding),
    refresh,
    ...(closesIn === undefined ? {} : { status_details: { active } }),
  };
}

const wireOffer = (name: OfferName): NonNullable<Fixtures['accounts']>[string][number] => {
  const { category, balance, script, closesAfterMs, isAnnounced, numberExpiresAfterMs } = offerOf(name);
  return {
    name,
    balance: wireBalance(balance),
    ...(category === undefined ? {} : { category }),
    ...(script === undefined ? {} : { refresh: wireChange(script) }),
    ...(closesAfterMs === undefined ? {} : { deactivates_after: shownMs(closesAfterMs) }),
    ...(isAnnounced === undefined ? {} : { announced: isAnnounced }),
    ...(numberExpiresAfterMs === undefined
      ? {}
      : {
          account_number: '000123456789',
          number: 'transactable',
          number_expires_after: shownMs(numberExpiresAfterMs),
        }),
  };
};
const FIXTURES: Fixtures = {
  institutions: [{ name: INSTITUTION, accounts: INSTITUTION }],
  accounts: { [INSTITUTION]: (Object.keys(BANK) as OfferName[]).map(wireOffer) },
};

export type Received = (type: string, account: string | null) => void;

export function newEmulator({ hasWebhook, ...assume }: Terms, received: Received): Emulator {
  const handler = async (request: Request) => {
    const { type, data } = (await request.json()) as { type: string; data: { object: Wire } };
    received(type, accountOf(data.object)?.id ?? null);
    return new Response();
  };
  return createEmulator({
    // Some links prefetch what they were not granted: then nothing of it starts.
    assume: { ...assume, prefetchWithoutPermission: 'ignored' },
    seed: 'model',
    time: { start: new Date(START_MS), runs: false },
    refresh: byFeature(NEXT_AFTER_MS, (nextRefreshAfterMs) => ({ delayMs: DELAY_MS, nextRefreshAfterMs })),
    fixtures: FIXTURES,
    objects: { customers: [{ id: CUSTOMER }] },
    webhooks: hasWebhook ? [{ handler }] : [],
    limits: { events: 5_000, eventLifetimeMs: 10_000 * DAY_MS, requests: 20 },
    log: errorLog,
  });
}

/** The account that an event is about; some are about what the model does not know. */
export const accountOf = (object: Wire): Wire | null =>
  object.object === 'financial_connections.account' ? object : null;

/** What a session is asked for, as a form, and what its user does. */
export const wireSession = ({ permissions, prefetch }: StepOf<'collect'>): string =>
  [
    'account_holder[type]=customer',
    `account_holder[customer]=${CUSTOMER}`,
    ...wireGrants(permissions).map((permission) => `permissions[]=${permission}`),
    ...wirePermissions(prefetch).map((permission) => `prefetch[]=${permission}`),
  ].join('&');
export const wireScenario = ({ offers }: StepOf<'collect'>) => ({
  institution: INSTITUTION,
  accounts: [...offers],
});
