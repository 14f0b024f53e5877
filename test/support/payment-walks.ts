import fc from 'fast-check';
import { type DoorStepOf, doorStep } from './door-steps.ts';
import {
  type AccountName,
  type Choice,
  DAY_MS,
  knobs,
  type Step,
  type StepOf,
  step,
  type Terms,
  terms,
} from './payment-steps.ts';

/* Walks through a world of payments: single steps, and stories of what seldom comes about by chance. */

export interface Walk {
  readonly terms: Terms;
  readonly steps: readonly Step[];
}

const payment = (account: AccountName, fields: Partial<StepOf<'pay'>> = {}): StepOf<'pay'> => ({
  do: 'pay',
  customer: 0,
  method: { from: account === 'tokenized' ? 'data' : 'token', account },
  amount: 2_000,
  isForLater: true,
  isConfirmed: true,
  verification: 'automatic',
  isAccepted: true,
  ...fields,
});
const LAST: Choice = { from: 'kept', back: 0 };
const LATER: Step = { do: 'advance', ms: 4 * DAY_MS };
const again = (fields: Partial<StepOf<'pay'>> = {}): Step =>
  payment('success', { method: LAST, isAccepted: false, ...fields });
const refundOf = (part: number | null): Step => ({ do: 'refund', back: 0, by: 'charge', part });

/** Parts of it, some before the money is there, until nothing is left. */
const isRefundedInParts = fc
  .tuple(
    fc.constantFrom<AccountName[]>('success', 'disputed', 'poor', 'slow'),
    fc.array(step, { maxLength: 2 }),
  )
  .map(([account, between]): readonly Step[] => [
    payment(account),
    refundOf(4),
    ...between,
    { do: 'advance', ms: 1_000 },
    refundOf(4),
    refundOf(4),
    { do: 'advance', ms: 500 },
    refundOf(null),
    { do: 'look' },
    LATER,
    refundOf(1),
    { do: 'look' },
  ]);
/** Twice by one account, so that the second dispute is the one that blocks it. */
const isDisputed = fc
  .boolean()
  .map((isNamed): readonly Step[] => [
    payment('disputed'),
    LATER,
    again(),
    again({ isAccepted: true }),
    refundOf(7),
    LATER,
    ...(isNamed ? [payment('disputed')] : [again({ isAccepted: true })]),
    LATER,
    refundOf(1),
  ]);
const isVerified = fc
  .tuple(
    fc.constantFrom<Step[]>(
      payment('success', { method: { from: 'data', account: 'success' } }),
      payment('poor', { method: { from: 'data', account: 'poor' }, customer: null, isForLater: false }),
      payment('limited', { method: { from: 'data', account: 'limited' } }),
      { ...payment('success'), do: 'setup', isOnce: false, method: { from: 'data', account: 'disputed' } },
      { ...payment('success'), do: 'setup', isOnce: true, method: { from: 'token', account: 'unreachable' } },
    ),
    fc.nat(11),
    fc.constantFrom<StepOf<'verify'>['by'][]>('amounts', 'descriptor_code'),
    fc.constantFrom<StepOf<'verify'>['named'][]>('right', 'timeout', 'exceeded', 'wrong'),
    fc.array(step, { maxLength: 1 }),
  )
  .map(([opening, failures, by, named, between]): readonly Step[] => [
    opening,
    ...between,
    ...Array.from({ length: failures }, (): Step => ({ do: 'verify', back: 0, by, named: 'wrong' })),
    { do: 'verify', back: 0, by, named },
    again({ isConfirmed: true }),
    { do: 'advance', ms: 10 * DAY_MS },
    again({ method: LAST }),
  ]);
