import { type DurationText, duration } from '../core/duration.ts';
import type { Spelled } from '../core/names.ts';
import { type OptionalShape, oneOf, optional, type Params } from '../core/shape.ts';

/*
 * How payments by bank debit go: one vocabulary for options, flags, fixtures and the control surface. Each knob has one
 * name: `settlementDelayMs` in TypeScript, `settlement_delay` elsewhere.
 */

/**
 * How a payment from a bank account ends. Those that fail are called by the code that they end with, where there is one
 * (docs: payments/ach-direct-debit, sections on testing and on failures).
 */
export const PAYMENT_FATES = [
  'succeeds',
  'stays_processing',
  'disputed',
  'account_closed',
  'bank_account_restricted',
  'charge_exceeds_source_limit',
  'charge_exceeds_transaction_limit',
  'debit_not_authorized',
  'highest_risk_level',
  'insufficient_funds',
  'invalid_currency',
  'no_account',
  'tokenized_account_number_deactivated',
] as const;
export type PaymentFate = (typeof PAYMENT_FATES)[number];

export const REFUND_OUTCOMES = ['succeeded', 'failed'] as const;
type RefundOutcome = (typeof REFUND_OUTCOMES)[number];

export const MICRODEPOSIT_TYPES = ['descriptor_code', 'amounts'] as const;
export type MicrodepositType = (typeof MICRODEPOSIT_TYPES)[number];

/** How long the bank takes, in sandbox milliseconds, and what it answers to refunds. */
export interface PaymentDefaults {
  /** From `processing` to the result of a payment; 1000 by default. */
  readonly settlementDelayMs: number;
  /** From the creation of a refund, or the success of the payment that it waits for, to its end; 1000 by default. */
  readonly refundDelayMs: number;
  readonly refundOutcome: RefundOutcome;
  /** From the success of a payment to its dispute, where it is disputed; 1000 by default. */
  readonly disputeDelayMs: number;
}

// "In test mode transactions settle instantly" (docs: payments/ach-direct-debit/accept-a-payment); 1 s is assumed, and so
// are the other two.
export const DEFAULT_PAYMENTS: PaymentDefaults = {
  settlementDelayMs: 1000,
  refundDelayMs: 1000,
  refundOutcome: 'succeeded',
  disputeDelayMs: 1000,
};

/** What may be said of one intent, over what holds for the server. */
export interface IntentKnobs extends PaymentDefaults {
  /** How its payments end, whatever bank account they come from. */
  readonly outcome: PaymentFate;
  readonly microdepositType: MicrodepositType;
  readonly blockAfterReturn: 'no' | 'yes';
}

/** What `IntentKnobs` are on the control surface. Durations carry a unit. */
export const INTENT_CHANGE = {
  settlement_delay: optional(duration),
  refund_delay: optional(duration),
  refund_outcome: optional(oneOf(...REFUND_OUTCOMES)),
  dispute_delay: optional(duration),
  outcome: optional(oneOf(...PAYMENT_FATES)),
  microdeposit_type: optional(oneOf(...MICRODEPOSIT_TYPES)),
  block_after_return: optional(oneOf('no', 'yes')),
} as const satisfies Readonly<Record<Spelled<keyof IntentKnobs, '_'>, OptionalShape<unknown>>>;

/** How one intent goes, over what holds for all. Durations carry a unit: `250ms`, `5s`, `1h`. */
export interface IntentPatch {
  /** How long the bank takes to answer a debit; from now on, of a payment that is under way. */
  readonly settlement_delay?: DurationText;
  /** How long each refund takes; from now on, of those that are under way. */
  readonly refund_delay?: DurationText;
  /** How its refunds end. */
  readonly refund_outcome?: RefundOutcome;
  /** From success to the dispute, where there is one; from now on, if that is still to come. */
  readonly dispute_delay?: DurationText;
  /**
   * How the payment under way ends, or the next one, whatever bank account it comes from; used up with it. `disputed` also
   * disputes one that has succeeded.
   */
  readonly outcome?: PaymentFate;
  /** What verifies a bank account that is typed in: two amounts, or a code. Holds from the next confirmation on. */
  readonly microdeposit_type?: MicrodepositType;
  /** Whether a return that says so blocks the bank account, as in live mode. */
  readonly block_after_return?: 'no' | 'yes';
}

const KNOB_OF = {
  settlement_delay: 'settlementDelayMs',
  refund_delay: 'refundDelayMs',
  refund_outcome: 'refundOutcome',
  dispute_delay: 'disputeDelayMs',
  outcome: 'outcome',
  microdeposit_type: 'microdepositType',
  block_after_return: 'blockAfterReturn',
} as const satisfies Readonly<Record<keyof typeof INTENT_CHANGE & keyof IntentPatch, keyof IntentKnobs>>;

/** What a change says. */
export function knobsIn(change: Params<typeof INTENT_CHANGE>): Partial<IntentKnobs> {
  const said = Object.entries(KNOB_OF).flatMap(([name, knob]) => {
    // A cast: `Object.entries` forgets which names a table has.
    const value = change[name as keyof typeof KNOB_OF];
    return value === undefined ? [] : [[knob, value] as const];
  });
  return Object.fromEntries(said);
}
