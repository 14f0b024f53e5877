import { TEST_ROUTING_NUMBER } from '../../bank/test-bank-accounts.ts';
import type { Lifecycle } from '../../core/lifecycle.ts';
import type { BankAccount } from '../../model/wire.ts';
import type { BANK_ACCOUNT_STATUSES } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { alphabetical } from '../params/alphabetical.ts';

export const BANK_ACCOUNT = 'bank_account';

type Owned =
  | 'account'
  | 'available_payout_methods'
  | 'customer'
  | 'default_for_currency'
  | 'future_requirements'
  | 'metadata'
  | 'requirements';

/** What every bank account has, and a token shows of its own. */
export interface BankDetails extends Omit<BankAccount, Owned> {}

/** Whose a bank account is: a customer's source, or an external account. */
export type BankAccountOwner =
  /** Null of one that a token was charged for. */
  { readonly customer: string | null } | { readonly account: string; readonly default_for_currency: boolean };

export type BankAccountStatus = (typeof BANK_ACCOUNT_STATUSES)[number];

/** What becomes of it. `prove` is by the deposits of an intent, which count anew (assumed); `fail` is of money that did not reach it, or did not come from it (stripe-node types: BankAccount.status). */
export const bankAccountLifecycle: Lifecycle<
  BankAccountStatus,
  'verify' | 'prove' | 'exhaust' | 'bounce' | 'fail'
> = {
  new: {
    verify: 'verified',
    prove: 'verified',
    exhaust: 'verification_failed',
    bounce: 'verification_failed',
    fail: 'errored',
  },
  validated: {
    verify: 'verified',
    prove: 'verified',
    exhaust: 'verification_failed',
    bounce: 'verification_failed',
    fail: 'errored',
  },
  verified: { fail: 'errored' },
  verification_failed: { prove: 'verified', fail: 'errored' },
  tokenized_account_number_deactivated: { fail: 'errored' },
  errored: { fail: 'errored' },
};

const VERIFIED: ReadonlySet<string> = new Set<BankAccountStatus>(['verified', 'errored']);

/** Whether it may be debited. One that has been verified stays so, also when a debit has failed (assumed). */
export const isVerified = ({ status }: Pick<BankAccount, 'status'>): boolean => VERIFIED.has(status);

/** What is known of a bank account, with every field that one has, whosever it is. */
export function completeDetails(scope: Scope, { id, ...fields }: Partial<BankDetails> = {}): BankDetails {
  return {
    id: id ?? scope.id('ba'),
    object: BANK_ACCOUNT,
    account_holder_name: null,
    account_holder_type: null,
    account_type: null,
    bank_name: 'STRIPE TEST BANK',
    country: 'US',
    currency: 'usd',
    fingerprint: null,
    last4: '6789',
    routing_number: TEST_ROUTING_NUMBER,
    status: 'new',
    ...fields,
  };
}

const NOTHING_DUE = { currently_due: [], errors: [], past_due: [], pending_verification: [] } as const;

/** The bank account of an owner: which fields it has differs by whose it is (recorded of both, 2023 to 2026). */
export function bankAccountOf(
  { id, object, ...details }: BankDetails,
  owner: BankAccountOwner,
  metadata: Readonly<Record<string, string>> = {},
): BankAccount {
  if ('customer' in owner) return { id, object, ...alphabetical({ ...details, ...owner, metadata }) };
  const payable = {
    available_payout_methods: ['standard', 'instant'],
    future_requirements: NOTHING_DUE,
    requirements: NOTHING_DUE,
  } as const;
  return { id, object, ...alphabetical({ ...details, ...owner, ...payable, metadata }) };
}
