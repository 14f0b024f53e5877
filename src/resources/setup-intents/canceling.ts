import { next } from '../../core/lifecycle.ts';
import type { SetupIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { stopMicrodeposits } from '../intents/microdeposits.ts';
import { moveAttempt } from './attempts.ts';
import { SETUP, setupLifecycle } from './record.ts';

/** Cancels a setup that may be. */
export function cancelSetup(
  scope: Scope,
  before: SetupIntent,
  reason: SetupIntent['cancellation_reason'],
): SetupIntent {
  stopMicrodeposits(scope, before.id);
  moveAttempt(scope, before, 'abandon');
  const canceled = scope.tables[SETUP].put({
    ...before,
    cancellation_reason: reason,
    next_action: null,
    status: next(setupLifecycle, SETUP, before.status, 'cancel'),
  });
  scope.emit('setup_intent.canceled', canceled);
  return canceled;
}
