import { attempt, awaitFinalizing, finalize, forgetJobs, newInvoice, voidInvoice } from './door-model.ts';
import type { DoorStepOf } from './door-steps.ts';
import { type Invoice, type Subscription, toldInvoice, toldSubscription } from './door-world.ts';
import { isGone } from './payment-model.ts';
import type { Ending } from './payment-model-bank.ts';
import { CUSTOMERS, DAY_MS } from './payment-steps.ts';
import {
  emit,
  type Job,
  type Method,
  newRef,
  type Payment,
  type Ref,
  type Setup,
  schedule,
  secondsOf,
  toldSetup,
  type World,
} from './payment-world.ts';

/* Subscriptions of the model. */

const DAY = DAY_MS / 1000;
const FIRST_PAYMENT_SECONDS = 23 * 3600;
const GIVING_UP_MS = 7 * DAY_MS;

/** The end of the period that an instant is in, counted from the anchor; a month that is too short has its last day. */
function endAfter({ anchor, interval }: Pick<Subscription, 'anchor' | 'interval'>, at: number): number {
  for (let number = 1; ; number++) {
    const end = interval === 'week' ? anchor + number * 7 * DAY : monthsAfter(anchor, number);
    if (end > at) return end;
  }
}
function monthsAfter(seconds: number, months: number): number {
  const from = new Date(seconds * 1000);
  const [year, month, day] = [from.getUTCFullYear(), from.getUTCMonth() + months, from.getUTCDate()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day, last)) / 1000 + (seconds % DAY);
}

const hasEnded = ({ status }: Subscription): boolean =>
  status === 'canceled' || status === 'incomplete_expired';

function change(world: World, subscription: Subscription, fields: Partial<Subscription>): void {
  Object.assign(subscription, fields);
  emit(world, 'customer.subscription.updated', toldSubscription(subscription));
  // What else changes does not change its calendar.
  if ('status' in fields || 'endsWithPeriod' in fields) plan(world, subscription);
}

type Kind = Extract<Job['kind'], `subscription_${string}`>;
export const isOfSubscription = (job: Job): job is Extract<Job, { readonly kind: Kind }> =>
  job.kind.startsWith('subscription_');

function forget(world: World, subscription: Subscription, ...kinds: readonly Kind[]): void {
  world.jobs = world.jobs.filter(
    (job) => !isOfSubscription(job) || job.subscription !== subscription || !kinds.includes(job.kind),
  );
}

/** What will happen by itself. */
function plan(world: World, subscription: Subscription): void {
  forget(world, subscription, 'subscription_expire', 'subscription_end', 'subscription_renew');
  if (hasEnded(subscription)) return;
  const at = (kind: Kind, seconds: number): void =>
    schedule(world, Math.max(0, seconds * 1000 - world.nowMs), false, { kind, subscription });
  if (subscription.status === 'incomplete')
    at('subscription_expire', subscription.created + FIRST_PAYMENT_SECONDS);
  if (subscription.endsWithPeriod) at('subscription_end', subscription.periodEnd);
  if (subscription.status !== 'incomplete') at('subscription_renew', subscription.periodEnd);
}

export function subscribe(world: World, asked: DoorStepOf<'subscribe'>): Ending {
  const { amount, behavior, trialDays } = asked;
  const customer = CUSTOMERS[asked.customer] ?? CUSTOMERS[0];
  if (isGone(world, { customer })) return 'refused';
  const isFree = trialDays !== null || amount === 0;
  const preferred = world.preferred.get(customer);
  const isTried = !isFree && behavior === 'allow_incomplete';
  if (isTried && preferred === undefined) return 'refused';
  const setup = isFree && preferred === undefined ? newSetup(world, customer) : null;
  const { latest } = begin(world, { ...asked, customer, method: null, setup });
  if (isTried) attempt(world, latest, null);
  return 'done';
}

