import fc from 'fast-check';
import type { DoorStep } from './door-steps.ts';

/* What can happen to payments by bank debit that are held against the model, and what their bank accounts do. */

export const START_MS = Date.parse('2026-01-02T15:00:00Z');
export const CUSTOMERS = ['cus_first', 'cus_second'] as const;
/** That is subscribed to. */
export const PRODUCT = 'prod_chair';
export const DAY_MS = 86_400_000;

/** How payments end (docs: payments/ach-direct-debit, sections on testing and on failures). */
const FATES = {
  succeeds: {},
  disputed: {},
  stays_processing: {},
  insufficient_funds: { code: 'insufficient_funds' },
  account_closed: { code: 'account_closed', blocks: 'bank_account_closed' },
  no_account: { code: 'no_account', blocks: 'bank_account_invalid_details' },
  debit_not_authorized: { code: 'debit_not_authorized', blocks: 'debit_not_authorized' },
  bank_account_restricted: { code: 'bank_account_restricted', blocks: 'bank_account_restricted' },
  invalid_currency: { code: 'payment_method_currency_mismatch' },
  tokenized_account_number_deactivated: {
    code: 'bank_account_unusable',
    blocks: 'tokenized_account_number_deactivated',
  },
  charge_exceeds_source_limit: { code: 'charge_exceeds_source_limit', isAtOnce: true },
  charge_exceeds_transaction_limit: { code: 'charge_exceeds_transaction_limit', isAtOnce: true },
  highest_risk_level: { code: 'payment_method_provider_decline', isAtOnce: true },
} as const satisfies Readonly<Record<string, End>>;
interface End {
  /** That a payment fails with; none where it does not fail. */
  readonly code?: string;
  /** Why the account is blocked afterwards, where returns do that. */
  readonly blocks?: string;
  /** Whether the confirmation itself is refused. */
  readonly isAtOnce?: boolean;
}
export type Fate = keyof typeof FATES;
export const endOf = (fate: Fate): End => FATES[fate];

interface Account {
  readonly number: string;
  readonly fate: Fate;
  readonly token?: string;
  /** What it is called at Stripe's test institutions. */
  readonly name?: string;
  readonly isUnreachable?: boolean;
}
const ACCOUNTS = {
  success: { number: '000123456789', fate: 'succeeds', token: 'success', name: 'Success' },
  highBalance: { number: '000000004321', fate: 'succeeds', name: 'High Balance' },
  closed: {
    number: '000111111113',
    fate: 'account_closed',
    token: 'accountClosed',
    name: 'Account closes after linking',
  },
  none: { number: '000111111116', fate: 'no_account', token: 'noAccount', name: 'Failure' },
  poor: {
    number: '000222222227',
    fate: 'insufficient_funds',
    token: 'insufficientFunds',
    name: 'Insufficient Funds',
  },
  unauthorized: {
    number: '000333333335',
    fate: 'debit_not_authorized',
    token: 'debitNotAuthorized',
    name: 'Debit Not Authorized',
  },
  foreign: { number: '000444444440', fate: 'invalid_currency', token: 'invalidCurrency' },
  disputed: {
    number: '000555555559',
    fate: 'disputed',
    token: 'dispute',
    name: 'Success (Later Disputed)',
  },
  unreachable: {
    number: '000666666661',
    fate: 'succeeds',
    token: 'failMicrodeposits',
    isUnreachable: true,
  },
  slow: {
    number: '000000000009',
    fate: 'stays_processing',
    token: 'processing',
    name: 'Payment Processes Indefinitely',
  },
  limited: {
    number: '000777777771',
    fate: 'charge_exceeds_source_limit',
    token: 'weeklyLimitExceeded',
    name: 'Weekly Payment Volume Exceeded',
  },
  risky: { number: '000000004954', fate: 'highest_risk_level', token: 'riskLevelHighest' },
  tokenized: { number: '000888888885', fate: 'tokenized_account_number_deactivated' },
} as const satisfies Readonly<Record<string, Account>>;
export type AccountName = keyof typeof ACCOUNTS;
export const accountOf = (name: AccountName): Account => ACCOUNTS[name];

/** What stays for as long as a world does. */
export interface Terms {
  readonly settlementDelayMs: number;
  readonly refundDelayMs: number;
  readonly disputeDelayMs: number;
  readonly refundOutcome: 'succeeded' | 'failed';
  readonly microdepositType: 'descriptor_code' | 'amounts';
  readonly microdepositInput: 'either' | 'as_sent';
  readonly microdepositFailure: 'later' | 'at_once';
  readonly microdepositArrival: 'not_needed' | 'needed';
  readonly blockAfterReturn: 'no' | 'yes';
  readonly usedMandate: 'active' | 'inactive';
  readonly balanceTransaction: 'with_success' | 'after_success';
  /** The connected account for which everything is done. */
  readonly account: string | null;
}

