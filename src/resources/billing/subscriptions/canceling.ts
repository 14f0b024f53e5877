import { withField } from '../../../core/field-order.ts';
import type { Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { previousAttributes } from '../../params/changes.ts';
import { stopCollecting } from '../invoices/collection.ts';
import { voidInvoice } from '../invoices/ending.ts';
import { stateOf } from '../invoices/record.ts';
import { asTold } from '../invoices/retries.ts';
import { schedule } from './calendar.ts';
import { statusAfter, tellChange } from './changing.ts';
import { keepSubscription } from './items.ts';
import { cancellationOf, type Details, SUBSCRIPTION } from './record.ts';

/* How a subscription ends. */

/** Why: somebody asks for it, its time has come, nobody pays, or its trial has nothing to be paid with. */
export type Cause = 'asked' | 'due' | 'unpaid' | 'trial';

const REASONS = {
  asked: 'cancellation_requested',
  due: 'cancellation_requested',
  unpaid: 'payment_failed',
  // None of the words names it (assumed).
  trial: null,
} as const satisfies Readonly<Record<Cause, Details['reason']>>;

/** Ends a subscription. What it has billed is no longer collected by itself (docs: billing/subscriptions/cancel). */
export function endSubscription(
  scope: Scope,
  before: Subscription,
  cause: Cause,
  said: Partial<Details> = {},
): void {
  const now = scope.seconds();
  const ended: Subscription = {
    ...before,
    // Of one that was to end it is when that was asked for (stripe-node types: Subscription.canceled_at).
    canceled_at: cause === 'due' ? (before.canceled_at ?? now) : now,
    cancellation_details: cancellationOf(before, { reason: REASONS[cause], ...said }),
    ended_at: now,
    status: statusAfter(before, 'cancel'),
  };
  // One that was never paid expires, which is told as a change (recorded, 2019-09).
  if (ended.status === 'incomplete_expired') {
    expireInvoice(scope, before);
    schedule(scope, tellChange(scope, before, { ...ended, ended_at: now }));
    return;
  }
  const subscription = keepSubscription(scope, ended);
  schedule(scope, subscription);
  stopInvoices(scope, subscription.id);
  scope.emit('customer.subscription.deleted', subscription);
}

/** Nobody has made the first payment in time. */
export function expire(scope: Scope, before: Subscription): void {
  expireInvoice(scope, before);
  const expired = { ...before, ended_at: scope.seconds(), status: statusAfter(before, 'expire') };
  schedule(scope, tellChange(scope, before, expired));
}

/** "The open invoice will be voided" (stripe-node types: Subscription.status). */
export function expireInvoice(scope: Scope, { latest_invoice: id }: Subscription): void {
  const invoice = scope.tables.invoice.get(id ?? '');
  if (invoice !== undefined && stateOf(invoice) === 'open') voidInvoice(scope, invoice);
}

/** The invoices of a subscription that are to be paid yet stay so, and nothing happens to them by itself. */
function stopInvoices(scope: Scope, subscription: string): void {
  const invoices = scope.tables.invoice;
  for (const before of [...invoices.walk({ index: 'subscription', key: subscription })]) {
    const isOpen = stateOf(before) === 'open' || stateOf(before) === 'draft';
    if (!isOpen || before.auto_advance !== true) continue;
    const after = invoices.put({
      ...withField(before, 'auto_advance', false),
      automatically_finalizes_at: null,
      next_payment_attempt: null,
    });
    stopCollecting(scope, after.id);
    scope.emit('invoice.updated', after, previousAttributes(asTold(scope, before), after));
  }
}

/** The job at the time at which a subscription is to end. One for a time that has been moved does nothing. */
export function cancelDue(scope: Scope, id: string): void {
  const subscription = scope.tables[SUBSCRIPTION].get(id);
  if (subscription?.cancel_at == null || subscription.cancel_at > scope.seconds()) return;
  endSubscription(scope, subscription, 'due');
}