interface Beginning {
  readonly amount: number;
  readonly customer: string;
  readonly interval: 'week' | 'month';
  readonly savesDefault?: boolean;
  readonly trialDays?: number | null;
  readonly method: Method | null;
  readonly setup: Setup | null;
}

/** A subscription with its first invoice, which is final. */
export function begin(world: World, asked: Beginning): Subscription {
  const { amount, customer, interval, method, savesDefault = false, setup, trialDays = null } = asked;
  const isFree = trialDays !== null || amount === 0;
  const created = secondsOf(world);
  const anchor = trialDays === null ? created : created + trialDays * DAY;
  const ref = newRef(world, 'subscription');
  const subscription: Subscription = {
    ref,
    customer,
    amount,
    interval,
    savesDefault,
    created,
    anchor,
    status: trialDays !== null ? 'trialing' : isFree ? 'active' : 'incomplete',
    periodEnd: trialDays === null ? endAfter({ anchor, interval }, created) : anchor,
    endsWithPeriod: false,
    canceledAt: null,
    method,
    setup,
    // Of itself, a line below.
    latest: undefined as unknown as Invoice,
  };
  subscription.latest = newInvoice(world, {
    amount: isFree ? 0 : amount,
    customer,
    isAutomatic: true,
    subscription,
  });
  world.subscriptions.push(subscription);
  world.invoices.push(subscription.latest);
  emit(world, 'customer.subscription.created', toldSubscription(subscription));
  emit(world, 'invoice.created', toldInvoice(subscription.latest));
  plan(world, subscription);
  finalize(world, subscription.latest, true);
  return subscription;
}

export function newSetup(world: World, customer: string | null): Setup {
  const setup: Setup = {
    ref: newRef(world, 'setup_intent'),
    kind: 'setup',
    customer,
    status: 'requires_payment_method',
    method: null,
    failure: null,
    deposits: null,
    rounds: 0,
    reason: null,
    knobs: {},
    verification: 'automatic',
    isOnce: false,
    attempt: null,
    mandate: null,
  };
  world.intents.push(setup);
  emit(world, 'setup_intent.created', toldSetup(setup));
  return setup;
}

export function unsubscribe(world: World, subscription: Subscription, isAtEnd: boolean): Ending {
  if (hasEnded(subscription)) return 'refused';
  if (!isAtEnd) {
    end(world, subscription);
    return 'done';
  }
  const canceledAt = secondsOf(world);
  if (!subscription.endsWithPeriod || subscription.canceledAt !== canceledAt)
    change(world, subscription, { endsWithPeriod: true, canceledAt });
  return 'done';
}

/** One that was never paid expires. */
function end(world: World, subscription: Subscription, isDue = false): void {
  if (subscription.status === 'incomplete') {
    if (!isDue) subscription.canceledAt = secondsOf(world);
    expire(world, subscription);
    return;
  }
  subscription.status = 'canceled';
  if (!isDue) subscription.canceledAt = secondsOf(world);
  plan(world, subscription);
  for (const invoice of world.invoices.filter((one) => one.subscription === subscription)) {
    if (!invoice.isAutomatic || (invoice.status !== 'open' && invoice.status !== 'draft')) continue;
    invoice.isAutomatic = false;
    invoice.isTriedAgain = false;
    invoice.isRetry = false;
    forgetJobs(world, invoice);
    emit(world, 'invoice.updated', toldInvoice(invoice));
  }
  emit(world, 'customer.subscription.deleted', toldSubscription(subscription));
}

function expire(world: World, subscription: Subscription): void {
  voidInvoice(world, subscription.latest);
  change(world, subscription, { status: 'incomplete_expired' });
}

/** With their customer all end, the oldest first. */
export function endWithCustomer(world: World, customer: string): void {
  for (const subscription of world.subscriptions.filter((one) => one.customer === customer))
    if (!hasEnded(subscription)) end(world, subscription);
}

/* What follows. */

