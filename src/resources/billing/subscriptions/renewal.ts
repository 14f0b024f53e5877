import type { Invoice, Subscription, SubscriptionItem } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import type { LineDraft } from '../invoices/lines.ts';
import { dueItems, takeUp } from './added-items.ts';
import { schedule } from './calendar.ts';
import { endSubscription } from './canceling.ts';
import { canHappen, statusAfter, tellChange } from './changing.ts';
import { type Billing, draftOf } from './invoicing.ts';
import { itemsOf, nextEnd, periodAfter, withItems, withPeriod } from './items.ts';
import { isBilled } from './lifecycle.ts';
import { partOf, periodLine } from './lines.ts';
import { pauseCollected } from './pausing.ts';
import { methodOf } from './payment-method-choice.ts';
import { SUBSCRIPTION } from './record.ts';

/* A period is over: the next one begins, and is billed. */

/** The job at the end of a period, or of a trial. One that comes for a time that has been moved does nothing. */
export function renew(scope: Scope, id: string): void {
  const before = scope.tables[SUBSCRIPTION].get(id);
  if (before === undefined || !isBilled(before)) return;
  const now = scope.seconds();
  // What ends now is not billed again.
  if (before.cancel_at !== null && before.cancel_at <= now) {
    endSubscription(scope, before, 'due');
    return;
  }
  const end = nextEnd(before);
  if (end > now) return;
  if (before.status === 'trialing') endTrial(scope, before, end);
  else renewed(scope, before, end);
}

interface Renewal {
  readonly subscription: Subscription;
  readonly lines: readonly LineDraft[];
}

const isDue = (item: SubscriptionItem, at: number): boolean => item.current_period_end <= at;

/** The subscription in the period that begins at `at`, and what that costs. */
export function nextPeriod(scope: Scope, subscription: Subscription, at: number): Renewal {
  const anchor = subscription.billing_cycle_anchor;
  const items = itemsOf(subscription).map((item) =>
    isDue(item, at) ? withPeriod(item, periodAfter(anchor, item)) : item,
  );
  const renewing = withItems(subscription, items);
  const lines = items
    .filter((item) => item.current_period_start >= at)
    .map((item) => {
      const period = { start: item.current_period_start, end: item.current_period_end };
      return periodLine(scope, { subscription, item }, period, partOf(anchor, item, period));
    });
  return { subscription: renewing, lines };
}

/** The period of an invoice that renews: that which is over (recorded). */
export const periodBefore = (subscription: Subscription, at: number): Billing['period'] => ({
  start: Math.min(
    ...itemsOf(subscription).flatMap((item) => (isDue(item, at) ? [item.current_period_start] : [])),
  ),
  end: at,
});

/** Bills a period that begins. The invoice is a draft for an hour, in which it can be changed. */
function bill(scope: Scope, before: Subscription, after: Subscription, billing: Billing): Invoice {
  const invoice = scope.id('in');
  const pending = dueItems(scope, before);
  const subscription = tellChange(scope, before, { ...after, latest_invoice: invoice });
  const draft = draftOf(
    scope,
    subscription,
    {
      ...billing,
      lines: [...pending.lines, ...billing.lines],
      // "Invoices are made and stay draft" of one that nobody pays.
      autoAdvance: subscription.status !== 'unpaid' && subscription.pause_collection === null,
    },
    invoice,
  );
  takeUp(scope, pending, invoice);
  schedule(scope, subscription);
  return pauseCollected(scope, subscription, draft);
}

function renewed(scope: Scope, before: Subscription, at: number): void {
  const { subscription, lines } = nextPeriod(scope, before, at);
  bill(scope, before, subscription, {
    reason: 'subscription_cycle',
    lines,
    period: periodBefore(before, at),
  });
}

/** Nobody has said what a trial is to be paid with: what then happens was said with the trial. */
function endsUnpaid(scope: Scope, subscription: Subscription): 'cancel' | 'pause' | undefined {
  const wanted = subscription.trial_settings?.end_behavior.missing_payment_method;
  if (wanted === undefined || wanted === 'create_invoice') return undefined;
  if (subscription.collection_method === 'send_invoice') return undefined;
  const customer = scope.tables.customer.get(subscription.customer);
  return methodOf(subscription, customer) === null ? wanted : undefined;
}

function endTrial(scope: Scope, before: Subscription, at: number): void {
  const ending = endsUnpaid(scope, before);
  if (ending === 'cancel') {
    endSubscription(scope, before, 'trial');
    return;
  }
  if (ending === 'pause') {
    const paused = { ...before, status: statusAfter(before, 'pause') };
    schedule(scope, tellChange(scope, before, paused));
    scope.emit('customer.subscription.paused', scope.require(SUBSCRIPTION, before.id));
    return;
  }
  const { subscription, lines } = nextPeriod(scope, before, at);
  bill(
    scope,
    before,
    { ...subscription, status: statusAfter(before, 'end_trial') },
    { reason: 'subscription_cycle', lines, period: periodBefore(before, at) },
  );
}

/** Three days before a trial ends its merchant is told, so that the customer can be. */
export function announceTrialEnd(scope: Scope, id: string): void {
  const subscription = scope.tables[SUBSCRIPTION].get(id);
  if (subscription !== undefined && canHappen(subscription, 'end_trial'))
    scope.emit('customer.subscription.trial_will_end', subscription);
}
