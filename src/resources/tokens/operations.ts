import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { hash, hashOr, optional, type Params, type Shape, string } from '../../core/shape.ts';
import type { ParamsOf, Token } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import {
  DESCRIPTION,
  type DraftBankAccount,
  describedBankAccount,
  testBankAccount,
} from '../bank-accounts/making.ts';
import { type Operation, operation } from '../operation.ts';
import { foreign } from '../params/foreign.ts';
import { keepPaymentMethod, resolvePaymentMethod } from '../payment-methods/creation.ts';
import { completeToken, TOKEN as TYPE } from './record.ts';

const PATH = '/v1/tokens';

const DESCRIBED = hash({
  ...DESCRIPTION,
  payment_method: optional(string()),
} satisfies ParamsOf<Partial<Stripe.TokenCreateParams.BankAccount>>);
type Described = Params<(typeof DESCRIBED)['members']>;

/** A number and a country are required, unless a PaymentMethod has them. */
const BANK_ACCOUNT: Shape<Described> = (value, path, voice) => {
  const bank = DESCRIBED(value, path, voice);
  if (bank.payment_method !== undefined) return bank;
  const missing = (['account_number', 'country'] as const).find((name) => bank[name] === undefined);
  if (missing !== undefined) throw errors.parameterMissing(`${path}[${missing}]`);
  return bank;
};

const CREATE = {
  ...foreign('TokenCreateParams'),
  bank_account: optional(hashOr(BANK_ACCOUNT, string())),
  customer: optional(string()),
  pii: optional(hash({ id_number: optional(string()) } satisfies ParamsOf<Stripe.TokenCreateParams.Pii>)),
} satisfies ParamsOf<Stripe.TokenCreateParams>;
type Create = Params<typeof CREATE>;

const KINDS = ['account', 'bank_account', 'card', 'cvc_update', 'person', 'pii'] as const;

const INSTEAD = 'Use bank_account or pii.';

/** The bank account of a PaymentMethod: "copied and returned as a Bank Account Token" (stripe-node types: TokenCreateParams). */
function copied(
  scope: Scope,
  { payment_method: id = '', ...others }: Described,
  customer: string | undefined,
): DraftBankAccount & { readonly keep: () => void } {
  const [other] = Object.keys(others);
  if (other !== undefined) throw errors.onlyOneOf('bank_account[payment_method]', `bank_account[${other}]`);
  const draft = resolvePaymentMethod(scope, id, 'bank_account[payment_method]');
  const { paymentMethod, plan } = draft;
  const { us_bank_account: bank, billing_details: billing } = paymentMethod;
  if (paymentMethod.type !== 'us_bank_account' || bank === undefined)
    throw errors.tokenOfOtherMethod(paymentMethod.type);
  if (plan.spent === true) throw errors.paymentMethodSpent();
  const holder = paymentMethod.customer;
  if (holder !== null && customer === undefined) throw errors.parameterMissing('customer');
  if (holder !== null && holder !== customer) throw errors.paymentMethodOfAnotherCustomer(id, customer ?? '');
  const { spent: _spent, ...kept } = plan;
  const { financial_connections_account: linked } = bank;
  return {
    details: {
      account_holder_name: billing.name,
      account_holder_type: bank.account_holder_type,
      account_type: bank.account_type,
      bank_name: bank.bank_name,
      fingerprint: bank.fingerprint,
      last4: bank.last4 ?? '',
      routing_number: bank.routing_number,
      // The docs say "copied", and not what of (inferred).
      status: plan.verified ? 'verified' : 'new',
    },
    plan: { ...kept, ...(linked === null ? {} : { linked }) },
    // "If the Payment Method is not attached to a Customer object, it will be consumed and cannot be used again."
    keep: () =>
      keepPaymentMethod(scope, holder === null ? { ...draft, plan: { ...plan, spent: true } } : draft),
  };
}

function drafted(scope: Scope, params: Create): DraftBankAccount & { readonly keep?: () => void } {
  const { bank_account: bank = {}, customer } = params;
  if (typeof bank === 'string')
    throw errors.notYetEmulated('tokens of bank accounts of another account’s customers', INSTEAD);
  if (bank.payment_method !== undefined) return copied(scope, bank, customer);
  const { payment_method: _none, ...description } = bank;
  return describedBankAccount(description, (name) => `bank_account[${name}]`);
}

function keepToken(scope: Scope, { details, plan }: DraftBankAccount): Token {
  const token = scope.tables[TYPE].put(completeToken(scope, { bank_account: details }));
  scope.facts.bankAccounts.set(token.id, plan);
  return token;
}

// Tokens send no events.
const create = operation(
  'POST',
  PATH,
  { answers: TYPE, publishable: true, sdkParams: 'TokenCreateParams', params: CREATE },
  ({ scope, params }) => {
    const [kind, ...others] = KINDS.filter((name) => params[name] !== undefined);
    if (kind === undefined && params.customer === undefined) throw errors.tokenOfNothing();
    if (kind !== undefined && others.length > 0) throw errors.onlyOneOf(kind, ...others);
    if (kind === 'pii') {
      return scope.tables[TYPE].put(completeToken(scope, { id: scope.id('pii'), type: 'pii' }));
    }
    if (kind !== 'bank_account') throw errors.notYetEmulated(`tokens of ${kind ?? 'customer'}`, INSTEAD);
    if (params.customer !== undefined) scope.requireFor('customer', params.customer, 'customer');
    const draft = drafted(scope, params);
    draft.keep?.();
    return keepToken(scope, draft);
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/:token`,
  {
    answers: TYPE,
    sdkParams: 'TokenRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.TokenRetrieveParams>,
  },
  ({ scope, id }) => {
    // That of a test token is a new one each time (assumed).
    const test = testBankAccount(id);
    return test === undefined ? scope.require(TYPE, id) : keepToken(scope, test);
  },
);

export const tokenOperations: readonly Operation[] = [create, retrieve];
