import type { PaymentFate } from '../../model/payments.ts';
import type { Account, PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { exceedsBalance } from '../financial-connections/transactions/payments.ts';
import { ENDINGS, type Ending, type Failure, failureOfBlocked } from '../intents/fates.ts';
import { knobsOf } from '../intents/knobs.ts';
import { blockedBy } from '../payment-methods/blocked.ts';
import type { DraftPaymentMethod } from '../payment-methods/creation.ts';
import { hasEndedNumber } from '../payment-methods/ended-numbers.ts';

const ENDED = 'tokenized_account_number_deactivated';

/** The account that is paid from; a source shows none, and may be of one all the same. */
function linkedAccount(
  { facts, tables }: Scope,
  { paymentMethod: { id, us_bank_account: bank } }: DraftPaymentMethod,
): Account | undefined {
  const linked = bank?.financial_connections_account ?? facts.bankAccounts.get(id)?.linked;
  return tables['financial_connections.account'].get(linked ?? '');
}

/** Whether a payment is of more than there is, where that is looked at. */
function isTooMuch(scope: Scope, intent: string, linked: Account | undefined): boolean {
  if (scope.settings.assume.returnedDebits === 'by_fate' || linked === undefined) return false;
  const asked = scope.tables.payment_intent.get(intent);
  return asked !== undefined && exceedsBalance(scope, asked, linked);
}

/** Whether a payment would go to a tokenized account number that is none any more. */
function goesNowhere(
  { paymentMethod: { us_bank_account: bank } }: DraftPaymentMethod,
  linked: Account | undefined,
): boolean {
  return linked !== undefined && hasEndedNumber(linked, bank?.fingerprint ?? null);
}

/** How a payment with it ends: as was said of the intent, else as the bank account is. */
function fateOf(scope: Scope, intent: string, draft: DraftPaymentMethod | undefined): PaymentFate {
  const { outcome } = knobsOf(scope, intent);
  if (outcome !== undefined) return outcome;
  // One that was put in place may name a payment method that there is not.
  if (draft === undefined) return 'succeeds';
  const { fate } = draft.plan;
  if (fate !== 'succeeds') return fate;
  const linked = linkedAccount(scope, draft);
  if (goesNowhere(draft, linked)) return ENDED;
  return isTooMuch(scope, intent, linked) ? 'insufficient_funds' : fate;
}

export const endingOf = (
  scope: Scope,
  { id }: Pick<PaymentIntent, 'id'>,
  draft: DraftPaymentMethod | undefined,
): Ending => ENDINGS[fateOf(scope, id, draft)];

/** Why a payment is refused as it is confirmed; undefined if it is not. */
export function refusalOf(
  scope: Scope,
  intent: Pick<PaymentIntent, 'id'>,
  draft: DraftPaymentMethod,
): Failure | undefined {
  const blocked = blockedBy(draft.paymentMethod);
  if (blocked !== undefined) return failureOfBlocked(blocked);
  const ending = endingOf(scope, intent, draft);
  return ending.when === 'at_confirmation' ? ending.failure : undefined;
}
