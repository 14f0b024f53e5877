import { every } from '../core/stored.ts';

/*
 * Why an account is inactive, and what can be done about it: the words of the preview's `status_details.inactive` (docs:
 * financial-connections/relink/api). Which cause has which action is inferred from "accounts that you can't repair have …
 * `none`".
 */

export type InactiveCause =
  | 'access_denied'
  | 'access_expired'
  | 'account_closed'
  | 'account_unavailable'
  | 'institution_requirement'
  | 'unspecified';

export const INACTIVE_CAUSES = every<InactiveCause>()(
  'access_denied',
  'access_expired',
  'account_closed',
  'account_unavailable',
  'institution_requirement',
  'unspecified',
);

export const INACTIVE_ACTIONS = ['none', 'relink_required'] as const;

/** Why an account is inactive, or why a refresh has failed. */
export interface Inactivity {
  readonly cause: InactiveCause;
  readonly action: (typeof INACTIVE_ACTIONS)[number];
}

const ACTIONS: Readonly<Record<InactiveCause, Inactivity['action']>> = {
  access_denied: 'relink_required',
  access_expired: 'relink_required',
  account_closed: 'none',
  account_unavailable: 'none',
  institution_requirement: 'relink_required',
  // "Either" by the docs: the one by which something can be tried (assumed).
  unspecified: 'relink_required',
};

/** The cause with its action. */
export const becauseOf = (cause: InactiveCause): Inactivity => ({ cause, action: ACTIONS[cause] });
