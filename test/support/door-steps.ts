import fc from 'fast-check';
import type { AccountName } from './payment-steps.ts';

/* What can happen to invoices and Checkout Sessions, through which payments come, beside what happens to payments. */

export type DoorStep =
  /** A customer pays by default with a PaymentMethod, counted back from the last. */
  | { readonly do: 'prefer'; readonly back: number; readonly customer: number }
  /** A draft with a line of that amount. */
  | {
      readonly do: 'bill';
      readonly customer: number;
      readonly amount: number;
      readonly isAutomatic: boolean;
    }
  | { readonly do: 'finalize' | 'void' | 'give_up' | 'discard'; readonly back: number }
  /** With a PaymentMethod that is named, counted back from the last, or by what there is. */
  | {
      readonly do: 'pay_invoice';
      readonly back: number;
      readonly method: number | null;
      readonly isOutOfBand: boolean;
    }
  | {
      readonly do: 'check_out';
      readonly customer: number | null;
      readonly amount: number;
      readonly isForLater: boolean;
      /** Of nobody's nothing is subscribed to: that is a payment. */
      readonly mode: 'payment' | 'setup' | 'subscription';
    }
  | {
      readonly do: 'submit';
      readonly back: number;
      readonly account: AccountName;
      readonly isTyped: boolean;
    }
  | { readonly do: 'expire'; readonly back: number }
  | {
      readonly do: 'subscribe';
      readonly customer: number;
      readonly amount: number;
      readonly interval: 'week' | 'month';
      readonly behavior: 'default_incomplete' | 'allow_incomplete';
      readonly trialDays: number | null;
      readonly savesDefault: boolean;
    }
  /** Now, or with the period. */
  | { readonly do: 'unsubscribe'; readonly back: number; readonly isAtEnd: boolean };
export type DoorStepOf<Name extends DoorStep['do']> = Extract<DoorStep, { readonly do: Name }>;

/** Mostly the last one, so that much happens to each. */
const back = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 3 }) },
);
const NAMED: readonly AccountName[] = [
  'success',
  'success',
  'success',
  'poor',
  'poor',
  'closed',
  'unauthorized',
  'disputed',
  'slow',
  'limited',
];
const amount = fc.constantFrom(50, 999, 2_000, 62_501, 10_100_000);
const mostly = (percent: number): fc.Arbitrary<boolean> => fc.nat(99).map((one) => one < percent);

const subscribe: fc.Arbitrary<DoorStepOf<'subscribe'>> = fc.record({
  do: fc.constant('subscribe'),
  customer: fc.constantFrom(0, 0, 0, 1),
  amount: fc.constantFrom(0, 999, 2_000, 2_000),
  interval: fc.constantFrom('week', 'month'),
  behavior: fc.constantFrom('default_incomplete', 'allow_incomplete'),
  trialDays: fc.constantFrom(null, null, null, 5, 10),
  savesDefault: mostly(50),
});

const one = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
export const doorStep: fc.Arbitrary<DoorStep> = fc.oneof(
  one<DoorStep>(5, fc.record({ do: fc.constant('prefer'), back, customer: fc.constantFrom(0, 0, 1) })),
  one<DoorStep>(
    8,
    fc.record({
      do: fc.constant('bill'),
      customer: fc.constantFrom(0, 0, 0, 1),
      amount: fc.oneof({ weight: 12, arbitrary: amount }, { weight: 1, arbitrary: fc.constant(0) }),
      isAutomatic: mostly(50),
    }),
  ),
  one<DoorStep>(7, fc.record({ do: fc.constant('finalize'), back })),
  one<DoorStep>(
    12,
    fc.record<DoorStepOf<'pay_invoice'>>({
      do: fc.constant('pay_invoice'),
      back,
      method: fc.option(fc.nat({ max: 3 }), { freq: 2 }),
      isOutOfBand: mostly(10),
    }),
  ),
  one<DoorStep>(4, fc.record({ do: fc.constantFrom('void', 'give_up', 'discard'), back })),
  one<DoorStep>(
    7,
    fc.record({
      do: fc.constant('check_out'),
      customer: fc.oneof(fc.constantFrom(0, 0, 1), fc.constant(null)),
      amount,
      isForLater: mostly(40),
      mode: fc.constantFrom('payment', 'payment', 'setup', 'subscription'),
    }),
  ),
  one<DoorStep>(
    11,
    fc.record({ do: fc.constant('submit'), back, account: fc.constantFrom(...NAMED), isTyped: mostly(25) }),
  ),
  one<DoorStep>(2, fc.record({ do: fc.constant('expire'), back })),
  one<DoorStep>(7, subscribe),
  one<DoorStep>(2, fc.record({ do: fc.constant('unsubscribe'), back, isAtEnd: mostly(40) })),
);
