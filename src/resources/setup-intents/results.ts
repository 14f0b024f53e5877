import type { StripeError } from '../../core/errors.ts';
import { next } from '../../core/lifecycle.ts';
import type { SetupIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { shownError } from '../intents/failure.ts';
import { turnMandate } from '../mandates.ts';
import { attach } from '../payment-methods/attachment.ts';
import type { DraftPaymentMethod } from '../payment-methods/creation.ts';
import { moveAttempt } from './attempts.ts';
import { SETUP, setupLifecycle } from './record.ts';

/** Ends a setup well, at its confirmation or when microdeposits have verified its bank account. */
export function completeSetup(
  scope: Scope,
  intent: SetupIntent,
  draft: DraftPaymentMethod,
  event: 'confirm' | 'verify',
): SetupIntent {
  const status = next(setupLifecycle, SETUP, intent.status, event);
  attachToHolder(scope, intent, draft);
  turnMandate(scope, mandateOf(intent), 'active');
  moveAttempt(scope, intent, 'succeed');
  const succeeded = scope.tables[SETUP].put({ ...intent, last_setup_error: null, next_action: null, status });
  scope.emit('setup_intent.succeeded', succeeded);
  return succeeded;
}

/** Ends a setup badly: the intent asks for another payment method. */
export function failSetup(
  scope: Scope,
  intent: SetupIntent,
  error: StripeError,
  how: 'decline' | 'fail' = 'fail',
): SetupIntent {
  const paymentMethod = scope.tables.payment_method.get(intent.payment_method ?? '') ?? null;
  const shown = shownError(error, { payment_method: paymentMethod });
  const status = next(setupLifecycle, SETUP, intent.status, how);
  moveAttempt(scope, intent, 'fail', { setup_error: shown });
  const failed = scope.tables[SETUP].put({
    ...intent,
    last_setup_error: shown,
    next_action: null,
    payment_method: null,
    status,
  });
  scope.emit('setup_intent.setup_failed', failed);
  turnMandate(scope, mandateOf(intent), 'inactive');
  return failed;
}

const mandateOf = ({ mandate, single_use_mandate: once }: SetupIntent): string => mandate ?? once ?? '';

/** "On successful setup", and never before (stripe-node types: SetupIntent.customer; recorded). */
function attachToHolder(scope: Scope, intent: SetupIntent, draft: DraftPaymentMethod): void {
  const { customer, customer_account = null } = intent;
  const { paymentMethod } = draft;
  const isHeld = paymentMethod.customer !== null || paymentMethod.customer_account !== null;
  // Deposits take days, in which a customer may be deleted.
  const isGone = customer !== null && scope.tables.customer.get(customer) === undefined;
  if (isHeld || isGone || (customer === null && customer_account === null)) return;
  attach(scope, draft, { customer, customer_account });
}
