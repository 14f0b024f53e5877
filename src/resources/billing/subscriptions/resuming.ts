import { errors } from '../../../core/catalogue.ts';
import type { Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { dueItems, takeUp } from './added-items.ts';
import { plan, resumptionExpiry, schedule } from './calendar.ts';
import { statusAfter, tellChange } from './changing.ts';
import { attempted, draftOf, finalizedNow } from './invoicing.ts';
import { itemsOf, withItems, withPeriod } from './items.ts';
import { partOf, periodLine } from './lines.ts';
import type { ResumeParams } from './parameters.ts';
import { periodFrom } from './periods.ts';
import { SUBSCRIPTION } from './record.ts';

/*
 * A subscription that is paused goes on: "if a resumption invoice is generated, it must be paid or marked uncollectible before
 * the subscription will be unpaused"; if none is, it is active at once (docs: api/subscriptions/resume).
 */

/** The subscription in the periods that begin now, on its own anchor or on a new one. */
function begun(scope: Scope, before: Subscription, isAnew: boolean): Subscription {
  const now = scope.seconds();
  const anchor = isAnew ? now : before.billing_cycle_anchor;
  const items = itemsOf(before).map((item) =>
    item.price.recurring === null ? item : withPeriod(item, periodFrom(anchor, item.price.recurring, now)),
  );
  return { ...withItems(before, items), billing_cycle_anchor: anchor };
}

/** Asks for a subscription to go on, and for what that costs. */
export function resumeSubscription(
  scope: Scope,
  before: Subscription,
  params: ResumeParams,
  version: string,
): Subscription {
  if (before.status !== 'paused') throw errors.subscriptionNotPaused();
  const isAnew = params.billing_cycle_anchor !== 'unchanged';
  const after = begun(scope, before, isAnew);
  const isFree = !isAnew && params.proration_behavior === 'none';
  const pending = dueItems(scope, before);
  if (isFree && pending.lines.length === 0) return resumed(scope, before, after);
  const lines = itemsOf(isFree ? withItems(after, []) : after).map((item) => {
    const period = { start: item.current_period_start, end: item.current_period_end };
    const part = partOf(after.billing_cycle_anchor, item, period);
    return periodLine(scope, { subscription: after, item }, period, part);
  });
  const id = scope.id('in');
  const waiting = tellChange(scope, before, { ...after, latest_invoice: id });
  const period = { start: scope.seconds(), end: scope.seconds() };
  const billing = { reason: 'subscription_update', lines: [...pending.lines, ...lines], period } as const;
  const draft = draftOf(scope, waiting, billing, id);
  takeUp(scope, pending, id);
  plan(scope, before.id, 'subscription.expire', resumptionExpiry(scope));
  finalizedNow(scope, draft);
  attempted(scope, id, version);
  const subscription = scope.require(SUBSCRIPTION, before.id);
  const isEnough = params.payment_behavior === 'resume_on_payment_attempt';
  return isEnough && subscription.status === 'paused'
    ? resumed(scope, subscription, subscription)
    : subscription;
}

/** It goes on. */
export function resumed(scope: Scope, before: Subscription, after = before): Subscription {
  const subscription = tellChange(scope, before, { ...after, status: statusAfter(before, 'resume') });
  schedule(scope, subscription);
  scope.emit('customer.subscription.resumed', subscription);
  return subscription;
}
