import type { Prefetch } from './words.ts';

/* How far a session has come, which it does not show, and what only previews know of it. */

export const SESSION_STATES = ['open', 'completed', 'canceled', 'failed', 'expired'] as const;
export type SessionState = (typeof SESSION_STATES)[number];

export const UI_MODES = ['hosted', 'modal'] as const;
export const DELIVERY_METHODS = ['email', 'url'] as const;

/** What only previews know of a session that was created under one. */
export interface SessionPreview {
  readonly uiMode: (typeof UI_MODES)[number];
  readonly hosted?: { readonly delivery_method?: (typeof DELIVERY_METHODS)[number] };
  /** The path of its page, if it is hosted. */
  readonly page?: string;
  /** The id of the institution where its user is to log in. */
  readonly institution?: string;
  /** Numbers are typed in where the program asks for them. */
  readonly entersElsewhere?: boolean;
  /** Where it has words that other versions do not have. */
  readonly prefetch?: readonly Prefetch[];
  /** What its user is to link again. */
  readonly relink?: { readonly authorization: string; readonly account?: string };
}

export const RELINK_FAILURES = ['no_account', 'no_authorization', 'other'] as const;
export type RelinkFailure = (typeof RELINK_FAILURES)[number];
export const CANCEL_REASONS = ['custom_manual_entry', 'other'] as const;

export interface SessionProgress {
  readonly state: SessionState;
  readonly accounts: readonly string[];
  /** The connected account that the collected accounts belong to. */
  readonly scope: string | null;
  /** The token of the one bank account that was collected for payments. */
  readonly token?: string;
  readonly preview?: SessionPreview;
  /** Why it was canceled, where that is not that its user has left. */
  readonly reason?: (typeof CANCEL_REASONS)[number];
  /** What came of `preview.relink`, as it travels. */
  readonly relinkResult?: {
    readonly account: string | null;
    readonly authorization: string | null;
    readonly failure_reason: RelinkFailure | null;
  };
}
