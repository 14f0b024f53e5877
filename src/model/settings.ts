import type { RefreshDefaults, RefreshFeature } from './refresh.ts';

/** Bounds of what a sandbox keeps; reaching one is logged once, in a sentence. */
export interface Limits {
  readonly idempotencyKeys: number;
  readonly idempotencyLifetimeMs: number;
  readonly requests: number;
  readonly deliveries: number;
  readonly events: number;
  readonly eventLifetimeMs: number;
  readonly sandboxes: number;
  readonly bodyBytes: number;
}

const DAY_MS = 86_400_000;

export const DEFAULT_LIMITS: Limits = {
  idempotencyKeys: 10_000,
  idempotencyLifetimeMs: DAY_MS,
  requests: 1_000,
  deliveries: 10_000,
  events: 100_000,
  eventLifetimeMs: 30 * DAY_MS,
  sandboxes: 10_000,
  bodyBytes: 1_048_576,
};

/** Receives what the emulator has to say: requests, deliveries, and sentences about what deserves attention. */
export interface LogEntry {
  readonly kind: 'request' | 'delivery' | 'notice' | 'error';
  readonly text: string;
  readonly [detail: string]: unknown;
}
export type Log = (entry: LogEntry) => void;

/** Where events go besides the endpoints that are created by API. */
export interface WebhookTarget {
  readonly id: string;
  readonly url?: string;
  readonly handler?: (request: Request) => Response | Promise<Response>;
  readonly secret: string;
  readonly enabledEvents: readonly string[];
  readonly apiVersion: string | null;
  readonly timeoutMs: number;
  readonly retryScheduleMs: readonly number[];
}

/** Three retries "over the course of a few hours" (docs: webhooks#retries); the hours are assumed. */
export const RETRY_SCHEDULE_MS: readonly number[] = [3_600_000, 7_200_000, 10_800_000];
/** Not published (reference 9.12). */
export const ATTEMPT_TIMEOUT_MS = 10_000;

/** What every sandbox of an emulator goes by: the options, with nothing left open. */
export interface Settings {
  readonly seed: string | undefined;
  readonly refresh: Readonly<Record<RefreshFeature, RefreshDefaults>>;
  readonly apiVersion: string;
  /** Named in the options, not just the newest. */
  readonly apiVersionIsChosen: boolean;
  readonly assume: Assumptions;
  readonly limits: Limits;
  readonly log: Log;
  /** Whether anybody is told of requests: most suites have no log. */
  readonly tellsRequests: boolean;
  /** By type, as `putObjects` takes them. */
  readonly objects: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> | undefined;
  readonly rateLimit: 'off' | 'stripe';
}

interface Assumption {
  /** The first is the default. */
  readonly choices: readonly [string, string, ...string[]];
  readonly rule: string;
  readonly source: string;
}

/** Choices where Stripe documents nothing: the first value is the default. */
export const ASSUMPTIONS = {
  earlyRefresh: {
    choices: ['ignored', 'error'],
    rule: 'A refresh while one is pending, or before next_refresh_available_at, answers 200 and starts nothing',
    source: 'reference 3.1, open question 1',
  },
  disconnectedBalance: {
    choices: ['null', 'kept'],
    rule: 'Disconnecting an account sets its balance to null',
    source: 'the docs page "Access balances"; the page on disconnections says otherwise, reference 3.2',
  },
  missingPermission: {
    choices: ['error', 'ignored'],
    rule: 'Refreshing a feature whose permission was not granted is refused',
    source: 'reference 3.1, open question 2',
  },
  unavailableBalance: {
    choices: ['succeeded', 'failed'],
    rule: 'A refresh at an institution that supplies no balance succeeds, with balance null',
    source: 'reference 7.2, open question 5',
  },
  prefetchWithoutPermission: {
    choices: ['error', 'ignored'],
    rule: 'Prefetching what permissions does not include is refused',
    source: 'reference 3.5, open question 17',
  },
  limitOutOfRange: {
    choices: ['error', 'clamped'],
    rule: 'A list limit below 1 or above 100 is refused',
    source: 'reference 8.70, inferred; recordings of other lists from 2026-09 clamp it to 1 and 100',
  },
  additiveFields: {
    choices: ['always', 'dated'],
    rule: 'Fields that were added without breaking anything appear under every API version',
    source: 'reference 1.9',
  },
  connectedAccounts: {
    choices: ['apart', 'together'],
    rule: 'An account collected for a connected account is found only with its Stripe-Account header',
    source: 'docs: connect/payouts-bank-accounts; reference 8.76, the second half inferred',
  },
  amountMinimum: {
    choices: ['confirm', 'create'],
    rule: 'A PaymentIntent below 50 cents is refused when it is confirmed, not when it is created',
    source: 'a recording of 2026-09 creates one of 40 cents',
  },
} as const satisfies Readonly<Record<string, Assumption>>;

export type Assumptions = {
  readonly [K in keyof typeof ASSUMPTIONS]: (typeof ASSUMPTIONS)[K]['choices'][number];
};

/** The first choice of each. */
export const DEFAULT_ASSUMPTIONS: Assumptions = Object.fromEntries(
  Object.entries(ASSUMPTIONS).map(([name, { choices }]) => [name, choices[0]]),
  // fromEntries forgets which key has which value.
) as Assumptions;
