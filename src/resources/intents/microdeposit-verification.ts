import { errors } from '../../core/catalogue.ts';
import type { StripeError } from '../../core/errors.ts';
import type { Microdeposits } from '../../model/facts.ts';
import type { IntentType } from '../../model/jobs.ts';
import type { MicrodepositType } from '../../model/payments.ts';
import type { Records } from '../../model/records.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type DraftPaymentMethod, resolvePaymentMethod } from '../payment-methods/creation.ts';
import { INTENT_NOUNS, type Intent, shownIntent } from './access.ts';
import { arrive, endMicrodeposits, type MicrodepositJob, microdepositsUnderway } from './microdeposits.ts';

/* How microdeposits end, for both kinds of intents: `src/resources/microdeposits.ts` says what becomes of each then. */

/** What becomes of an intent that waits for microdeposits. */
export interface MicrodepositEnds<Type extends IntentType> {
  /** Its bank account is verified: it goes on, and keeps that of its PaymentMethod. */
  readonly verified: (
    scope: Scope,
    intent: Records[Type],
    draft: DraftPaymentMethod,
    deposits: Microdeposits,
  ) => Records[Type] | StripeError;
  /** It needs another bank account. */
  readonly failed: (
    scope: Scope,
    intent: Records[Type],
    error: StripeError,
    deposits: Microdeposits,
  ) => Records[Type];
}

/** What a customer says the deposits were. */
export interface Guess {
  readonly amounts?: readonly number[];
  readonly descriptor_code?: string;
}

type Verdict = 'verified' | 'exceeded' | 'timeout';

// docs: payments/ach-direct-debit, section on testing. Of codes the case matters, and of amounts the order does not
// (assumed): a statement lists them in any.
const CODES: ReadonlyMap<string, Verdict> = new Map([
  ['SM11AA', 'verified'],
  ['SM33CC', 'exceeded'],
  ['SM44DD', 'timeout'],
]);
const AMOUNTS: ReadonlyMap<string, Verdict> = new Map([
  ['32,45', 'verified'],
  ['10,11', 'exceeded'],
  ['40,41', 'timeout'],
]);

/** How often the wrong ones may be named (docs: payments/ach-direct-debit). */
const MOST_FAILURES: Readonly<Record<MicrodepositType, number>> = { amounts: 3, descriptor_code: 10 };
const MISMATCH = {
  amounts: errors.microdepositAmountsMismatch,
  descriptor_code: errors.microdepositCodeMismatch,
} as const satisfies Readonly<Record<MicrodepositType, unknown>>;

/** Which of the two ways a guess takes; refuses one that takes none or both. */
function wayOf({ amounts, descriptor_code: code }: Guess): MicrodepositType {
  if (amounts !== undefined && code !== undefined) throw errors.microdepositsExclusive();
  if (amounts === undefined && code === undefined) throw errors.parameterMissing('descriptor_code');
  return amounts === undefined ? 'descriptor_code' : 'amounts';
}

function verdictOf({ amounts, descriptor_code: code = '' }: Guess): Verdict | undefined {
  if (amounts === undefined) return CODES.get(code);
  return AMOUNTS.get(amounts.toSorted((one, other) => one - other).join(','));
}

/** Refuses a guess that is none, in this order (assumed); one of these does not count. */
function checkGuess(
  { settings }: Scope,
  { next_action: action, object }: Intent,
  { state }: Microdeposits,
  guess: Guess,
): void {
  const way = wayOf(guess);
  if (guess.amounts !== undefined && guess.amounts.length !== 2) throw errors.microdepositAmountsInvalid();
  const { arrival_date: arrival, microdeposit_type: sent } = action?.verify_with_microdeposits ?? {};
  if (settings.assume.microdepositInput === 'as_sent' && sent != null && sent !== way)
    throw errors.microdepositTypeMismatch(way, sent);
  if (settings.assume.microdepositArrival === 'needed' && state === 'underway')
    throw errors.microdepositsNotArrived(`${object}s`, arrival ?? 0);
}

/** The deposits that an intent waits for; refuses where it waits for none. */
function requireMicrodeposits(scope: Scope, { id, object, status }: Intent): Microdeposits {
  if (status !== 'requires_action') throw errors.intentNotActionable(INTENT_NOUNS[object], status);
  const deposits = microdepositsUnderway(scope, id);
  if (deposits !== undefined) return deposits;
  throw errors.misuse(
    'No microdeposits are underway for this intent, because it was put in place as it is. Confirm it, with a bank account typed in, and they are.',
  );
}

/** Verifies a bank account by what the customer says; a refusal that counts, or ends the wait, is the result. */
export function verifyMicrodeposits<Type extends IntentType>(
  scope: Scope,
  ends: MicrodepositEnds<Type>,
  intent: Records[Type],
  guess: Guess,
): Records[Type] | StripeError {
  const way = wayOf(guess);
  const deposits = requireMicrodeposits(scope, intent);
  const { paymentMethod, plan } = resolvePaymentMethod(scope, deposits.paymentMethod);
  if (plan.verified) throw errors.bankAccountAlreadyVerified();
  checkGuess(scope, intent, deposits, guess);
  const fail = (error: StripeError) =>
    error.about(shownIntent(failMicrodeposits(scope, ends, intent, deposits, error)));
  if (plan.unreachable === true) return fail(errors.microdepositsFailed());
  switch (verdictOf(guess)) {
    case 'verified': {
      const verified = { paymentMethod, plan: { ...plan, verified: true } };
      const result = ends.verified(scope, intent, verified, deposits);
      endMicrodeposits(scope, intent.id, deposits, 'verify');
      return result;
    }
    case 'exceeded':
      return fail(errors.microdepositAttemptsExceeded());
    case 'timeout':
      return fail(errors.microdepositTimeout());
    default: {
      const failures = deposits.failures[way] + 1;
      const remaining = MOST_FAILURES[way] - failures;
      if (remaining <= 0) return fail(errors.microdepositAttemptsExceeded());
      scope.facts.microdeposits.set(intent.id, {
        ...deposits,
        failures: { ...deposits.failures, [way]: failures },
      });
      return MISMATCH[way](remaining).about(shownIntent(intent));
    }
  }
}

/** Ends deposits that have not verified a bank account, and with them the wait of their intent. */
function failMicrodeposits<Type extends IntentType>(
  scope: Scope,
  ends: MicrodepositEnds<Type>,
  intent: Records[Type],
  deposits: Microdeposits,
  error: StripeError,
): Records[Type] {
  const failed = ends.failed(scope, intent, error, deposits);
  endMicrodeposits(scope, intent.id, deposits, 'fail');
  return failed;
}

/** What comes by itself to deposits that are still waited for. */
export function runMicrodepositJob<Type extends IntentType>(
  scope: Scope,
  type: Type,
  ends: MicrodepositEnds<Type>,
  { kind, round, subject }: MicrodepositJob,
): void {
  const intent = scope.tables[type].get(subject);
  const deposits = microdepositsUnderway(scope, subject);
  // One that was put in place anew waits for nothing.
  if (intent?.status !== 'requires_action' || deposits?.round !== round) return;
  if (kind === 'microdeposits.arrive') {
    if (deposits.state === 'underway') arrive(scope, subject, deposits);
    return;
  }
  const error = kind === 'microdeposits.fail' ? errors.microdepositsFailed() : errors.microdepositTimeout();
  failMicrodeposits(scope, ends, intent, deposits, error);
}
