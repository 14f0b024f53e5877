import { errors } from '../../core/catalogue.ts';
import type { BankAccountPlan } from '../../model/bank-facts.ts';
import type { BankAccount, PaymentMethod } from '../../model/wire.ts';
import { BANK_ACCOUNT_TYPES, BANK_HOLDER_TYPES } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { isVerified } from '../bank-accounts/record.ts';
import { NO_BILLING_DETAILS } from './billing-details.ts';
import { completePaymentMethod } from './record.ts';

/*
 * A customer's source as a PaymentMethod, by its own id: "the customer's bank account has been verified" and there is a
 * mandate, and payments and setups take it (docs: payments/ach-direct-debit/migrating-from-charges).
 */

export const isSource = (id: string): boolean => id.startsWith('ba_');

const DESCRIBES = ({ account_holder_type: holder, account_type: type }: BankAccount) => ({
  account_holder_type: BANK_HOLDER_TYPES.find((word) => word === holder) ?? null,
  account_type: BANK_ACCOUNT_TYPES.find((word) => word === type) ?? 'checking',
});

/**
 * How a source is shown as a PaymentMethod; undefined of a bank account that is nobody's source. What the source does not
 * know is kept: since when, and what blocks it. That it names no linked account is inferred.
 */
export function methodOfSource(scope: Scope, source: BankAccount): PaymentMethod | undefined {
  const { account_holder_name: name, bank_name, customer, fingerprint, id, last4, metadata } = source;
  if (customer == null) return undefined;
  const earlier = scope.tables.payment_method.get(id);
  const { fingerprint: same, status_details } = earlier?.us_bank_account ?? {};
  return completePaymentMethod(scope, {
    id,
    billing_details: { ...NO_BILLING_DETAILS, name },
    ...(earlier === undefined ? {} : { created: earlier.created }),
    customer,
    metadata: metadata ?? {},
    us_bank_account: {
      ...DESCRIBES(source),
      bank_name,
      fingerprint,
      last4,
      routing_number: source.routing_number,
      ...(status_details === undefined || same !== fingerprint ? {} : { status_details }),
    },
  });
}

/** The customer's source of that id. */
export function sourceOf({ tables }: Pick<Scope, 'tables'>, id: string): BankAccount | undefined {
  const source = isSource(id) ? tables.bank_account.get(id) : undefined;
  return source?.customer == null ? undefined : source;
}

/** How payments with a source go; undefined if it is none. */
export function planOfSource(scope: Scope, id: string): BankAccountPlan | undefined {
  const source = sourceOf(scope, id);
  if (source === undefined) return undefined;
  const { fate = 'succeeds', unreachable } = scope.facts.bankAccounts.get(id) ?? {};
  return { fate, verified: isVerified(source), ...(unreachable === undefined ? {} : { unreachable }) };
}

/** Refuses to change a source as if it were a PaymentMethod. */
export function refuseSource(id: string): void {
  if (isSource(id))
    throw errors.notYetEmulated(
      'changes to sources by the paths of PaymentMethods',
      'Use /v1/customers/:customer/sources.',
    );
}