/** A PaymentMethod that a call names: an earlier one, counted back from the last, a test token, or a typed-in account. */
export type Choice =
  | { readonly from: 'kept'; readonly back: number }
  | { readonly from: 'token'; readonly account: AccountName }
  | { readonly from: 'data'; readonly account: AccountName };
type Named = 'right' | 'exceeded' | 'timeout' | 'wrong' | 'malformed';
/** What is said of the payments of one intent. */
export interface Change {
  readonly outcome?: Fate;
  readonly settlementDelayMs?: number;
  readonly refundDelayMs?: number;
  readonly disputeDelayMs?: number;
  readonly refundOutcome?: 'succeeded' | 'failed';
  readonly microdepositType?: 'descriptor_code' | 'amounts';
  readonly blockAfterReturn?: 'no' | 'yes';
}

interface Opening {
  readonly customer: number | null;
  readonly method: Choice | null;
  readonly isConfirmed: boolean;
  readonly verification: 'automatic' | 'instant' | 'microdeposits';
  /** Whether it brings a customer's acceptance, where it confirms. */
  readonly isAccepted: boolean;
}
/** A step for each of those names. */
type Each<Do extends string, Fields = unknown> = Do extends string ? Fields & { readonly do: Do } : never;
export type Step =
  | DoorStep
  | Each<'type' | 'link', { readonly account: AccountName }>
  | { readonly do: 'attach'; readonly back: number; readonly customer: number }
  | { readonly do: 'detach'; readonly back: number }
  | (Opening & { readonly do: 'pay'; readonly amount: number; readonly isForLater: boolean })
  | (Opening & { readonly do: 'setup'; readonly isOnce: boolean })
  /** With another PaymentMethod, or with none, as only setups can be. */
  | { readonly do: 'update'; readonly back: number; readonly method: Choice | null }
  | {
      readonly do: 'collect';
      readonly back: number;
      readonly account: AccountName;
      readonly isTyped: boolean;
    }
  | {
      readonly do: 'confirm';
      readonly back: number;
      readonly method: Choice | null;
      readonly isAccepted: boolean;
      /** By which mandate, instead, counted back from the last. */
      readonly mandate: number | null;
    }
  | { readonly do: 'cancel'; readonly back: number; readonly reason: 'abandoned' | null }
  | {
      readonly do: 'verify';
      readonly back: number;
      readonly by: 'amounts' | 'descriptor_code';
      readonly named: Named;
    }
  | { readonly do: 'arrive'; readonly back: number }
  | { readonly do: 'knobs'; readonly back: number; readonly change: Change }
  /** `part` of the charge's amount, in tenths; all that is left when null. */
  | {
      readonly do: 'refund';
      readonly back: number;
      readonly by: 'charge' | 'payment_intent';
      readonly part: number | null;
    }
  | { readonly do: 'note'; readonly back: number; readonly note: string }
  | Each<'unrefund' | 'contest' | 'accept', { readonly back: number }>
  /** The second of the two customers, for good. */
  | { readonly do: 'forget' }
  | { readonly do: 'advance'; readonly ms: number }
  | Each<'idle' | 'look' | 'save'>
  | { readonly do: 'restore'; readonly elsewhere: boolean }
  | { readonly do: 'replay'; readonly back: number };
export type StepOf<Name extends Step['do']> = Extract<Step, { readonly do: Name }>;

