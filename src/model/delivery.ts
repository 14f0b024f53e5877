/**
 * One POST. While its delivery is pending, only the beginnings of its texts are kept, less than a kilobyte of them all,
 * and no headers: a text that was cut ends with "… (the beginning of 1234 characters)".
 */
export interface DeliveryAttempt {
  /** Wall time, Unix seconds: the `t` of its signature. */
  readonly t: number;
  readonly duration_ms: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  readonly response: { readonly headers: Readonly<Record<string, string>>; readonly body: string } | null;
}

export const DELIVERY_STATUSES = ['pending', 'succeeded', 'failed', 'abandoned'] as const;

/** One event for one endpoint. */
export interface Delivery {
  readonly id: string;
  readonly object: 'delivery';
  readonly event: string;
  readonly type: string;
  readonly account: string | null;
  readonly endpoint: string;
  readonly url: string | null;
  readonly status: (typeof DELIVERY_STATUSES)[number];
  /** Whether it was sent again by request, not by the retry schedule. */
  readonly resent: boolean;
  readonly attempts: readonly DeliveryAttempt[];
  /** Sandbox time, Unix seconds. */
  readonly next_attempt_at: number | null;
}
