import { errors } from '../core/catalogue.ts';
import type { StripeError } from '../core/errors.ts';
import { type FlowSession, flowOfSession } from './flow-session.ts';
import { receiptOf } from './receipt.ts';
import { finishSession, type Leaving } from './session-finish.ts';

/** By what clients say at the end: the first is an SDK's (public sources of stripe-ios), the second ours. */
const LEAVINGS: Readonly<Record<string, Leaving>> = {
  user_initiated_with_custom_manual_entry: 'enter_elsewhere',
  session_expired: 'expire',
};

/**
 * Ends the flow, however far it has come. One that has expired is refused then, as Stripe.js refuses it (docs:
 * js/financial_connections); one that has ended before is as it was, since a click and a closed window may come together.
 */
export function endFlow(
  found: FlowSession,
  terminalError: string | undefined,
  version: string,
): object | StripeError {
  const { scope, session, progress } = found;
  if (progress.state === 'expired') throw errors.sessionUnlaunchable(progress.state);
  if (progress.state === 'open')
    finishSession(found, terminalError === undefined ? 'leave' : (LEAVINGS[terminalError] ?? 'fail'));
  const ended = flowOfSession(scope, session);
  // Returned, not thrown: that it has expired stays.
  if (ended.progress.state === 'expired') return errors.sessionUnlaunchable('expired');
  return receiptOf(ended, version);
}
