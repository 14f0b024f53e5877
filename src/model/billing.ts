/* How invoices are collected by themselves: options of the emulator, in sandbox milliseconds. */

export interface BillingDefaults {
  /** From the creation of a draft that advances by itself until it is finalized; an hour by default. */
  readonly finalizeDelayMs: number;
  /**
   * From each failure of an automatic payment to the next attempt, where the account had insufficient funds; three days and
   * four more by default. Nothing else is tried again.
   */
  readonly retryScheduleMs: readonly number[];
  /** How long before it is made the invoice of a renewal is told of; seven days by default. */
  readonly upcomingNoticeMs: number;
}

const DAY_MS = 86_400_000;

export const DEFAULT_BILLING: BillingDefaults = {
  // "Automatically paid or sent 1 hour after webhooks are delivered" (stripe-node types: Invoice.webhooks_delivered_at).
  finalizeDelayMs: 3_600_000,
  // At most two retries within 40 days (seen in public code, of a page that reads the docs on bank debits); when they come
  // is assumed.
  retryScheduleMs: [3 * DAY_MS, 4 * DAY_MS],
  // “A few days” (docs: billing/subscriptions/webhooks), a setting of the Dashboard; seven are assumed.
  upcomingNoticeMs: 7 * DAY_MS,
};
