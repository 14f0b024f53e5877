import type { Told } from './payment-world.ts';

/* The emulator's objects in the model's words: the same fields in the same order as in `payment-world.ts`. */

/** An object as it is answered; each type has some of the fields. */
// biome-ignore lint/suspicious/noExplicitAny: fields of nine types of objects, each held against what the model tells.
export type Wire = Readonly<Record<string, any>> & { readonly id: string; readonly object: string };

const idOf = (value: string | { readonly id: string } | null | undefined): string | null =>
  typeof value === 'string' ? value : (value?.id ?? null);

const failure = (error: Wire | null): Told | null =>
  error && [error.code, idOf(error.payment_method), error.charge ?? null];

const action = (next: Wire | null): Told | null => {
  if (next === null) return null;
  const { arrival_date: arrival, microdeposit_type: type } = next.verify_with_microdeposits;
  return [arrival, type];
};

const BY_TYPE: Readonly<Record<string, (one: Wire) => Told>> = {
  payment_intent: (one) => [
    one.status,
    one.amount,
    one.customer,
    idOf(one.payment_method),
    idOf(one.latest_charge),
    failure(one.last_payment_error),
    action(one.next_action),
    one.amount_received,
    one.canceled_at,
    one.cancellation_reason,
  ],
  setup_intent: (one) => [
    one.status,
    one.customer,
    idOf(one.payment_method),
    idOf(one.latest_attempt),
    failure(one.last_setup_error),
    action(one.next_action),
    idOf(one.mandate),
    idOf(one.single_use_mandate),
    one.cancellation_reason,
  ],
  setup_attempt: (one) => [one.status, one.setup_intent, one.payment_method, one.setup_error?.code ?? null],
  payment_method: (one) => [one.customer, one.us_bank_account.status_details.blocked?.reason ?? null],
  mandate: (one) => [one.status, one.type, one.payment_method],
  charge: (one) => [
    one.status,
    one.paid,
    one.failure_code,
    one.amount,
    one.amount_refunded,
    one.refunded,
    one.disputed,
    one.dispute,
    idOf(one.balance_transaction),
    one.payment_intent,
    one.customer,
    one.payment_method,
    one.payment_method_details.us_bank_account.mandate ?? null,
  ],
  refund: (one) => [
    one.status,
    one.amount,
    one.charge,
    one.payment_intent,
    one.pending_reason ?? null,
    one.failure_reason ?? null,
    idOf(one.balance_transaction),
    idOf(one.failure_balance_transaction),
    one.metadata.note ?? null,
  ],
  dispute: (one) => [
    one.status,
    one.amount,
    one.charge,
    one.payment_intent,
    one.balance_transactions.map(({ id }: Wire) => id),
  ],
  invoice: (one) => [
    one.status,
    one.customer,
    one.amount_due,
    one.amount_paid,
    one.amount_remaining,
    one.attempted,
    one.attempt_count,
    one.next_payment_attempt !== null,
  ],
  invoice_payment: (one) => [
    one.status,
    idOf(one.invoice),
    idOf(one.payment.payment_intent),
    one.amount_requested,
    one.amount_paid,
  ],
  subscription: (one) => [
    one.status,
    one.customer,
    idOf(one.latest_invoice),
    idOf(one.default_payment_method),
    idOf(one.pending_setup_intent),
    one.items.data[0].current_period_end,
    one.cancel_at_period_end,
    one.canceled_at,
  ],
  'checkout.session': (one) => [
    one.status,
    one.payment_status,
    one.customer,
    one.amount_total,
    idOf(one.payment_intent),
    idOf(one.setup_intent),
    idOf(one.subscription),
    idOf(one.invoice),
  ],
  balance_transaction: (one) => [one.type, one.amount, one.fee, one.net, one.source],
};

/** What is emulated beside payments: the accounts that are linked to make PaymentMethods. */
export const isOfPayments = ({ object }: Wire): boolean => object in BY_TYPE;

/** Notices of what is still to come. */
export const FORETOLD = ['invoice.upcoming', 'customer.subscription.trial_will_end'];

export function toldByEmulator(one: Wire): Told {
  const tell = BY_TYPE[one.object];
  if (tell === undefined) throw new Error(`The model knows no ${one.object}.`);
  return [one.object, one.id, ...tell(one)];
}
