import type Stripe from 'stripe';
import type { Answer } from './payment-calls.ts';
import { type AccountName, accountOf, type StepOf } from './payment-steps.ts';
import type { Wire } from './payment-wire.ts';
import type { Intent } from './payment-world.ts';

/* What the model's steps ask for, in Stripe's parameters and in those of the control surface. */

/** How a customer agrees. */
export const OFFLINE = { customer_acceptance: { type: 'offline' } } as const;
export const ROUTING = '110000000';
export const BILLING = { name: 'Jenny Rosen' };

export const typedIn = (account: AccountName) => ({
  type: 'us_bank_account' as const,
  billing_details: BILLING,
  us_bank_account: {
    account_holder_type: 'individual' as const,
    routing_number: ROUTING,
    account_number: accountOf(account).number,
  },
});

/** The intent that a refusal is about. */
export function intentOf(error: Answer['error']): Wire | null {
  // A cast: the SDK's types know less of an error than there is.
  const { payment_intent: payment, setup_intent: setup } = (error?.raw ?? {}) as {
    readonly payment_intent?: Wire;
    readonly setup_intent?: Wire;
  };
  return payment ?? setup ?? null;
}

export const nounOf = (stripe: Stripe, { kind }: Intent) =>
  // A cast: both have these calls, and what they answer is held against the model.
  (kind === 'payment' ? stripe.paymentIntents : stripe.setupIntents) as unknown as {
    readonly [Name in 'cancel' | 'confirm' | 'update' | 'verifyMicrodeposits']: (
      id: string,
      params: object,
      options: Stripe.RequestOptions,
    ) => Promise<unknown>;
  };

// docs: payments/ach-direct-debit/accept-a-payment, section on testing; of amounts that are wrong any.
const DEPOSITS = {
  amounts: { right: [32, 45], exceeded: [10, 11], timeout: [40, 41], wrong: [1, 2], malformed: [32] },
  descriptor_code: {
    right: 'SM11AA',
    exceeded: 'SM33CC',
    timeout: 'SM44DD',
    wrong: 'SM99ZZ',
    malformed: undefined,
  },
} as const;
export const depositsOf = ({ by, named }: StepOf<'verify'>): object => ({ [by]: DEPOSITS[by][named] });

const SPELLED = {
  outcome: 'outcome',
  settlementDelayMs: 'settlement_delay',
  refundDelayMs: 'refund_delay',
  disputeDelayMs: 'dispute_delay',
  refundOutcome: 'refund_outcome',
  microdepositType: 'microdeposit_type',
  blockAfterReturn: 'block_after_return',
} as const;
export const spelled = ({ change }: StepOf<'knobs'>): object =>
  Object.fromEntries(
    Object.entries(change).map(([name, value]) => [
      // A cast: the names of a change are these.
      SPELLED[name as keyof typeof SPELLED],
      typeof value === 'number' ? `${value}ms` : value,
    ]),
  );
