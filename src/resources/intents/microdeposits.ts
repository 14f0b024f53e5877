import { errors } from '../../core/catalogue.ts';
import type { StripeError } from '../../core/errors.ts';
import { type Lifecycle, next } from '../../core/lifecycle.ts';
import { nextBusinessDay } from '../../core/los-angeles.ts';
import type { BankAccountPlan } from '../../model/bank-facts.ts';
import type { MicrodepositState, Microdeposits } from '../../model/facts.ts';
import type { IntentType, Job } from '../../model/jobs.ts';
import type { PaymentIntent, SetupIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import type { DraftPaymentMethod } from '../payment-methods/creation.ts';
import { knobsOf } from './knobs.ts';
import { newPagePath } from './microdeposit-page.ts';

type NextAction = NonNullable<PaymentIntent['next_action']> & NonNullable<SetupIntent['next_action']>;

/** The deposits of one confirmation. That they have arrived changes nothing that Stripe shows. */
export const microdepositLifecycle: Lifecycle<MicrodepositState, 'arrive' | 'verify' | 'fail' | 'cancel'> = {
  underway: { arrive: 'arrived', verify: 'verified', fail: 'failed', cancel: 'canceled' },
  arrived: { verify: 'verified', fail: 'failed', cancel: 'canceled' },
  verified: {},
  failed: {},
  canceled: {},
};

// "The required 10 day period" (docs: payments/ach-direct-debit), from the confirmation on (assumed).
const EXPIRY_MS = 864_000_000;

export type MicrodepositJob = Job<'microdeposits.arrive' | 'microdeposits.fail' | 'microdeposits.expire'>;

/**
 * Sends the deposits that verify a bank account; answers what the customer has to do then. `mandate` is the one that a
 * PaymentIntent, which shows none, is paid by afterwards.
 */
export function sendMicrodeposits(
  scope: Scope,
  { id, object }: { readonly id: string; readonly object: IntentType },
  { paymentMethod, plan }: DraftPaymentMethod,
  mandate: string | null = null,
): NextAction {
  stopMicrodeposits(scope, id);
  const { microdepositType, settlementDelayMs } = knobsOf(scope, id);
  const arrivalDate = nextBusinessDay(scope.seconds());
  const round = (scope.facts.microdeposits.get(id)?.round ?? 0) + 1;
  const page = newPagePath(scope, object);
  scope.facts.microdeposits.set(id, {
    state: 'underway',
    paymentMethod: paymentMethod.id,
    round,
    failures: { amounts: 0, descriptor_code: 0 },
    mandate,
    page,
  });
  const details = { subject: id, intent: object, round };
  if (plan.unreachable === true) scope.in(settlementDelayMs, { kind: 'microdeposits.fail', ...details });
  else scope.in(arrivalDate * 1000 - scope.nowMs(), { kind: 'microdeposits.arrive', ...details });
  scope.in(EXPIRY_MS, { kind: 'microdeposits.expire', ...details }, true);
  return {
    type: 'verify_with_microdeposits',
    verify_with_microdeposits: {
      arrival_date: arrivalDate,
      hosted_verification_url: page,
      microdeposit_type: microdepositType,
    },
  };
}

/** Why a confirmation is refused that would send deposits to an account that they do not reach. */
export const refusalOfMicrodeposits = (
  { settings }: Scope,
  { unreachable }: BankAccountPlan,
): StripeError | undefined =>
  unreachable === true && settings.assume.microdepositFailure === 'at_once'
    ? errors.microdepositsFailed()
    : undefined;

/** Those that an intent waits for. */
export function microdepositsUnderway(scope: Scope, intent: string): Microdeposits | undefined {
  const deposits = scope.facts.microdeposits.get(intent);
  return deposits !== undefined && microdepositLifecycle[deposits.state].fail !== undefined
    ? deposits
    : undefined;
}

/** The two deposits are there. */
export function arrive(scope: Scope, intent: string, deposits: Microdeposits): void {
  const state = next(microdepositLifecycle, 'microdeposits', deposits.state, 'arrive');
  scope.facts.microdeposits.set(intent, { ...deposits, state });
  scope.cancel(intent, ({ kind }) => kind === 'microdeposits.arrive');
}

/** Nothing is waited for any more: else the arrival of deposits that nobody needs would keep a sandbox from being idle. */
export function endMicrodeposits(
  scope: Scope,
  intent: string,
  deposits: Microdeposits,
  how: 'verify' | 'fail' | 'cancel',
): void {
  const state = next(microdepositLifecycle, 'microdeposits', deposits.state, how);
  scope.facts.microdeposits.set(intent, { ...deposits, state });
  scope.cancel(intent, () => true);
}

/** The intent was canceled, or goes on with another bank account. */
export function stopMicrodeposits(scope: Scope, intent: string): void {
  const deposits = microdepositsUnderway(scope, intent);
  if (deposits !== undefined) endMicrodeposits(scope, intent, deposits, 'cancel');
}
