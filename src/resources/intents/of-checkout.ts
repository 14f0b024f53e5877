import { errors } from '../../core/catalogue.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { INTENT_NOUNS, type Intent } from './access.ts';

/* An intent that a Checkout Session has made goes as the session's customer says. */

const isOfCheckout = ({ tables }: Scope, { id, object }: Intent): boolean =>
  tables['checkout.session'].count({ index: object, key: id }) > 0;

/**
 * Refuses to confirm or cancel it by hand: "Expire the Checkout Session instead" (docs: api/payment_intents/cancel). Also once
 * the session is complete (inferred).
 */
export function refuseByHand(scope: Scope, intent: Intent): void {
  if (isOfCheckout(scope, intent)) throw errors.checkoutIntentByHand(INTENT_NOUNS[intent.object]);
}

/** Those that were seen to be refused; of others nothing is known. */
const NOT_CHANGED = ['statement_descriptor', 'transfer_group'] as const;

/** Refuses to change what a session has said. */
export function checkChangeByHand(
  scope: Scope,
  intent: Intent,
  params: Readonly<Record<string, unknown>>,
): void {
  const wrong = NOT_CHANGED.filter((name) => params[name] !== undefined);
  if (wrong.length > 0 && isOfCheckout(scope, intent)) throw errors.checkoutIntentParameters(wrong);
}
