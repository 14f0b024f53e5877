import {
  fingerprintOf,
  numberOfBankToken,
  planOfNumber,
  TEST_ROUTING_NUMBER,
} from '../../bank/test-bank-accounts.ts';
import { errors } from '../../core/catalogue.ts';
import { oneOf, optional, type Params, string } from '../../core/shape.ts';
import type { SourcePlan } from '../../model/facts.ts';
import type { BankAccount, Token } from '../../model/wire.ts';
import { BANK_HOLDER_TYPES } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { useToken } from '../tokens/record.ts';
import { putBankAccount } from './keeping.ts';
import { type BankAccountOwner, type BankDetails, bankAccountOf, completeDetails } from './record.ts';

/*
 * How a bank account comes to be: of a token, of a test token, or of its numbers. What may be refused is decided first, and
 * then what has been decided is kept.
 */

/** A bank account as its numbers describe it, in a token or in the place of one. */
export const DESCRIPTION = {
  account_holder_name: optional(string()),
  account_holder_type: optional(oneOf(...BANK_HOLDER_TYPES)),
  account_number: optional(string()),
  account_type: optional(oneOf('checking', 'futsu', 'savings', 'toza')),
  country: optional(string()),
  currency: optional(string()),
  routing_number: optional(string()),
} as const;
export type Description = Params<typeof DESCRIPTION>;

/** A bank account that may be had: nothing of it is kept yet. */
export interface DraftBankAccount {
  /** Without an id, it gets one where it is kept. */
  readonly details: Partial<BankDetails>;
  readonly plan: SourcePlan;
  /** The token that it is made of, which is used up with it. */
  readonly from?: { readonly scope: Scope; readonly token: Token };
}

const REGION = 'Bank accounts are in US and usd here: leave country and currency away.';

/** The bank account of these numbers; `named` makes the name of a parameter. */
export function describedBankAccount(
  { account_number: number, country, currency, ...description }: Description,
  named: (name: string) => string,
): DraftBankAccount {
  const { routing_number: routing } = description;
  if (number === undefined) throw errors.parameterMissing(named('account_number'));
  if (country !== undefined && country.toUpperCase() !== 'US')
    throw errors.notYetEmulated(`bank accounts in ${country}`, REGION);
  if (currency !== undefined && currency.toLowerCase() !== 'usd')
    throw errors.notYetEmulated(`bank accounts in ${currency}`, REGION);
  if (routing === undefined) throw errors.parameterMissing(named('routing_number'));
  if (!/^\d{9}$/.test(routing)) throw errors.routingNumberInvalid(named('routing_number'));
  const plan = planOfNumber(number, named('account_number'));
  return {
    details: { ...description, ...numbered(routing, number) },
    plan: { ...plan, verified: false },
  };
}

const numbered = (routing: string, number: string) => ({
  fingerprint: fingerprintOf(routing, number),
  last4: number.slice(-4),
  routing_number: routing,
});

/** The bank account of a test token, which may be used again and again; undefined for any other id. */
export function testBankAccount(id: string): DraftBankAccount | undefined {
  const number = numberOfBankToken(id);
  if (number === undefined) return undefined;
  return {
    // Stripe documents no name for them; both are "required when attaching the bank account to a Customer".
    details: {
      account_holder_name: 'Jenny Rosen',
      account_holder_type: 'individual',
      ...numbered(TEST_ROUTING_NUMBER, number),
      status: 'verified',
    },
    plan: { ...planOfNumber(number, 'source'), verified: true },
  };
}

/** The bank account of a token or a test token, which `param` names; refuses one that has been used. */
export function bankAccountOfToken(scope: Scope, id: string, param: string): DraftBankAccount {
  const test = testBankAccount(id);
  if (test !== undefined) return test;
  const token = scope.requireFor('token', id, param);
  if (token.used) throw errors.tokenAlreadyUsed(id);
  const { bank_account: details } = token;
  if (details === undefined) throw errors.tokenOfOtherKind(id, token.type, param);
  // One that was put in place may be without.
  const plan = scope.facts.bankAccounts.get(id) ?? {
    fate: 'succeeds',
    verified: details.status === 'verified',
  };
  return { details, plan, from: { scope, token } };
}

/** Keeps a bank account that has been decided on, for its owner, and uses its token up. Sends no event. */
export function keepBankAccount(
  scope: Scope,
  { details, plan, from }: DraftBankAccount,
  owner: BankAccountOwner,
  metadata: Readonly<Record<string, string>> = {},
): BankAccount {
  // That a customer need not verify what a bank login or a test token has verified: docs: ach-deprecated ("a verified Stripe
  // bank account token"). External accounts are new whatever they are made of (recorded).
  const { status = 'new' } = details;
  const known = 'account' in owner ? 'new' : plan.verified ? 'verified' : status;
  const whole = completeDetails(scope, { ...details, status: known });
  const record = putBankAccount(scope, bankAccountOf(whole, owner, metadata));
  scope.facts.bankAccounts.set(record.id, plan);
  if (from !== undefined) useToken(from.scope, from.token);
  return record;
}
