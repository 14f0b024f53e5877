import { next } from '../../core/lifecycle.ts';
import type { CheckoutSession } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { cancelIntent } from '../payment-intents/canceling.ts';
import { intentLifecycle } from '../payment-intents/record.ts';
import { cancelSetup } from '../setup-intents/canceling.ts';
import { setupLifecycle } from '../setup-intents/record.ts';
import { CHECKOUT, checkoutLifecycle } from './record.ts';

/** A page that leads nowhere any more is not shown (stripe-node types: "only present when the session is active"). */
const CLOSED = { url: null } as const;

/** Nobody waits for its time to run out any more. */
export const forgetExpiry = (scope: Scope, id: string): void =>
  scope.cancel(id, ({ kind }) => kind === 'checkout.expire');

/** Closes an open session that nobody has completed, and what it was to collect a payment method for (inferred). */
export function expireCheckout(scope: Scope, session: CheckoutSession): CheckoutSession {
  const status = next(checkoutLifecycle, CHECKOUT, session.status ?? 'open', 'expire');
  forgetExpiry(scope, session.id);
  const expired = scope.tables[CHECKOUT].put({ ...session, ...CLOSED, status });
  scope.emit('checkout.session.expired', expired);
  const payment = scope.tables.payment_intent.get(session.payment_intent ?? '');
  if (payment !== undefined && intentLifecycle[payment.status].cancel !== undefined)
    cancelIntent(scope, payment, 'abandoned');
  const setup = scope.tables.setup_intent.get(session.setup_intent ?? '');
  if (setup !== undefined && setupLifecycle[setup.status].cancel !== undefined)
    cancelSetup(scope, setup, 'abandoned');
  return expired;
}

/** The job that comes at the end of its time. */
export function runExpiry(scope: Scope, id: string): void {
  const session = scope.tables[CHECKOUT].get(id);
  if (session?.status === 'open') expireCheckout(scope, session);
}

/** Closes a session that its customer has submitted, with what has come of it. */
export function completeCheckout(
  scope: Scope,
  session: CheckoutSession,
  outcome: Partial<CheckoutSession>,
): CheckoutSession {
  const status = next(checkoutLifecycle, CHECKOUT, session.status ?? 'open', 'complete');
  forgetExpiry(scope, session.id);
  const completed = scope.tables[CHECKOUT].put({ ...session, ...outcome, ...CLOSED, status });
  scope.emit('checkout.session.completed', completed);
  return completed;
}
