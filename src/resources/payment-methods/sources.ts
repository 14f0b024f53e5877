import { errors } from '../../core/catalogue.ts';
import type { BankAccount } from '../../model/wire.ts';
import { BANK_ACCOUNT_TYPES, BANK_HOLDER_TYPES } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { NO_BILLING_DETAILS } from './billing-details.ts';
import { completePaymentMethod, type DraftPaymentMethod } from './record.ts';

/*
 * A customer's source as a PaymentMethod, by its own id: "the customer's bank account has been verified" and there is a
 * mandate, and payments and setups take it (docs: payments/ach-direct-debit/migrating-from-charges).
 */

export const isSource = (id: string): boolean => id.startsWith('ba_');

const DESCRIBES = ({ account_holder_type: holder, account_type: type }: BankAccount) => ({
  account_holder_type: BANK_HOLDER_TYPES.find((word) => word === holder) ?? null,
  account_type: BANK_ACCOUNT_TYPES.find((word) => word === type) ?? 'checking',
});

/** How the source of that id is shown and paid with; undefined if there is none. That it names no linked account is inferred. */
export function sourceAsMethod(scope: Scope, id: string): DraftPaymentMethod | undefined {
  const source = isSource(id) ? scope.tables.bank_account.get(id) : undefined;
  if (source?.customer == null) return undefined;
  const { bank_name, customer, fingerprint, last4, metadata, routing_number } = source;
  const { account_holder_name: name, status } = source;
  const earlier = scope.facts.paymentMethods.get(id);
  const plan = {
    ...earlier,
    fate: scope.facts.bankAccounts.get(id)?.fate ?? 'succeeds',
    verified: status === 'verified' || earlier?.verified === true,
  };
  const kept = scope.tables.payment_method.get(id);
  if (kept !== undefined) return { paymentMethod: kept, plan };
  const paymentMethod = completePaymentMethod(scope, {
    id,
    billing_details: { ...NO_BILLING_DETAILS, name },
    customer,
    metadata: metadata ?? {},
    us_bank_account: { ...DESCRIBES(source), bank_name, fingerprint, last4, routing_number },
  });
  return { paymentMethod, plan };
}

/** Refuses to change a source as if it were a PaymentMethod. */
export function refuseSource(id: string): void {
  if (isSource(id))
    throw errors.notYetEmulated(
      'changes to sources by the paths of PaymentMethods',
      'Use /v1/customers/:customer/sources.',
    );
}
