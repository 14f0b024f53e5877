import type { TestAccount } from '../../bank/institutions.ts';
import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { previousAttributes } from '../params/changes.ts';

/**
 * Only checking and savings accounts allow ACH (docs: financial-connections/fundamentals). A fixture without an account
 * number, or with `payable: false`, does not.
 */
export function isPayable({
  category = 'cash',
  subcategory = 'checking',
  payable = true,
  account_number,
}: TestAccount): boolean {
  return (
    payable &&
    account_number != null &&
    category === 'cash' &&
    (subcategory === 'checking' || subcategory === 'savings')
  );
}

/** Recorded of checking accounts, in test and in live mode, and live of savings accounts and of credit cards. */
export function supportedTypes(account: TestAccount): Account['supported_payment_method_types'] {
  if (!isPayable(account)) return [];
  return account.subcategory === 'savings' ? ['us_bank_account'] : ['us_bank_account', 'link'];
}

const TYPE = 'financial_connections.account';

/** "Occurs when the supported_payment_method_types array … changes" (stripe-node types). */
export function changeSupportedTypes(
  scope: Scope,
  account: Account,
  types: Account['supported_payment_method_types'],
): Account {
  const after = { ...account, supported_payment_method_types: types };
  const previous = previousAttributes(account, after);
  if (previous === undefined) return account;
  scope.tables[TYPE].put(after);
  scope.emit(`${TYPE}.supported_payment_method_types_updated`, after, previous);
  return after;
}
