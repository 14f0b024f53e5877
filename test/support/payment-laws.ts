import type { Wire } from './payment-wire.ts';

/*
 * What holds of any history of payments, whatever happened, and knows no model: what is over stays so, a change of a
 * status is told by its event, and an event tells of a change.
 */

/** Statuses that never change again. */
const FINAL: Readonly<Record<string, readonly string[]>> = {
  payment_intent: ['succeeded', 'canceled'],
  setup_intent: ['succeeded', 'canceled'],
  setup_attempt: ['succeeded', 'failed', 'abandoned'],
  charge: ['succeeded', 'failed'],
  refund: ['succeeded', 'failed', 'canceled'],
  dispute: ['lost', 'won'],
  mandate: ['inactive'],
  invoice: ['paid', 'void'],
  invoice_payment: ['paid', 'canceled'],
  'checkout.session': ['complete', 'expired'],
  subscription: ['canceled', 'incomplete_expired'],
};

/** The events that tell of a status, the first of those that tell it; of the others no event tells. */
const TOLD_BY: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  payment_intent: {
    requires_action: ['payment_intent.requires_action'],
    processing: ['payment_intent.processing'],
    succeeded: ['payment_intent.succeeded'],
    canceled: ['payment_intent.canceled'],
    requires_payment_method: ['payment_intent.created', 'payment_intent.payment_failed'],
  },
  setup_intent: {
    requires_action: ['setup_intent.requires_action'],
    succeeded: ['setup_intent.succeeded'],
    canceled: ['setup_intent.canceled'],
    requires_payment_method: ['setup_intent.created', 'setup_intent.setup_failed'],
  },
  charge: { pending: ['charge.pending'], succeeded: ['charge.succeeded'], failed: ['charge.failed'] },
  refund: { pending: ['refund.created'], succeeded: ['refund.updated'], failed: ['refund.failed'] },
  dispute: { needs_response: ['charge.dispute.created'], lost: ['charge.dispute.closed'] },
  mandate: { inactive: ['mandate.updated'] },
  invoice: {
    draft: ['invoice.created'],
    open: ['invoice.finalized'],
    paid: ['invoice.updated', 'invoice.paid'],
    void: ['invoice.voided'],
    uncollectible: ['invoice.updated'],
  },
  subscription: {
    incomplete: ['customer.subscription.created'],
    trialing: ['customer.subscription.created'],
    active: ['customer.subscription.created', 'customer.subscription.updated'],
    past_due: ['customer.subscription.updated'],
    incomplete_expired: ['customer.subscription.updated'],
    canceled: ['customer.subscription.deleted'],
  },
  'checkout.session': {
    complete: ['checkout.session.completed'],
    expired: ['checkout.session.expired'],
  },
};

/** What is different of an object where a notice tells of it: of each, one of these. */
const NOTICES: Readonly<Record<string, (before: Wire | undefined, after: Wire) => boolean>> = {
  'payment_intent.created': (before) => before === undefined,
  'setup_intent.created': (before) => before === undefined,
  // Confirmed once more: other deposits are on their way.
  'payment_intent.requires_action': (before, after) => pageOf(before) !== pageOf(after),
  'setup_intent.requires_action': (before, after) => pageOf(before) !== pageOf(after),
  // Refused at once, and so back where it was.
  'payment_intent.payment_failed': (before, { last_payment_error: error }) =>
    before?.latest_charge !== error.charge ||
    before?.last_payment_error?.payment_method.id !== error.payment_method.id,
  'setup_intent.setup_failed': (before, after) => before?.latest_attempt !== after.latest_attempt,
  // Perhaps no more than before: no event tells that a refund which fails makes it less.
  'charge.refunded': (_, { amount_refunded: refunded }) => refunded > 0,
  'charge.updated': (before, after) => before?.balance_transaction !== after.balance_transaction,
  'charge.refund.updated': (_, { status, metadata }) => status !== 'pending' || metadata !== undefined,
  'charge.dispute.funds_withdrawn': (_, { amount, balance_transactions: [row] }) => row.amount === -amount,
  'invoice.updated': (before, after) =>
    before?.attempt_count !== after.attempt_count ||
    before?.auto_advance !== after.auto_advance ||
    before?.next_payment_attempt !== after.next_payment_attempt,
  'customer.subscription.updated': (before, after) => shownOf(before) !== shownOf(after),
  'invoice.paid': (before, { status }) => before?.status === 'paid' && status === 'paid',
  'invoice.payment_succeeded': (_, { status }) => status === 'paid',
  'invoice.payment_failed': (_, { attempted, status }) => attempted && status !== 'paid',
  'invoice.payment_action_required': (_, { attempted }) => attempted,
  'invoice.marked_uncollectible': (_, { status }) => status === 'uncollectible',
  'invoice.deleted': (_, { status }) => status === 'draft',
  'invoice_payment.paid': (_, { status }) => status === 'paid',
  'checkout.session.async_payment_succeeded': (before, { payment_status: paid }) =>
    before?.payment_status === 'unpaid' && paid === 'paid',
  'checkout.session.async_payment_failed': (_, { payment_status: paid }) => paid === 'unpaid',
  'mandate.updated': (before, { status }) => before?.status !== status,
  'payment_method.attached': (before, { customer }) => before?.customer == null && customer !== null,
  'payment_method.detached': (before, { customer }) => before?.customer !== null && customer === null,
  'payment_method.automatically_updated': (before, after) => blockOf(before) !== blockOf(after),
  'refund.updated': (before, { status, metadata }) =>
    before?.status !== status || before?.metadata.note !== metadata.note || status === 'failed',
};
const pageOf = (intent: Wire | undefined): string | undefined =>
  intent?.next_action?.verify_with_microdeposits.hosted_verification_url;
