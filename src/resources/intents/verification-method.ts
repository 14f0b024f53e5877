import { errors } from '../../core/catalogue.ts';
import type { BankAccountPlan } from '../../model/bank-facts.ts';

/**
 * Refuses a bank account that is not verified where the intent takes only those that are at once. The other methods say
 * how one is collected: what is verified already needs no microdeposits (inferred).
 */
export function checkVerificationMethod(
  method: 'automatic' | 'instant' | 'microdeposits' | undefined,
  { verified }: BankAccountPlan,
): void {
  if (method === 'instant' && !verified) throw errors.verificationMethodInstant();
}
