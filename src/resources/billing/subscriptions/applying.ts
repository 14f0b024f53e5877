import type { Invoice, Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { dueItems, keepAdded, keepProrations, takeUp } from './added-items.ts';
import { schedule } from './calendar.ts';
import { canHappen, statusAfter, tellChange } from './changing.ts';
import { attempted, draftOf, finalizedNow } from './invoicing.ts';
import type { UpdateParams } from './parameters.ts';
import { pauseCollected } from './pausing.ts';
import { SUBSCRIPTION } from './record.ts';
import type { SubscriptionChange } from './updating.ts';

/** How what a change costs is paid. */
export interface Paying {
  readonly version: string;
  readonly behavior: UpdateParams['payment_behavior'];
}

/** Makes a change that `decideUpdate` has decided on, with the invoice that it is billed by at once. */
export function applyUpdate(scope: Scope, change: SubscriptionChange, paying: Paying): Subscription {
  const { before, after, prices, added, prorations, isBilledNow } = change;
  for (const { keep } of prices) keep();
  for (const { keep } of added) keep();
  if (!isBilledNow) {
    const subscription = tellChange(scope, before, after);
    keepProrations(scope, subscription, prorations);
    keepAdded(scope, added, null);
    schedule(scope, subscription);
    return subscription;
  }
  const invoice = scope.id('in');
  const subscription = tellChange(scope, before, { ...after, latest_invoice: invoice });
  keepProrations(scope, subscription, prorations);
  keepAdded(scope, added, null);
  const draft = billed(scope, subscription, change, invoice);
  schedule(scope, subscription);
  pay(scope, subscription, pauseCollected(scope, subscription, draft), paying);
  return scope.require(SUBSCRIPTION, before.id);
}

/** The invoice of a change, with all that waited to be billed. */
function billed(scope: Scope, subscription: Subscription, change: SubscriptionChange, id: string): Invoice {
  const pending = dueItems(scope, subscription);
  const now = scope.seconds();
  const invoice = draftOf(
    scope,
    subscription,
    {
      reason: 'subscription_update',
      lines: [...pending.lines, ...change.lines],
      period: { start: now, end: now },
      autoAdvance: subscription.pause_collection === null,
      ...(change.prorations.length === 0 ? {} : { prorationDate: change.prorationDate }),
    },
    id,
  );
  takeUp(scope, pending, id);
  return invoice;
}

/** An invoice that is collected is paid within the call, or waits to be: then the subscription is overdue meanwhile. */
function pay(scope: Scope, subscription: Subscription, draft: Invoice, { behavior, version }: Paying): void {
  if (subscription.collection_method === 'send_invoice' || subscription.pause_collection !== null) return;
  const { status } = finalizedNow(scope, draft);
  if (status !== 'open') return;
  if (behavior !== 'default_incomplete') {
    attempted(scope, draft.id, version);
    overdueUnlessAsked(scope, subscription.id, draft.id);
    return;
  }
  overdue(scope, subscription.id);
}

/** A payment that could not even be tried leaves the subscription overdue as well. */
function overdueUnlessAsked(scope: Scope, id: string, invoice: string): void {
  const { attempted: isAsked, status } = scope.require('invoice', invoice);
  if (status === 'open' && !isAsked) overdue(scope, id);
}

function overdue(scope: Scope, id: string): void {
  const before = scope.require(SUBSCRIPTION, id);
  if (canHappen(before, 'fail'))
    schedule(scope, tellChange(scope, before, { ...before, status: statusAfter(before, 'fail') }));
}