const errorOf = ({ last_setup_error: error }: Wire): string => JSON.stringify(error);
const shownOf = (one: Wire | undefined): string =>
  JSON.stringify([
    one?.default_payment_method,
    one?.pending_setup_intent,
    one?.latest_invoice,
    one?.cancel_at_period_end,
    one?.canceled_at,
  ]);
const blockOf = (method: Wire | undefined): string | undefined =>
  method?.us_bank_account.status_details.blocked?.reason;

/** The events that tell what was before: those of updates, and two more (recorded). */
const PREVIOUS = /updated$|^charge\.dispute\.closed$|^payment_method\.detached$/;

const isToldBy = (type: string, { object, status }: Wire): boolean =>
  TOLD_BY[object]?.[status]?.includes(type) === true;

/** What has been seen of each object, to hold the next against. */
export class Laws {
  readonly #seen: Map<string, Wire>;

  constructor(seen: ReadonlyMap<string, Wire> = new Map()) {
    this.#seen = new Map(seen);
  }

  /** The same, to go on from where a snapshot was taken. */
  copy(): Laws {
    return new Laws(this.#seen);
  }

  /** An event, in the order in which they came, with its `previous_attributes` if it has some. */
  hear(type: string, after: Wire, previous?: object): void {
    const before = this.#seen.get(after.id);
    if (PREVIOUS.test(type) !== (previous !== undefined))
      throw new Error(`${type} of ${after.id} has the previous attributes ${JSON.stringify(previous)}`);
    if (previous !== undefined) isOtherwise(previous, after);
    this.#keepsEnd(before, after);
    const tellsStatus = before?.status !== after.status && isToldBy(type, after);
    const isNotice = NOTICES[type]?.(before, after) === true;
    if (!tellsStatus && !isNotice)
      throw new Error(`${type} of ${after.id} tells nothing new: ${shown(before)}, then ${shown(after)}`);
    this.#unannounced(before, after, type);
    this.#seen.set(after.id, after);
  }

  /** An object as it is answered, after all events of before. */
  see(after: Wire): void {
    const before = this.#seen.get(after.id);
    this.#keepsEnd(before, after);
    this.#unannounced(before, after, undefined);
    // A retry is told of as it ends, although an answer has counted it before.
    const isUntold = after.object === 'invoice' && before !== undefined;
    this.#seen.set(after.id, isUntold ? { ...after, attempt_count: before.attempt_count } : after);
  }

  #keepsEnd(before: Wire | undefined, after: Wire): void {
    if (before === undefined || before.status === after.status) return;
    if (FINAL[after.object]?.includes(before.status))
      throw new Error(`${after.id} was ${before.status}, for good, and is ${after.status}.`);
  }

  /** A status of which an event tells has come without it. */
  #unannounced(before: Wire | undefined, after: Wire, type: string | undefined): void {
    const telling = TOLD_BY[after.object]?.[after.status];
    if (before?.status === after.status || telling === undefined) return;
    // Nothing tells that an intent which was given a PaymentMethod, or that a mandate, is there.
    if (before === undefined && after.object === 'mandate') return;
    // Nor that a setup has no PaymentMethod any more, where that is all.
    const isSetup = before !== undefined && after.object === 'setup_intent';
    if (isSetup && after.payment_method === null && errorOf(before) === errorOf(after)) return;
    // Nor that the charge of a payment has failed which was canceled.
    if (after.object === 'charge' && after.status === 'failed' && after.failure_code === null) return;
    if (type === undefined || !telling.includes(type))
      throw new Error(`${after.id} is ${after.status}, was ${before?.status}, and ${type} told it.`);
  }
}

/** What was is not what is. */
function isOtherwise(previous: object, after: object): void {
  for (const [name, was] of Object.entries(previous)) {
    const is: unknown = Reflect.get(after, name) ?? null;
    if (isHash(was) && isHash(is)) isOtherwise(was, is);
    else if (JSON.stringify(was) === JSON.stringify(is)) throw new Error(`${name} is what it was: ${is}`);
  }
}
const isHash = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (one: Wire | undefined): string => JSON.stringify(one?.status ?? null);
