import { errors } from '../../core/catalogue.ts';
import type { Customer } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import type { DraftBankAccount } from '../bank-accounts/making.ts';
import { draftSource, type GivenSource } from '../bank-accounts/sources.ts';
import { TEST_TOKEN } from '../params/test-tokens.ts';
import type { Given } from './params.ts';

/** What public tests send as a token that there is not. */
const INVALID = new Set(['tok_invalid']);

const DEFAULT = 'invoice_settings[default_payment_method]';

/**
 * The bank account that `source` brings. Programs send the test tokens of cards by habit: they are taken, and nothing comes
 * of them (src/resources/params/without-effect.ts).
 */
export function arrivingSource(
  scope: Scope,
  source: GivenSource | undefined,
  customer: string | null,
): DraftBankAccount | undefined {
  if (source === undefined) return undefined;
  if (typeof source === 'string' && INVALID.has(source))
    throw errors.resourceMissingInParameter('token', source, 'source');
  if (typeof source === 'string' && TEST_TOKEN.test(source)) return undefined;
  return draftSource(scope, source, customer);
}

/** The source that is to be the default, which the customer must have. */
export function chosenSource(
  scope: Scope,
  source: string | undefined,
  customer: string,
): Pick<Customer, 'default_source'> | undefined {
  if (source === undefined) return undefined;
  if (scope.tables.bank_account.get(source)?.customer !== customer)
    throw errors.resourceMissingInParameter('source', source, 'default_source');
  return { default_source: source };
}

/** What is about to be attached to a customer that is being created: what the call says, and what it becomes. */
export interface Arriving {
  readonly said: string;
  readonly id: string;
}

/** The parameters with the id of the default payment method, which must be attached to the customer. */
export function withDefault(
  scope: Scope,
  params: Given,
  customer: string | null,
  arriving?: Arriving,
): Given {
  const { invoice_settings: settings } = params;
  const wanted = settings?.default_payment_method;
  if (wanted === undefined || wanted === null) return params;
  // Program and docs alike say pm_card_visa twice; the second is the copy that the first has made.
  if (wanted === arriving?.said)
    return { ...params, invoice_settings: { ...settings, default_payment_method: arriving.id } };
  const isAlias = /^pm_[a-z]+[A-Z_]/.test(wanted) && !scope.tables.payment_method.get(wanted);
  const holder = isAlias ? null : scope.requireFor('payment_method', wanted, DEFAULT).customer;
  if (holder === null || holder !== customer) throw errors.paymentMethodNotOfCustomer(wanted);
  return params;
}