const ofLatest = (invoice: Invoice): Subscription | null =>
  invoice.subscription?.latest === invoice ? invoice.subscription : null;

export function followPaid(world: World, invoice: Invoice): void {
  const subscription = ofLatest(invoice);
  if (subscription?.status !== 'incomplete' && subscription?.status !== 'past_due') return;
  forget(world, subscription, 'subscription_give_up');
  change(world, subscription, { status: 'active' });
}

export function followUnpaid(world: World, invoice: Invoice): void {
  const subscription = ofLatest(invoice);
  if (subscription === null || hasEnded(subscription)) return;
  if (subscription.status === 'incomplete') {
    if (subscription.created + FIRST_PAYMENT_SECONDS <= secondsOf(world)) expire(world, subscription);
    return;
  }
  if (subscription.status !== 'past_due') change(world, subscription, { status: 'past_due' });
  if (invoice.isTriedAgain) return;
  forget(world, subscription, 'subscription_give_up');
  if (invoice.attempts > 1) end(world, subscription);
  else schedule(world, GIVING_UP_MS, false, { kind: 'subscription_give_up', subscription });
}

/** What follows from a payment behind what follows for its invoice. */
export function followSubscription(world: World, invoice: Invoice, payment: Payment, type: string): void {
  const { subscription } = invoice;
  if (subscription === null) return;
  if (type === 'payment_intent.processing' && ofLatest(invoice)?.status === 'incomplete')
    change(world, subscription, { status: 'active' });
  if (type !== 'payment_intent.succeeded') return;
  const { method, savesDefault } = subscription;
  if (!savesDefault || method !== null || payment.method === null) return;
  if (payment.method.customer === subscription.customer)
    change(world, subscription, { method: payment.method });
}

/** What it is to be paid with later is set up. */
export function followSetup(world: World, ref: Ref): void {
  const subscription = world.subscriptions.find(({ setup }) => setup?.ref === ref);
  const setup = subscription?.setup;
  if (subscription === undefined || setup == null) return;
  const isKept = subscription.savesDefault && subscription.method === null;
  change(world, subscription, { setup: null, ...(isKept ? { method: setup.method } : {}) });
}

/* Time. */

export function runSubscription(
  world: World,
  { kind, subscription }: Extract<Job, { readonly kind: Kind }>,
): void {
  if (kind === 'subscription_expire') expireLater(world, subscription);
  else if (kind === 'subscription_give_up') giveUp(world, subscription);
  else if (kind === 'subscription_end') end(world, subscription, true);
  else renew(world, subscription);
}

function expireLater(world: World, subscription: Subscription): void {
  if (subscription.status !== 'incomplete') return;
  const { payment } = subscription.latest;
  if (payment?.status === 'processing') return;
  const at = subscription.created + 10 * DAY;
  if (payment?.status === 'requires_action' && at > secondsOf(world))
    schedule(world, at * 1000 - world.nowMs, false, { kind: 'subscription_expire', subscription });
  else expire(world, subscription);
}

function giveUp(world: World, subscription: Subscription): void {
  if (subscription.status === 'past_due' && subscription.latest.payment?.status !== 'processing')
    end(world, subscription);
}

/** A new period begins, with a draft. */
function renew(world: World, subscription: Subscription): void {
  if (subscription.endsWithPeriod) {
    end(world, subscription, true);
    return;
  }
  const { amount, customer, periodEnd, status } = subscription;
  const invoice = newInvoice(world, { amount, customer, isAutomatic: true, subscription });
  subscription.latest = invoice;
  subscription.periodEnd = endAfter(subscription, periodEnd);
  if (status === 'trialing') subscription.status = 'active';
  emit(world, 'customer.subscription.updated', toldSubscription(subscription));
  world.invoices.push(invoice);
  emit(world, 'invoice.created', toldInvoice(invoice));
  awaitFinalizing(world, invoice);
  plan(world, subscription);
}
