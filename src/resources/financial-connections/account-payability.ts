import type { TestAccount } from '../../bank/institutions.ts';
import type { Account } from '../../model/wire.ts';

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
