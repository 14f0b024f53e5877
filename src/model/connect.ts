/* How connected accounts and payouts go: one vocabulary for options and flags. */

/** How long Stripe and the bank take, in sandbox milliseconds. */
export interface ConnectDefaults {
  /** From all that is asked of a connected account having been given to its verification; 60,000 by default. */
  readonly verificationDelayMs: number;
  /** From the creation of a payout to its arrival or failure; 1000 by default. */
  readonly payoutDelayMs: number;
}

// In test mode accounts are verified within about a minute (seen in public code). That payouts end as soon as other test
// payments do is assumed.
export const DEFAULT_CONNECT: ConnectDefaults = { verificationDelayMs: 60_000, payoutDelayMs: 1000 };
