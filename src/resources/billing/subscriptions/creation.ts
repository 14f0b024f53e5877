import type { Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { SETUP } from '../../setup-intents/record.ts';
import { keepAdded, takeUp } from './added-items.ts';
import { schedule } from './calendar.ts';
import type { SubscriptionDraft } from './drafting.ts';
import { attempted, draftOf, finalizedNow } from './invoicing.ts';
import { keepSubscription } from './items.ts';
import { SUBSCRIPTION } from './record.ts';

/**
 * Makes a subscription that `draftSubscription` has decided on, with its first invoice. That is finalized, and has its
 * PaymentIntent if anything is due, unless it is sent to the customer: then it is finalized by itself, an hour later.
 *
 * A Checkout Session makes its subscription with these two, without a call of the API: in the step that may refuse, before
 * anything is written,
 *
 *     const draft = draftSubscription(
 *       { scope, version, customer, collected: paymentMethod.id },
 *       { customer: customer.id, items: [{ price, quantity }], payment_behavior: 'default_incomplete', … },
 *     );
 *
 * where `customer` need not be kept yet and `collected`, which becomes the subscription's `default_payment_method`, need not be
 * attached; and in the step that writes, after it has kept both,
 *
 *     const subscription = createSubscription(scope, draft);
 *     const intent = intentOfInvoice(scope, subscription.latest_invoice);
 *
 * It then confirms that PaymentIntent, which makes the subscription active; there is none where nothing is due, as in a
 * trial. A SetupIntent that the subscription would have without anything to pay with is not made with `collected`.
 */
export function createSubscription(
  scope: Scope,
  { subscription: draft, prices, lines, added, pending, setup, payment, version }: SubscriptionDraft,
): Subscription {
  for (const { keep } of prices) keep();
  if (setup !== undefined) scope.emit('setup_intent.created', scope.tables[SETUP].put(setup));
  const invoice = scope.id('in');
  const subscription = keepSubscription(scope, { ...draft, latest_invoice: invoice });
  scope.emit('customer.subscription.created', subscription);
  const billing = {
    reason: 'subscription_create',
    lines: [...pending.lines, ...lines, ...keepAdded(scope, added, invoice)],
    period: { start: subscription.created, end: subscription.created },
  } as const;
  const first = draftOf(scope, subscription, billing, invoice);
  takeUp(scope, pending, invoice);
  schedule(scope, subscription);
  if (subscription.collection_method === 'charge_automatically') finalizedNow(scope, first);
  if (payment !== 'later') attempted(scope, invoice, version);
  return scope.require(SUBSCRIPTION, subscription.id);
}
