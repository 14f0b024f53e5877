import type Stripe from 'stripe';
import { TEST_ROUTING_NUMBER } from '../bank/test-bank-accounts.ts';
import type { ParamsOf, Token } from '../model/wire.ts';
import type { Scope } from '../sandbox/scope.ts';
import { type Operation, operation } from './operation.ts';
import type { BankSide } from './payment-methods/creation.ts';

const TYPE = 'token';

type BankAccount = NonNullable<Token['bank_account']>;

/** What is given of a token: any of its fields, and any of its bank account's. */
export type TokenFields = Partial<Omit<Token, 'bank_account'>> & {
  readonly bank_account?: Partial<BankAccount>;
};

/** A bank account's token with every field that it can have, from the few that are given. */
export function completeToken(scope: Scope, { id, bank_account: bank, ...fields }: TokenFields = {}): Token {
  const { id: bankAccount, ...details } = bank ?? {};
  return {
    id: id ?? scope.id('btok'),
    object: TYPE,
    bank_account: {
      id: bankAccount ?? scope.id('ba'),
      object: 'bank_account',
      account_holder_name: null,
      account_holder_type: null,
      account_type: null,
      bank_name: 'STRIPE TEST BANK',
      country: 'US',
      currency: 'usd',
      fingerprint: null,
      last4: '6789',
      routing_number: TEST_ROUTING_NUMBER,
      // Documented of tokens that were made of numbers; of verified ones assumed.
      status: 'new',
      ...details,
    },
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
export function createBankAccountToken(scope: Scope, { details }: BankSide): Token {
  const { fingerprint = null, last4, routing_number: routing } = details;
  const bank = {
    fingerprint,
    ...(last4 == null ? {} : { last4 }),
    ...(routing == null ? {} : { routing_number: routing }),
  };
  return scope.tables[TYPE].put(completeToken(scope, { bank_account: bank }));
}

const retrieve = operation(
  'GET',
  '/v1/tokens/:token',
  {
    answers: TYPE,
    sdkParams: 'TokenRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.TokenRetrieveParams>,
  },
  ({ scope, id }) => scope.require(TYPE, id),
);

export const tokenOperations: readonly Operation[] = [retrieve];