const isRetried = fc
  .tuple(fc.constantFrom<AccountName[]>('poor', 'closed', 'unauthorized', 'limited', 'risky'), fc.boolean())
  .map(([account, isSaved]): readonly Step[] => [
    payment(account, { isForLater: isSaved }),
    { do: 'advance', ms: 3 * DAY_MS },
    {
      do: 'confirm',
      back: 0,
      method: { from: 'token', account: 'success' },
      isAccepted: true,
      mandate: null,
    },
    { do: 'refund', back: 1, by: 'charge', part: 1 },
    { do: 'cancel', back: 0, reason: null },
    LATER,
    { do: 'confirm', back: 0, method: LAST, isAccepted: false, mandate: null },
  ]);
/** While its deposits are on their way, the account is blocked by a payment with another PaymentMethod of it. */
const isBlockedMeanwhile = fc
  .tuple(
    fc.constantFrom<AccountName[]>('closed', 'unauthorized', 'disputed', 'tokenized'),
    fc.boolean(),
    fc.constantFrom<StepOf<'verify'>['named'][]>('right', 'right', 'timeout', 'wrong'),
    step,
  )
  .map(([account, isSetup, named, between]): readonly Step[] => {
    const typed = payment(account, { method: { from: 'data', account } });
    const waiting: Step = isSetup ? { ...typed, do: 'setup', isOnce: false } : typed;
    const other = payment('success', { method: { from: 'data', account } });
    const verified: Step = { do: 'verify', back: 0, by: 'descriptor_code', named: 'right' };
    const knob: Step = { do: 'knobs', back: 0, change: { blockAfterReturn: 'yes' } };
    return [
      { do: 'type', account: 'success' },
      waiting,
      other,
      knob,
      verified,
      other,
      knob,
      verified,
      LATER,
      between,
      { do: 'verify', back: 2, by: 'descriptor_code', named },
      { do: 'confirm', back: 2, method: null, isAccepted: true, mandate: null },
    ];
  });
/** One PaymentMethod, for which two intents wait. */
const isVerifiedOnce = fc.tuple(fc.boolean(), step).map(([isSetup, between]): readonly Step[] => {
  const waiting = payment('success', { method: LAST });
  return [
    { do: 'type', account: 'success' },
    waiting,
    isSetup ? { ...waiting, do: 'setup', isOnce: false } : waiting,
    between,
    { do: 'verify', back: 1, by: 'descriptor_code', named: 'right' },
    { do: 'verify', back: 0, by: 'descriptor_code', named: 'right' },
    { do: 'confirm', back: 0, method: null, isAccepted: false, mandate: null },
  ];
});
/** While the bank has it, something else is said of how it ends, and of when. */
const isReconsidered = fc
  .tuple(
    fc.constantFrom<AccountName[]>('slow', 'success', 'poor'),
    fc.array(
      knobs.map((knob): Step => ({ ...knob, back: 0 })),
      { minLength: 2, maxLength: 4 },
    ),
  )
  .map(([account, said]): readonly Step[] => [
    payment(account),
    ...said.flatMap((knob): readonly Step[] => [knob, { do: 'advance', ms: 500 }]),
    LATER,
  ]);
/** Between the confirmation and the deposits that it needs. */
const isForgotten = fc.boolean().map((isSetup): readonly Step[] => {
  const typed = payment('success', { customer: 1, method: { from: 'data', account: 'success' } });
  return [
    isSetup ? { ...typed, do: 'setup', isOnce: false } : typed,
    typed,
    { do: 'forget' },
    { do: 'verify', back: 1, by: 'amounts', named: 'right' },
    { do: 'verify', back: 1, by: 'descriptor_code', named: 'right' },
    { do: 'confirm', back: 0, method: null, isAccepted: true, mandate: null },
    LATER,
    refundOf(1),
    again({ customer: 1 }),
    again({ customer: null }),
  ];
});
const isRestored = fc
  .tuple(step, step, fc.boolean())
  .map(([first, between, elsewhere]): readonly Step[] => [
    payment('success'),
    payment('poor', { method: { from: 'data', account: 'poor' } }),
    refundOf(1),
    first,
    { do: 'save' },
    between,
    LATER,
    { do: 'restore', elsewhere },
    { do: 'replay', back: 0 },
    LATER,
  ]);

