import type Stripe from 'stripe';
import {
  fingerprintOf,
  numberOfToken,
  planOfNumber,
  TEST_ROUTING_NUMBER,
} from '../../bank/test-bank-accounts.ts';
import { errors } from '../../core/catalogue.ts';
import { type MetadataChange, mergedMetadata } from '../../core/metadata.ts';
import { hash, oneOf, optional, type Params, string } from '../../core/shape.ts';
import type { BankAccountPlan } from '../../model/bank-facts.ts';
import type { Account, ParamsOf, PaymentMethod } from '../../model/wire.ts';
import { BANK_ACCOUNT_TYPES, BANK_HOLDER_TYPES, REDISPLAYS } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { proveSource } from '../bank-accounts/keeping.ts';
import { given } from '../params/changes.ts';
import { type BillingDetailsParams, changedBillingDetails, NO_BILLING_DETAILS } from './billing-details.ts';
import { fingerprintOfNumber, usableAt } from './ended-numbers.ts';
import { type BankDetails, completePaymentMethod, type DraftPaymentMethod } from './record.ts';
import { planOfSource, sourceOf } from './sources.ts';

export type { DraftPaymentMethod } from './record.ts';

const TYPE = 'payment_method';

export const ALLOW_REDISPLAY = oneOf(...REDISPLAYS);

export const BANK_ACCOUNT = hash({
  account_holder_type: optional(oneOf(...BANK_HOLDER_TYPES)),
  account_number: optional(string()),
  account_type: optional(oneOf(...BANK_ACCOUNT_TYPES)),
  financial_connections_account: optional(string()),
  routing_number: optional(string()),
} satisfies ParamsOf<Stripe.PaymentMethodCreateParams.UsBankAccount>);

type BankAccountParams = Params<(typeof BANK_ACCOUNT)['members']>;

/** The parameters of a PaymentMethod, in a call of its own or as `payment_method_data`. */
export interface PaymentMethodFields {
  readonly allow_redisplay?: 'always' | 'limited' | 'unspecified';
  readonly billing_details?: BillingDetailsParams;
  readonly metadata?: MetadataChange;
  readonly type?: unknown;
  readonly us_bank_account?: BankAccountParams;
}

/** `payment_method_data[us_bank_account][account_number]`, or the same without the first part. */
const named = (prefix: string, ...names: readonly string[]): string => {
  const [first, ...rest] = prefix === '' ? names : [prefix, ...names];
  return `${first}${rest.map((name) => `[${name}]`).join('')}`;
};

/** A new PaymentMethod, not yet in place. `prefix` names the hash that its parameters came in. */
export function draftPaymentMethod(
  scope: Scope,
  fields: PaymentMethodFields,
  prefix = '',
): DraftPaymentMethod {
  const { type, billing_details, us_bank_account: bank } = fields;
  if (type === undefined) throw errors.parameterMissing(named(prefix, 'type'));
  if (type !== 'us_bank_account')
    throw errors.notYetEmulated(`PaymentMethods of type ${type}`, 'Use us_bank_account.');
  if (bank === undefined) throw errors.parameterMissing(named(prefix, 'us_bank_account'));
  // Required at creation, also from a Financial Connections account (recorded).
  if (billing_details?.name == null) throw errors.parameterMissing(named(prefix, 'billing_details', 'name'));
  const { details, plan } = checkedSide(scope, bank, prefix);
  return { paymentMethod: newPaymentMethod(scope, fields, details), plan };
}

/** A PaymentMethod as its parameters and the bank describe it, created by the API or put in place. */
export function newPaymentMethod(
  scope: Scope,
  { billing_details, us_bank_account: bank, ...fields }: NewPaymentMethod,
  details: BankSide['details'] = {},
): PaymentMethod {
  const { id, metadata } = fields;
  return completePaymentMethod(scope, {
    ...given(fields, 'allow_redisplay'),
    billing_details: changedBillingDetails(NO_BILLING_DETAILS, billing_details),
    ...(id === undefined ? {} : { id }),
    metadata: mergedMetadata({}, metadata),
    us_bank_account: {
      ...details,
      account_holder_type: bank?.account_holder_type ?? 'individual',
      account_type: bank?.account_type ?? details.account_type ?? 'checking',
    },
  });
}

type NewPaymentMethod = Omit<PaymentMethodFields, 'type'> & { readonly id?: string };

/** What a bank account looks like, and how payments from it go. */
export interface BankSide {
  readonly details: Partial<BankDetails>;
  readonly plan: BankAccountPlan;
}

function checkedSide(scope: Scope, bank: BankAccountParams, prefix: string): BankSide {
  const param = (name: string) => named(prefix, 'us_bank_account', name);
  const { financial_connections_account: linked, routing_number: routing, account_number: number } = bank;
  if (linked !== undefined) {
    if (number !== undefined)
      throw errors.onlyOneOf(param('account_number'), param('financial_connections_account'));
    const account = scope.requireFor(
      'financial_connections.account',
      linked,
      param('financial_connections_account'),
    );
    checkLinkable(scope, account, param('financial_connections_account'));
    return linkedSide(scope, account);
  }
  if (routing === undefined) throw errors.parameterMissing(param('routing_number'));
  if (number === undefined) throw errors.parameterMissing(param('account_number'));
  if (!/^\d{9}$/.test(routing)) throw errors.routingNumberInvalid(param('routing_number'));
  return numberedSide(routing, number, param('account_number'));
}

