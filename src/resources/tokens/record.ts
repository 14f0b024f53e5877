import type { Token } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type BankDetails, completeDetails } from '../bank-accounts/record.ts';
import type { BankSide } from '../payment-methods/creation.ts';

export const TOKEN = 'token';

/** What is given of a token: any of its fields, and any of its bank account's. */
export type TokenFields = Partial<Omit<Token, 'bank_account'>> & {
  readonly bank_account?: Partial<BankDetails>;
};

/** A bank account's token with every field that it can have, from the few that are given. */
export function completeToken(scope: Scope, { id, bank_account: bank, ...fields }: TokenFields = {}): Token {
  return {
    id: id ?? scope.id('btok'),
    object: TOKEN,
    ...(fields.type === 'pii' ? {} : { bank_account: completeDetails(scope, bank) }),
    // No browser is known here (assumed).
    client_ip: null,
    created: scope.seconds(),
    livemode: false,
    type: 'bank_account',
    used: false,
    ...fields,
  };
}

/** Stores a token of a bank account that a user has linked or typed in. */
export function createBankAccountToken(scope: Scope, { details, plan }: BankSide): Token {
  const {
    financial_connections_account: linked,
    fingerprint = null,
    last4,
    routing_number: routing,
  } = details;
  // That those of linked accounts are new, too, is assumed.
  const bank = {
    fingerprint,
    ...(last4 == null ? {} : { last4 }),
    ...(routing == null ? {} : { routing_number: routing }),
  };
  const token = scope.tables[TOKEN].put(completeToken(scope, { bank_account: bank }));
  const { spent: _spent, ...kept } = plan;
  scope.facts.bankAccounts.set(token.id, { ...kept, ...(linked == null ? {} : { linked }) });
  return token;
}

/** A token that has become what it stands for: there is no second use of it. */
export function useToken(scope: Scope, token: Token): void {
  scope.tables[TOKEN].put({ ...token, used: true });
  scope.facts.bankAccounts.delete(token.id);
}
