import { errors } from '../../core/catalogue.ts';
import type { StripeError } from '../../core/errors.ts';
import type { BankAccount } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { BANK_ACCOUNT, bankAccountOf, completeDetails } from '../bank-accounts/record.ts';
import { ACCOUNT } from '../connect/account-record.ts';

/* Where the money of a payout goes. */

interface Asked {
  readonly currency: string;
  readonly destination?: string;
}

const isDefault = ({ currency, default_for_currency: own }: BankAccount, wanted: string): boolean =>
  own === true && currency === wanted;

/** The bank account that the platform itself has, once it is paid out: there is no call that adds one. */
const platformsOwn = (scope: Scope, account: string): BankAccount =>
  bankAccountOf(completeDetails(scope), { account, default_for_currency: true });

/** In the words of external accounts: those of the type are of customers' sources. */
export const noSuchDestination = (id: string): StripeError =>
  errors.resourceMissingInParameter('external account', id, 'destination');

/** The external account that is named, which may be one that is not kept yet, or the default of its currency; refuses an account that may not be paid out. */
export function payoutAccount(
  scope: Scope,
  { currency, destination }: Asked,
  ownAccount: () => string,
): BankAccount {
  const { account } = scope;
  const payee = account === null ? undefined : scope.sandbox.platform.tables[ACCOUNT].get(account);
  if (payee?.payouts_enabled === false) throw errors.payoutsNotAllowed();
  const own = account ?? ownAccount();
  if (destination !== undefined) {
    const named = scope.tables[BANK_ACCOUNT].get(destination);
    if (named?.account === own) return named;
    throw noSuchDestination(destination);
  }
  for (const external of scope.tables[BANK_ACCOUNT].walk({ index: 'account', key: own }))
    if (isDefault(external, currency)) return external;
  if (account === null && currency === 'usd') return platformsOwn(scope, own);
  throw errors.noExternalAccount(currency);
}