/** The side of a bank account that was typed in; throws for numbers of no test account. */
export const numberedSide = (routing: string, number: string, param: string): BankSide => ({
  details: numbered(routing, number),
  plan: { ...planOfNumber(number, param), verified: false },
});

interface ShownNumbers {
  readonly fingerprint: string;
  readonly last4: string;
  readonly routing_number: string;
}

const numbered = (routing: string, number: string): ShownNumbers => ({
  fingerprint: fingerprintOf(routing, number),
  last4: number.slice(-4),
  routing_number: routing,
});

// A dozen, of which most suites name one in every test.
const NUMBERS_OF_TOKENS = new Map<string, ShownNumbers>();

function numbersOfToken(number: string): ShownNumbers {
  const known = NUMBERS_OF_TOKENS.get(number) ?? numbered(TEST_ROUTING_NUMBER, number);
  NUMBERS_OF_TOKENS.set(number, known);
  return known;
}

/** No source says that Stripe checks the status or permissions of a linked account; the latter can be asked for. */
function checkLinkable(scope: Scope, account: Account, param: string): void {
  const isPermitted = account.permissions?.includes('payment_method') === true;
  if (!isPermitted && scope.settings.assume.paymentMethodPermission === 'error')
    throw errors.paymentMethodPermissionMissing(account.id, param);
  if (!account.supported_payment_method_types.includes('us_bank_account'))
    throw errors.bankAccountUnlinkable(account.id);
  const login = scope.facts.logins.get(account.id);
  if (login !== undefined && login.accountNumber === null) throw errors.accountNumbersUnavailable(param);
  checkNumbers(account, param);
}

/** Of an account that shows its numbers one can be used, or may be soon. */
function checkNumbers({ account_numbers: numbers }: Account, param: string): void {
  if (numbers === null || usableAt(numbers) >= 0) return;
  const isPending = numbers.some(({ status }) => status === 'pending');
  throw isPending ? errors.accountNumbersPending(param) : errors.accountNumbersUnavailable(param);
}

/** The bank's side of a linked account. */
export function linkedSide(scope: Scope, account: Account): BankSide {
  const login = scope.facts.logins.get(account.id);
  const numbers =
    login?.accountNumber == null
      ? { fingerprint: fingerprintOf(account.id), last4: account.last4 }
      : numbered(login.routingNumber ?? TEST_ROUTING_NUMBER, login.accountNumber);
  const shown = account.account_numbers ?? [];
  const at = usableAt(shown);
  const isToken = shown[at]?.identifier_type === 'tokenized_account_number';
  return {
    details: {
      ...numbers,
      ...(isToken ? { fingerprint: fingerprintOfNumber(account.id, at) } : {}),
      account_type: account.subcategory === 'savings' ? 'savings' : 'checking',
      financial_connections_account: account.id,
    },
    plan: { fate: login?.payment ?? 'succeeds', verified: true },
  };
}

/**
 * The PaymentMethod of that id, or a new one for a test token. An unknown id answers 404 if it came in the path, and 400
 * if it came in the parameter `param`.
 */
export function resolvePaymentMethod(scope: Scope, idOrToken: string, param?: string): DraftPaymentMethod {
  const number = numberOfToken(idOrToken);
  if (number !== undefined) {
    const paymentMethod = completePaymentMethod(scope, {
      // The name is made up: Stripe documents none for its test tokens.
      billing_details: { ...NO_BILLING_DETAILS, name: 'Jenny Rosen' },
      us_bank_account: numbersOfToken(number),
    });
    const plan = planOfNumber(number, 'payment_method');
    // "Bypass the bank account collection and verification" (docs: payments/acss-debit, of its tokens): but for the one
    // that would have no use then (assumed).
    return { paymentMethod, plan: { ...plan, verified: plan.unreachable !== true } };
  }
  if (idOrToken.startsWith('pm_card_'))
    throw errors.notYetEmulated('card payments', 'Use pm_usBankAccount_success.');
  const paymentMethod =
    param === undefined ? scope.require(TYPE, idOrToken) : scope.requireFor(TYPE, idOrToken, param);
  return { paymentMethod, plan: planOf(scope, paymentMethod) };
}

/** How payments go: as planned, else as its Financial Connections account says, else they succeed. */
function planOf(scope: Scope, { id, us_bank_account: bank }: PaymentMethod): BankAccountPlan {
  const login = scope.facts.logins.get(bank?.financial_connections_account ?? '');
  const known = planOfSource(scope, id) ?? scope.facts.paymentMethods.get(id);
  return known ?? { fate: login?.payment ?? 'succeeds', verified: true };
}

/** Stores a draft, unless the PaymentMethod is stored already: of a source nothing can be new, but that it is verified. */
export function keepPaymentMethod(scope: Scope, { paymentMethod, plan }: DraftPaymentMethod): PaymentMethod {
  const source = sourceOf(scope, paymentMethod.id);
  if (source !== undefined) {
    if (plan.verified) proveSource(scope, source);
    return scope.tables[TYPE].get(source.id) ?? paymentMethod;
  }
  scope.facts.paymentMethods.set(paymentMethod.id, plan);
  const kept = scope.tables[TYPE].get(paymentMethod.id) === paymentMethod;
  return kept ? paymentMethod : scope.tables[TYPE].put(paymentMethod);
}
