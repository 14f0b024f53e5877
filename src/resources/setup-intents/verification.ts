import type { StripeError } from '../../core/errors.ts';
import type { SetupIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { shownIntent } from '../intents/access.ts';
import { checkBlocked } from '../payment-methods/blocked.ts';
import { type DraftPaymentMethod, keepPaymentMethod } from '../payment-methods/creation.ts';
import { checkType } from './confirmation.ts';
import { completeSetup, failSetup } from './results.ts';

/** Ends a setup whose bank account has been verified: badly if it was blocked meanwhile, as a confirmation would (assumed). */
export function setUpVerified(
  scope: Scope,
  intent: SetupIntent,
  draft: DraftPaymentMethod,
): SetupIntent | StripeError {
  checkType(draft, intent);
  const paymentMethod = keepPaymentMethod(scope, draft);
  const error = checkBlocked(paymentMethod);
  if (error === undefined) return completeSetup(scope, intent, draft, 'verify');
  return error.about({ ...shownIntent(failSetup(scope, intent, error)), payment_method: paymentMethod });
}
