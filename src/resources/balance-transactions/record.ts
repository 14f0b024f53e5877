import { DAY_SECONDS } from '../../core/calendar.ts';
import { nextBusinessDay } from '../../core/los-angeles.ts';
import type { BalanceTransaction, Charge, Dispute, Payout, Refund } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';

export const BALANCE_TRANSACTION = 'balance_transaction';

// ACH Direct Debit: "0.8%, $5.00 cap" (stripe.com/pricing/local-payment-methods); that it is rounded half up is assumed.
const FEE_PER_MILLE = 8;
const HIGHEST_FEE = 500;

const feeOf = (amount: number): number => Math.min(Math.round((amount * FEE_PER_MILLE) / 1000), HIGHEST_FEE);

/** A balance transaction with every field it has: by default one of a payment, as recorded of `py_` charges. */
export function completeBalanceTransaction(
  scope: Scope,
  fields: Partial<BalanceTransaction> = {},
): BalanceTransaction {
  const { amount = 0, created = scope.seconds(), currency = 'usd', fee = 0 } = fields;
  const { available_on = created } = fields;
  return {
    id: fields.id ?? scope.id('txn'),
    object: BALANCE_TRANSACTION,
    amount,
    available_on,
    balance_type: 'payments',
    created,
    currency,
    description: null,
    exchange_rate: null,
    fee,
    // Recorded: none where there is no fee.
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency,
              description: 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: amount - fee,
    reporting_category: 'charge',
    source: null,
    status: available_on <= scope.seconds() ? 'available' : 'pending',
    type: 'payment',
    ...fields,
  };
}

/** Of a payment that has succeeded: test payments "settle instantly" (docs: payments/ach-direct-debit/accept-a-payment). */
export const paymentTransaction = (
  scope: Scope,
  { amount, currency, description, id: source }: Charge,
): BalanceTransaction =>
  completeBalanceTransaction(scope, { amount, currency, description, fee: feeOf(amount), source });

/** "Successful ACH payments are reflected in your Stripe available balance after 7 business days" (docs: ach-deprecated). */
const DAYS_OF_SOURCES = 7;

/** Midnight in UTC of the day so many business days later (recorded of other pending ones: at midnight). */
function afterBusinessDays(seconds: number, days: number): number {
  let at = seconds;
  for (let day = 0; day < days; day++) at = nextBusinessDay(at);
  return Math.floor(at / DAY_SECONDS) * DAY_SECONDS;
}

/** Of a charge of a source: there at once, and pending for long (docs: ach-deprecated). */
export const pendingTransaction = (scope: Scope, charge: Charge): BalanceTransaction => ({
  ...paymentTransaction(scope, charge),
  available_on: afterBusinessDays(scope.seconds(), DAYS_OF_SOURCES),
  status: 'pending',
});

/** Of such a charge that has failed: it takes back what was credited, on the same day (docs: ach-deprecated; the fee assumed). */
export const reversedTransaction = (scope: Scope, credited: BalanceTransaction): BalanceTransaction => ({
  ...credited,
  id: scope.id('txn'),
  amount: -credited.amount,
  created: scope.seconds(),
  fee: -credited.fee,
  fee_details: credited.fee_details.map((detail) => ({
    ...detail,
    amount: -detail.amount,
    description: 'Stripe processing fee refund',
  })),
  net: -credited.net,
  reporting_category: 'charge_failure',
  type: 'payment_failure_refund',
});

/** What a charge is described as, where it is spoken of. */
const described = ({ description }: Charge): string => (description === null ? '' : ` (${description})`);

/** Of a refund of a payment that has succeeded: type, category and words recorded of 108 refunds of `py_` charges. */
export const refundTransaction = (
  scope: Scope,
  { amount, currency, id: source }: Refund,
  charge: Charge,
): BalanceTransaction =>
  completeBalanceTransaction(scope, {
    amount: -amount,
    currency,
    description: `REFUND FOR PAYMENT${described(charge)}`,
    reporting_category: 'refund',
    source,
    type: 'payment_refund',
  });

/** Of a refund that has failed: a positive one (docs: reports/balance-transaction-types); no description is assumed. */
export const returnedTransaction = (
  scope: Scope,
  { amount, currency, id: source }: Refund,
): BalanceTransaction =>
  completeBalanceTransaction(scope, {
    amount,
    currency,
    reporting_category: 'refund_failure',
    source,
    type: 'payment_refund',
  });

// Recorded of cards; that it is the same for bank debits is assumed.
const DISPUTE_FEE = 1500;

/** Of a dispute: recorded of cards. That it is at once as available as payments are in test mode is assumed. */
export const disputeTransaction = (
  scope: Scope,
  { amount, charge, currency, id: source }: Dispute,
): BalanceTransaction => {
  const fee = DISPUTE_FEE;
  return completeBalanceTransaction(scope, {
    amount: -amount,
    currency,
    description: `Chargeback withdrawal for ${charge}`,
    fee,
    fee_details: [
      { amount: fee, application: null, currency, description: 'Dispute fee', type: 'stripe_fee' },
    ],
    reporting_category: 'dispute',
    source,
    type: 'adjustment',
  });
};

const PAYOUT = 'STRIPE PAYOUT';

/** Of a payout, or of one that takes another back: words recorded of live ones, 2020. That it takes the money at once is assumed. */
export const payoutTransaction = (
  scope: Scope,
  { amount, currency, description, id: source }: Payout,
): BalanceTransaction =>
  completeBalanceTransaction(scope, {
    amount: -amount,
    currency,
    description: description ?? PAYOUT,
    reporting_category: amount < 0 ? 'payout_reversal' : 'payout',
    source,
    type: 'payout',
  });

/** Of a payout whose money comes back: recorded of one that has failed, 2020. */
export const returnedPayoutTransaction = (
  scope: Scope,
  { amount, currency, description, id: source }: Payout,
  type: 'payout_cancel' | 'payout_failure',
): BalanceTransaction =>
  completeBalanceTransaction(scope, {
    amount,
    currency,
    description: `REFUND FOR PAYOUT (${description ?? PAYOUT})`,
    reporting_category: 'payout_reversal',
    source,
    type,
  });

/** As it is now: one that was pending is available once its time has come, and no job has to tell it. */
export const asOfNow = (scope: Scope, transaction: BalanceTransaction): BalanceTransaction =>
  transaction.status === 'pending' && transaction.available_on <= scope.seconds()
    ? { ...transaction, status: 'available' }
    : transaction;