/** Mostly the last one, so that much happens to each. */
const back = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 1, arbitrary: fc.nat(40) },
);
const account = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<AccountName[]>('success', 'disputed') },
  { weight: 3, arbitrary: fc.constantFrom(...(Object.keys(ACCOUNTS) as AccountName[])) },
);
const accountWith = (has: 'token' | 'name') => account.filter((name) => has in ACCOUNTS[name]);
const choice: fc.Arbitrary<Choice> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ from: fc.constant('kept'), back }) },
  { weight: 5, arbitrary: fc.record({ from: fc.constant('token'), account: accountWith('token') }) },
  { weight: 3, arbitrary: fc.record({ from: fc.constant('data'), account }) },
);
const mostly = (percent: number): fc.Arbitrary<boolean> => fc.nat(99).map((one) => one < percent);
const opening = {
  customer: fc.oneof(fc.constantFrom(0, 0, 1), fc.constant(null)),
  method: fc.option(choice, { freq: 5 }),
  isConfirmed: mostly(75),
  verification: fc.constantFrom<StepOf<'pay'>['verification'][]>(
    ...Array<'automatic'>(8).fill('automatic'),
    'instant',
    'microdeposits',
  ),
  isAccepted: mostly(85),
};
const pay: fc.Arbitrary<StepOf<'pay'>> = fc.record({
  do: fc.constant('pay'),
  ...opening,
  amount: fc.constantFrom(50, 999, 1_000, 2_000, 62_501, 101_000_00),
  isForLater: mostly(40),
});
const setup: fc.Arbitrary<StepOf<'setup'>> = fc.record({
  do: fc.constant('setup'),
  ...opening,
  isOnce: mostly(15),
});
const confirm: fc.Arbitrary<StepOf<'confirm'>> = fc.record({
  do: fc.constant('confirm'),
  back,
  method: fc.option(choice, { freq: 2 }),
  isAccepted: mostly(70),
  mandate: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(3) }),
});
const verify: fc.Arbitrary<StepOf<'verify'>> = fc.record({
  do: fc.constant('verify'),
  back,
  by: fc.constantFrom('amounts', 'descriptor_code'),
  named: fc.constantFrom<Named[]>(
    'right',
    'right',
    'right',
    'wrong',
    'wrong',
    'exceeded',
    'timeout',
    'malformed',
  ),
});
const refund: fc.Arbitrary<StepOf<'refund'>> = fc.record({
  do: fc.constant('refund'),
  back,
  by: fc.constantFrom('charge', 'payment_intent'),
  part: fc.constantFrom(null, 1, 4, 7, 10, 11),
});
const delayMs = fc.constantFrom(0, 500, 1_000, 1_000, 3_000, 3 * DAY_MS);
const outcome = fc.constantFrom(...(Object.keys(FATES) as Fate[]));
export const knobs: fc.Arbitrary<StepOf<'knobs'>> = fc.record({
  do: fc.constant('knobs'),
  back,
  change: fc.oneof(
    fc.record({ outcome }),
    fc.record(
      {
        settlementDelayMs: delayMs,
        refundDelayMs: delayMs,
        disputeDelayMs: delayMs,
        refundOutcome: fc.constantFrom('succeeded', 'failed'),
        microdepositType: fc.constantFrom('descriptor_code', 'amounts'),
        blockAfterReturn: fc.constantFrom('no', 'yes'),
      },
      { requiredKeys: [] },
    ),
  ),
});
const advance: fc.Arbitrary<StepOf<'advance'>> = fc.record({
  do: fc.constant('advance'),
  ms: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(0, 500, 1_000, 1_000, 2_500) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 5_000 }) },
    { weight: 2, arbitrary: fc.constantFrom(3_600_000, DAY_MS, 3 * DAY_MS) },
    { weight: 1, arbitrary: fc.constantFrom(10 * DAY_MS, 11 * DAY_MS, 100 * DAY_MS) },
  ),
});

export const terms: fc.Arbitrary<Terms> = fc.record({
  settlementDelayMs: fc.constantFrom(1_000, 1_000, 0, 3 * DAY_MS),
  refundDelayMs: fc.constantFrom(1_000, 1_000, 0, 2_500),
  disputeDelayMs: fc.constantFrom(1_000, 1_000, 0, 2 * DAY_MS),
  refundOutcome: fc.constantFrom('succeeded', 'succeeded', 'failed'),
  microdepositType: fc.constantFrom('descriptor_code', 'amounts'),
  microdepositInput: fc.constantFrom('either', 'either', 'as_sent'),
  microdepositFailure: fc.constantFrom('later', 'later', 'at_once'),
  microdepositArrival: fc.constantFrom('not_needed', 'not_needed', 'needed'),
  blockAfterReturn: fc.constantFrom('no', 'no', 'yes'),
  usedMandate: fc.constantFrom('active', 'inactive'),
  balanceTransaction: fc.constantFrom('with_success', 'with_success', 'after_success'),
  account: fc.constantFrom(null, null, null, 'acct_connected'),
});

const one = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
/** Mostly intents, and time. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  one<Step>(20, pay),
  one<Step>(12, setup),
  one<Step>(14, confirm),
  one<Step>(14, advance),
  one<Step>(12, refund),
  one<Step>(13, verify),
  one<Step>(
    5,
    fc.record({ do: fc.constant('update'), back, method: fc.oneof(choice, choice, fc.constant(null)) }),
  ),
  one<Step>(4, fc.record({ do: fc.constant('cancel'), back, reason: fc.constantFrom(null, 'abandoned') })),
  one<Step>(3, fc.record({ do: fc.constantFrom('type', 'link'), account: accountWith('name') })),
  one<Step>(3, fc.record({ do: fc.constant('attach'), back, customer: fc.nat(1) })),
  one<Step>(2, fc.record({ do: fc.constant('detach'), back })),
  one<Step>(
    3,
    fc.record({ do: fc.constant('collect'), back, account: accountWith('name'), isTyped: fc.boolean() }),
  ),
  one<Step>(3, fc.record({ do: fc.constant('arrive'), back })),
  one<Step>(6, knobs),
  one<Step>(3, fc.record({ do: fc.constant('note'), back, note: fc.constantFrom('a', 'b', '') })),
  one<Step>(2, fc.record({ do: fc.constantFrom('unrefund', 'contest', 'accept'), back })),
  one<Step>(4, fc.record({ do: fc.constant('replay'), back: fc.nat(5) })),
  one<Step>(3, fc.record({ do: fc.constantFrom('idle', 'look') })),
);
