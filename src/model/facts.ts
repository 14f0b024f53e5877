import type { RefreshFeature, RefreshScript } from './refresh.ts';

/** The last refresh of a feature that was started: tells its end from that of an earlier one. */
interface StartedRefresh {
  readonly token: number;
  readonly nextRefreshAfterMs?: number;
}

export type Amounts = Readonly<Record<string, number>>;

/** What the bank would say of a balance; null where it says nothing. */
export interface BalanceHolding {
  readonly type: 'cash' | 'credit';
  readonly current: Amounts;
  /** `cash.available` or `credit.used`, by type. */
  readonly usable: Amounts | null;
  /** Unix seconds; the time of each refresh's completion when not given. */
  readonly asOf?: number;
}

/** What the bank knows of an account: a refresh copies from it. */
export interface BankLogin {
  readonly institution: string;
  /** The fixture's name. */
  readonly account: string;
  readonly routingNumber: string | null;
  readonly accountNumber: string | null;
  readonly balance: BalanceHolding | null;
  readonly owners?: unknown;
  readonly transactions?: unknown;
  readonly refresh: Readonly<Partial<Record<RefreshFeature, RefreshScript>>>;
  /** Kept over when an account is put in place anew, so that what was under way does not end what is. */
  readonly started: Readonly<Partial<Record<RefreshFeature, StartedRefresh>>>;
  /** Refreshes that are told when to finish. */
  readonly waiting: readonly RefreshFeature[];
  /** How a payment from this account ends. */
  readonly payment: PaymentFate;
}

export type SessionState = 'open' | 'completed' | 'canceled' | 'failed' | 'expired';

export interface SessionProgress {
  readonly state: SessionState;
  readonly accounts: readonly string[];
  /** The connected account that the collected accounts belong to. */
  readonly scope: string | null;
}

/** Only these are emulated so far; the other test numbers say so when they are used. */
export type PaymentFate = 'succeeds' | 'stays_processing' | `unsupported:${string}`;

export interface IntentPlan {
  readonly fate: PaymentFate;
  /** Verified by Financial Connections, or a test token that needs no microdeposits. */
  readonly verified: boolean;
  /** Used or detached without a customer: may not be used again. */
  readonly spent?: boolean;
}

export interface DeliveryAttempt {
  /** Wall time, Unix seconds: the `t` of its signature. */
  readonly t: number;
  readonly duration_ms: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  readonly response: { readonly headers: Readonly<Record<string, string>>; readonly body: string } | null;
}

/** One event for one endpoint. */
export interface Delivery {
  readonly id: string;
  readonly object: 'delivery';
  readonly event: string;
  readonly type: string;
  readonly account: string | null;
  readonly endpoint: string;
  readonly url: string | null;
  readonly status: 'pending' | 'succeeded' | 'failed' | 'abandoned';
  /** Sent again on request. */
  readonly resent: boolean;
  readonly attempts: readonly DeliveryAttempt[];
  /** Sandbox time, Unix seconds. */
  readonly next_attempt_at: number | null;
}
