import type { InstitutionCatalogue } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import type { StripeError } from '../core/errors.ts';
import { sentence } from '../core/sentence.ts';
import type { CheckoutSession } from '../model/wire.ts';
import { CHECKOUT, checkoutLifecycle } from '../resources/checkout/record.ts';
import type { Scope } from '../sandbox/scope.ts';
import type { BankAccountChoice } from './bank-account.ts';
import { payCheckout } from './checkout-payment.ts';
import { setUpCheckout } from './checkout-setup.ts';
import { subscribeCheckout } from './checkout-subscription.ts';

/** What the customer does on the page of a session. */
export interface CheckoutChoice extends BankAccountChoice {
  readonly outcome?: 'cancel';
}

/** Refuses what says that the customer goes back and, in the same breath, what else he does. */
function checkGoingBack({ outcome: _outcome, ...others }: CheckoutChoice): void {
  const [name] = Object.entries(others).flatMap(([param, value]) => (value === undefined ? [] : [param]));
  if (name !== undefined)
    throw errors.misuse(
      sentence`With outcome=cancel the customer goes back and does nothing else: leave ${name} or outcome away.`,
      name,
    );
}

/**
 * Plays the customer on the page of a session, who submits it or goes back. A refusal that is thrown leaves nothing behind;
 * one that comes back is what the page tells, and what was linked and tried stays.
 */
export function completeCheckoutSession(
  scope: Scope,
  catalogue: InstitutionCatalogue,
  id: string,
  choice: CheckoutChoice,
): CheckoutSession | StripeError {
  const session = scope.require(CHECKOUT, id);
  const status = session.status ?? 'open';
  if (checkoutLifecycle[status].complete === undefined)
    throw errors.misuse(
      sentence`The Checkout Session ${session.id} has a status of "${status}": no customer can complete it. Create a new one.`,
    );
  if (choice.outcome === 'cancel') {
    checkGoingBack(choice);
    return session;
  }
  if (session.customer !== null && scope.tables.customer.get(session.customer) === undefined)
    throw errors.misuse(
      sentence`The customer ${session.customer} of this Checkout Session has been deleted: create a Checkout Session for another.`,
    );
  const play = { scope, catalogue, session, choice };
  if (session.mode === 'setup') return setUpCheckout(play);
  if (session.mode === 'payment') return payCheckout(play);
  return subscribeCheckout(play);
}
