import type { Capability, ConnectedAccount } from '../../model/wire.ts';
import { NO_REQUIREMENTS } from './account-record.ts';
import { dueFor } from './requirements.ts';

export const CAPABILITY = 'capability';

/** `requirements.fields_needed` is what capabilities call `requirements.past_due` (stripe-node types). */
const isAsked = (due: readonly string[]) => (due.length > 0 ? 'requirements.fields_needed' : null);

/** What an account may do, as it is shown by itself: made of the account. */
export function capabilityOf(account: ConnectedAccount, name: string): Capability {
  const status = Object.entries(account.capabilities ?? {}).find(([own]) => own === name)?.[1];
  const requested = status !== undefined;
  const { currently_due: all, pending_verification: looked } = account.requirements ?? {};
  const due = requested ? dueFor(name, all ?? []) : [];
  return {
    id: name,
    object: CAPABILITY,
    account: account.id,
    future_requirements: NO_FUTURE,
    requested,
    // That each was asked for with the account is assumed: nothing tells when.
    requested_at: requested ? (account.created ?? null) : null,
    requirements: {
      alternatives: [],
      current_deadline: null,
      currently_due: due,
      disabled_reason: isAsked(due),
      errors: [],
      eventually_due: due,
      past_due: due,
      pending_verification: requested ? (looked ?? []) : [],
    },
    status: status ?? 'unrequested',
  };
}

const { alternatives, current_deadline } = NO_REQUIREMENTS;
const NO_FUTURE = {
  alternatives,
  current_deadline,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
};
