import type { Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { dueItems, keepProrations, takeUp } from './added-items.ts';
import { endSubscription } from './canceling.ts';
import { attempted, draftOf, finalizedNow } from './invoicing.ts';
import { itemsOf } from './items.ts';
import { unusedTime } from './lines.ts';
import type { CancelParams } from './parameters.ts';
import { SUBSCRIPTION } from './record.ts';

/**
 * Ends a subscription within a call. `prorate` gives back what is left of its periods, as an item of the next invoice;
 * `invoice_now` bills that and all that waits at once (docs: billing/subscriptions/cancel).
 */
export function cancelNow(
  scope: Scope,
  before: Subscription,
  params: CancelParams,
  version: string,
): Subscription {
  const isPaidFor = before.status !== 'trialing' && before.status !== 'incomplete';
  const now = scope.seconds();
  const prorations =
    params.prorate === true && isPaidFor
      ? itemsOf(before).map((item) => unusedTime(scope, { subscription: before, item }, now))
      : [];
  keepProrations(scope, before, prorations);
  endSubscription(scope, before, 'asked', params.cancellation_details);
  if (params.invoice_now === true) billNow(scope, scope.require(SUBSCRIPTION, before.id), version);
  return scope.require(SUBSCRIPTION, before.id);
}

/** The last invoice, if there is anything to bill or to give back. */
function billNow(scope: Scope, ended: Subscription, version: string): void {
  const pending = dueItems(scope, ended);
  if (pending.lines.length === 0) return;
  const id = scope.id('in');
  const now = scope.seconds();
  const draft = draftOf(
    scope,
    ended,
    { reason: 'subscription_update', lines: pending.lines, period: { start: now, end: now } },
    id,
  );
  takeUp(scope, pending, id);
  scope.tables[SUBSCRIPTION].put({ ...ended, latest_invoice: id });
  if (ended.collection_method === 'send_invoice') return;
  finalizedNow(scope, draft);
  attempted(scope, id, version);
}
