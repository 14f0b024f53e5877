import { errors } from '../../core/catalogue.ts';
import type { StripeError } from '../../core/errors.ts';
import { next } from '../../core/lifecycle.ts';
import type { BankAccount } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { putSource, statusOf } from './keeping.ts';
import { BANK_ACCOUNT, bankAccountLifecycle } from './record.ts';

/* How the two small deposits verify a source. They are there at once, as in test mode (docs: ach-deprecated). */

const NOUN = 'bank account';

// "[32, 45] (success); [any other number combinations] (failure)" (docs: ach-deprecated); that their order does not matter
// is assumed.
const RIGHT = '32,45';

/** "The limit is three failed verification attempts" (docs: ach-deprecated). */
const MOST_FAILURES = 3;

/** Verifies a source by the amounts that a customer names; a refusal that counts is the result. */
export function verifySource(
  scope: Scope,
  source: BankAccount,
  amounts: readonly number[] | undefined,
): BankAccount | StripeError {
  if (source.status === 'verified') throw errors.sourceAlreadyVerified();
  const verified = next(bankAccountLifecycle, NOUN, statusOf(source), 'verify');
  if (amounts === undefined) throw errors.parameterMissing('amounts');
  if (amounts.length !== 2) throw errors.microdepositAmountsInvalid();
  const plan = scope.facts.bankAccounts.get(source.id) ?? { fate: 'succeeds', verified: false };
  if (amounts.toSorted((one, other) => one - other).join(',') === RIGHT) {
    scope.facts.bankAccounts.set(source.id, { ...plan, verified: true });
    return putSource(scope, source, { ...source, status: verified });
  }
  const failures = (plan.failures ?? 0) + 1;
  scope.facts.bankAccounts.set(source.id, { ...plan, failures });
  if (failures >= MOST_FAILURES)
    putSource(scope, source, {
      ...source,
      status: next(bankAccountLifecycle, NOUN, statusOf(source), 'exhaust'),
    });
  return errors.sourceAmountsMismatch();
}

/** The deposits do not reach the bank account; one that is gone, or that has been verified meanwhile, does not care. */
export function bounceDeposits(scope: Scope, id: string): void {
  const source = scope.tables[BANK_ACCOUNT].get(id);
  const status = source === undefined ? undefined : bankAccountLifecycle[statusOf(source)].bounce;
  if (source !== undefined && status !== undefined) putSource(scope, source, { ...source, status });
}
