import type { StateJobKind } from '../../../model/jobs.ts';
import type { Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { nextEnd } from './items.ts';
import { hasEnded, isBilled } from './lifecycle.ts';
import { daysAfter } from './periods.ts';

/* What will happen to a subscription by itself, and when: work of the calendar, for which nobody waits. */

const HOUR_SECONDS = 3_600;

/** "If the PaymentIntent is not confirmed within 23 hours" (stripe-node types of 17: payment_behavior). */
const FIRST_PAYMENT_SECONDS = 23 * HOUR_SECONDS;

/** Ten days while microdeposits are outstanding (docs: billing/subscriptions/ach-debit). */
const MICRODEPOSIT_DAYS = 10;

/** "Three days before the trial period ends" (docs: event types). */
const TRIAL_NOTICE_DAYS = 3;

/** What is scheduled of a subscription itself; what is scheduled again whenever one of its times has changed. */
const KINDS = [
  'subscription.renew',
  'subscription.cancel',
  'subscription.expire',
  'subscription.trial_will_end',
  'subscription.upcoming_invoice',
  'subscription.resume_collection',
  'subscription.overdue',
] as const satisfies readonly StateJobKind[];
type Kind = (typeof KINDS)[number];

const isKind = (kind: string): kind is Kind => (KINDS as readonly string[]).includes(kind);

/** When a subscription that waits for its first payment has waited long enough. */
export const expiryOf = ({ created }: Pick<Subscription, 'created'>, isVerifying = false): number =>
  isVerifying ? daysAfter(created, MICRODEPOSIT_DAYS) : created + FIRST_PAYMENT_SECONDS;

/** When the invoice of one that is to go on has waited long enough (that it is the same time is assumed). */
export const resumptionExpiry = (scope: Scope): number => scope.seconds() + FIRST_PAYMENT_SECONDS;

/** When each of its kinds of work is due, in Unix seconds; those that are past, too. */
function dates(scope: Scope, subscription: Subscription): readonly (readonly [kind: Kind, at: number])[] {
  const { cancel_at: end, pause_collection: pause, status, trial_end: trialEnd } = subscription;
  const found: (readonly [Kind, number])[] = [];
  if (status === 'incomplete') found.push(['subscription.expire', expiryOf(subscription)]);
  if (end !== null) found.push(['subscription.cancel', end]);
  if (status === 'trialing' && trialEnd !== null)
    found.push(['subscription.trial_will_end', daysAfter(trialEnd, -TRIAL_NOTICE_DAYS)]);
  if (pause?.resumes_at != null) found.push(['subscription.resume_collection', pause.resumes_at]);
  const due = dueDateOf(scope, subscription);
  if (due !== null) found.push(['subscription.overdue', due]);
  if (isBilled(subscription)) {
    const renewal = nextEnd(subscription);
    found.push(['subscription.renew', renewal]);
    found.push([
      'subscription.upcoming_invoice',
      renewal - Math.round(scope.settings.billing.upcomingNoticeMs / 1000),
    ]);
  }
  return found;
}

/** By when the customer is to pay the newest invoice; null if it is none that is sent, or is paid. */
function dueDateOf({ tables }: Scope, { latest_invoice: id, status }: Subscription): number | null {
  const invoice = tables.invoice.get(id ?? '');
  const isOpen = invoice?.status === 'draft' || invoice?.status === 'open';
  return isOpen && status !== 'past_due' ? invoice.due_date : null;
}

/** Has everything happen that will happen to a subscription by itself, as it is now; what was planned before does not. */
export function schedule(scope: Scope, subscription: Subscription): void {
  const { id } = subscription;
  scope.cancel(id, ({ kind }) => isKind(kind));
  if (hasEnded(subscription)) return;
  for (const [kind, at] of dates(scope, subscription)) plan(scope, id, kind, at);
}

/** Notices are for what is still to come: one whose day is past is not given any more. */
const NOTICES: ReadonlySet<Kind> = new Set(['subscription.trial_will_end', 'subscription.upcoming_invoice']);

/** Plans work of a kind for an instant. */
export function plan(scope: Scope, subject: string, kind: Kind, at: number): void {
  const delayMs = at * 1000 - scope.nowMs();
  if (delayMs < 0 && NOTICES.has(kind)) return;
  scope.in(Math.max(0, delayMs), { kind, subject }, true);
}
