import type Stripe from 'stripe';
import {
  fateOfNumber,
  fingerprintOf,
  numberOfToken,
  TEST_ROUTING_NUMBER,
} from '../../bank/test-bank-accounts.ts';
import { errors } from '../../core/catalogue.ts';
import { type MetadataChange, mergedMetadata } from '../../core/metadata.ts';
import { hash, oneOf, optional, type Params, string, unsettable } from '../../core/shape.ts';
import type { IntentPlan } from '../../model/facts.ts';
import type { Account, ParamsOf, PaymentMethod } from '../../model/wire.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { addressParser, fullAddress } from '../params/address.ts';

const TYPE = 'payment_method';

export const ALLOW_REDISPLAY = oneOf('always', 'limited', 'unspecified');

export const BILLING_DETAILS = hash({
  address: unsettable(addressParser),
  email: unsettable(string()),
  name: unsettable(string()),
  phone: unsettable(string()),
  tax_id: optional(string()),
} satisfies ParamsOf<Stripe.PaymentMethodCreateParams.BillingDetails>);

export const BANK_ACCOUNT = hash({
  account_holder_type: optional(oneOf('individual', 'company')),
  account_number: optional(string()),
  account_type: optional(oneOf('checking', 'savings')),
  financial_connections_account: optional(string()),
  routing_number: optional(string()),
} satisfies ParamsOf<Stripe.PaymentMethodCreateParams.UsBankAccount>);

type BillingDetailsParams = Params<(typeof BILLING_DETAILS)['members']>;
type BankAccountParams = Params<(typeof BANK_ACCOUNT)['members']>;

/** What a PaymentMethod is made of, in a call of its own or as `payment_method_data`. */
export interface PaymentMethodFields {
  readonly allow_redisplay?: 'always' | 'limited' | 'unspecified';
  readonly billing_details?: BillingDetailsParams;
  readonly metadata?: MetadataChange;
  readonly type?: unknown;
  readonly us_bank_account?: BankAccountParams;
}

/** A PaymentMethod and how payments with it go; not yet in place if it is new. */
export interface DraftPaymentMethod {
  readonly paymentMethod: PaymentMethod;
  readonly plan: IntentPlan;
}

const NO_BILLING_DETAILS = { address: fullAddress({}), email: null, name: null, phone: null, tax_id: null };

const BANK: NonNullable<PaymentMethod['us_bank_account']> = {
  account_holder_type: 'individual',
  account_type: 'checking',
  bank_name: 'STRIPE TEST BANK',
  financial_connections_account: null,
  fingerprint: fingerprintOf(TEST_ROUTING_NUMBER, '000123456789'),
  last4: '6789',
  networks: { preferred: 'ach', supported: ['ach'] },
  routing_number: TEST_ROUTING_NUMBER,
  // Recorded: an empty hash, not null.
  status_details: {},
};

/** A PaymentMethod with every field it can have, from the few that are given. */
export function completePaymentMethod(sandbox: Sandbox, fields: Partial<PaymentMethod> = {}): PaymentMethod {
  const {
    id = sandbox.id('pm'),
    billing_details,
    type = 'us_bank_account',
    us_bank_account: bank,
    ...rest
  } = fields;
  return {
    id,
    object: TYPE,
    allow_redisplay: 'unspecified',
    billing_details: { ...NO_BILLING_DETAILS, ...billing_details },
    created: sandbox.seconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type,
    ...(type === 'us_bank_account' ? { us_bank_account: { ...BANK, ...bank } } : {}),
    ...rest,
  };
}

/** The billing details after a change. */
export function changedBillingDetails(
  current: PaymentMethod['billing_details'],
  params: BillingDetailsParams = {},
): PaymentMethod['billing_details'] {
  const { address, ...rest } = params;
  return { ...current, ...rest, ...(address === undefined ? {} : { address: fullAddress(address ?? {}) }) };
}

/** `payment_method_data[us_bank_account][account_number]`, or the same without the first part. */
const named = (prefix: string, ...names: readonly string[]): string => {
  const [first, ...rest] = prefix === '' ? names : [prefix, ...names];
  return `${first}${rest.map((name) => `[${name}]`).join('')}`;
};

/** A new PaymentMethod, not yet in place. `prefix` names the hash that its parameters came in. */
export function draftPaymentMethod(
  sandbox: Sandbox,
  fields: PaymentMethodFields,
  prefix = '',
): DraftPaymentMethod {
  const { type, billing_details, us_bank_account: bank } = fields;
  if (type === undefined) throw errors.parameterMissing(named(prefix, 'type'));
  if (type !== 'us_bank_account')
    throw errors.notYetEmulated(`PaymentMethods of type ${type}`, 'Use us_bank_account.');
  if (bank === undefined) throw errors.parameterMissing(named(prefix, 'us_bank_account'));
  // Recorded at creation, from a Financial Connections account too.
  if (billing_details?.name == null) throw errors.parameterMissing(named(prefix, 'billing_details', 'name'));
  const { details, plan } = bankSide(sandbox, bank, prefix);
  const paymentMethod = completePaymentMethod(sandbox, {
    ...(fields.allow_redisplay === undefined ? {} : { allow_redisplay: fields.allow_redisplay }),
    billing_details: changedBillingDetails(NO_BILLING_DETAILS, billing_details),
    metadata: mergedMetadata({}, fields.metadata),
    us_bank_account: {
      ...BANK,
      ...details,
      account_holder_type: bank.account_holder_type ?? 'individual',
      account_type: bank.account_type ?? details.account_type ?? 'checking',
    },
  });
  return { paymentMethod, plan };
}