/** By a PaymentMethod that the customer has saved for it: at once, when its hour has come, and again where that may help. */
const isBilled = fc
  .tuple(
    fc.constantFrom<AccountName[]>('success', 'success', 'poor', 'disputed', 'closed', 'unauthorized'),
    fc.boolean(),
    fc.array(step, { maxLength: 2 }),
  )
  .map(([account, isAutomatic, between]): readonly Step[] => [
    { ...payment(account), do: 'setup', isOnce: false },
    { do: 'prefer', back: 0, customer: 0 },
    { do: 'bill', customer: 0, amount: 2_000, isAutomatic },
    ...between,
    isAutomatic
      ? { do: 'advance', ms: 2 * 3_600_000 }
      : { do: 'pay_invoice', back: 0, method: null, isOutOfBand: false },
    { do: 'advance', ms: 3 * DAY_MS },
    refundOf(4),
    { do: 'advance', ms: 3 * DAY_MS },
    { do: 'look' },
    { do: 'pay_invoice', back: 0, method: null, isOutOfBand: false },
    { do: 'advance', ms: 10 * DAY_MS },
  ]);
/** On a page, in each of its modes. */
const isCheckedOut = fc
  .tuple(
    fc.constantFrom<AccountName[]>('success', 'poor', 'limited', 'disputed'),
    fc.boolean(),
    fc.boolean(),
    fc.constantFrom<DoorStepOf<'check_out'>['mode'][]>('payment', 'setup', 'subscription'),
    fc.array(step, { maxLength: 2 }),
  )
  .map(([account, isTyped, isForLater, mode, between]): readonly Step[] => [
    { do: 'check_out', customer: 0, amount: 2_000, isForLater, mode },
    { do: 'submit', back: 0, account, isTyped },
    ...between,
    ...(isTyped ? [{ do: 'verify', back: 0, by: 'descriptor_code', named: 'right' } as const] : []),
    { do: 'advance', ms: 3 * DAY_MS },
    { do: 'submit', back: 0, account: 'success', isTyped: false },
    refundOf(null),
    again(),
    { do: 'advance', ms: 3 * DAY_MS },
  ]);

const STORIES: fc.WeightedArbitrary<readonly Step[]>[] = [
  { weight: 3, arbitrary: isRefundedInParts },
  { weight: 3, arbitrary: isDisputed },
  { weight: 3, arbitrary: isVerified },
  { weight: 3, arbitrary: isRetried },
  { weight: 3, arbitrary: isBlockedMeanwhile },
  { weight: 3, arbitrary: isVerifiedOnce },
  { weight: 3, arbitrary: isReconsidered },
  { weight: 1, arbitrary: isForgotten },
  // A snapshot takes as long as thirty steps.
  { weight: 1, arbitrary: isRestored },
];
const single = step.map((one): readonly Step[] => [one]);
const story: fc.Arbitrary<readonly Step[]> = fc.oneof({ weight: 180, arbitrary: single }, ...STORIES);
/** With invoices and Checkout Sessions among them. */
const storyOfDoors: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 90, arbitrary: single },
  { weight: 110, arbitrary: doorStep.map((one): readonly Step[] => [one]) },
  { weight: 10, arbitrary: isBilled },
  { weight: 8, arbitrary: isCheckedOut },
  ...STORIES,
);

export type Kind = 'payments' | 'doors';

/** Without fast-check's bias to what is small: half of the walks would be short. */
export const walkOf = (length: number, kind: Kind = 'payments'): fc.Arbitrary<Walk> =>
  fc.noBias(
    fc.record({
      terms,
      steps: fc
        .array(kind === 'doors' ? storyOfDoors : story, { minLength: length, maxLength: length, size: 'max' })
        .map((all) => all.flat().slice(0, length)),
    }),
  );