interface BankSide {
  readonly details: Partial<NonNullable<PaymentMethod['us_bank_account']>>;
  readonly plan: IntentPlan;
}

function bankSide(sandbox: Sandbox, bank: BankAccountParams, prefix: string): BankSide {
  const param = (name: string) => named(prefix, 'us_bank_account', name);
  const { financial_connections_account: linked, routing_number: routing, account_number: number } = bank;
  if (linked !== undefined) {
    if (number !== undefined)
      throw errors.onlyOneOf(param('account_number'), param('financial_connections_account'));
    return linkedSide(
      sandbox,
      sandbox.requireFor('financial_connections.account', linked, param('financial_connections_account')),
    );
  }
  if (routing === undefined) throw errors.parameterMissing(param('routing_number'));
  if (number === undefined) throw errors.parameterMissing(param('account_number'));
  if (!/^\d{9}$/.test(routing)) throw errors.routingNumberInvalid(param('routing_number'));
  const fate = fateOfNumber(number, param('account_number'));
  return { details: numbered(routing, number), plan: { fate, verified: false } };
}

const numbered = (routing: string, number: string) => ({
  fingerprint: fingerprintOf(routing, number),
  last4: number.slice(-4),
  routing_number: routing,
});

/** The bank's side of a linked account. Its status and permissions are not asked for: no source says they are. */
function linkedSide(sandbox: Sandbox, account: Account): BankSide {
  if (!account.supported_payment_method_types.includes('us_bank_account'))
    throw errors.bankAccountUnlinkable(account.id);
  const login = sandbox.hidden.logins.get(account.id);
  if (login !== undefined && login.accountNumber === null) throw errors.accountNumbersUnavailable();
  const numbers =
    login?.accountNumber == null
      ? { fingerprint: fingerprintOf(account.id), last4: account.last4 }
      : numbered(login.routingNumber ?? TEST_ROUTING_NUMBER, login.accountNumber);
  return {
    details: {
      ...numbers,
      account_type: account.subcategory === 'savings' ? 'savings' : 'checking',
      financial_connections_account: account.id,
    },
    plan: { fate: login?.payment ?? 'succeeds', verified: true },
  };
}

/**
 * The PaymentMethod of that id, or a fresh one for a test token. Named by the path it is missed with a 404, by a
 * parameter with a 400.
 */
export function resolvePaymentMethod(
  sandbox: Sandbox,
  idOrToken: string,
  param?: string,
): DraftPaymentMethod {
  const number = numberOfToken(idOrToken);
  if (number !== undefined) {
    const paymentMethod = completePaymentMethod(sandbox, {
      // Whose account it is, is nowhere documented.
      billing_details: { ...NO_BILLING_DETAILS, name: 'Jenny Rosen' },
      us_bank_account: { ...BANK, ...numbered(TEST_ROUTING_NUMBER, number) },
    });
    return { paymentMethod, plan: { fate: fateOfNumber(number, 'payment_method'), verified: true } };
  }
  if (idOrToken.startsWith('pm_card_'))
    throw errors.notYetEmulated('card payments', 'Use pm_usBankAccount_success.');
  const paymentMethod =
    param === undefined ? sandbox.require(TYPE, idOrToken) : sandbox.requireFor(TYPE, idOrToken, param);
  return { paymentMethod, plan: planOf(sandbox, paymentMethod) };
}

/** One that was put in place without a plan goes the way of its account, or well. */
function planOf(sandbox: Sandbox, { id, us_bank_account: bank }: PaymentMethod): IntentPlan {
  const login = sandbox.hidden.logins.get(bank?.financial_connections_account ?? '');
  return sandbox.hidden.paymentMethods.get(id) ?? { fate: login?.payment ?? 'succeeds', verified: true };
}

/** Puts a draft in place; what is there already stays as it is. */
export function keepPaymentMethod(
  sandbox: Sandbox,
  { paymentMethod, plan }: DraftPaymentMethod,
): PaymentMethod {
  sandbox.hidden.paymentMethods.set(paymentMethod.id, plan);
  const kept = sandbox.tables[TYPE].get(paymentMethod.id) === paymentMethod;
  return kept ? paymentMethod : sandbox.tables[TYPE].put(paymentMethod);
}
