import { errors } from '../../core/catalogue.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { TEST_TOKEN } from '../params/test-tokens.ts';
import type { Given } from './params.ts';

/** What public tests send as a token that there is not. */
const INVALID = new Set(['tok_invalid']);

const DEFAULT = 'invoice_settings[default_payment_method]';

interface References {
  readonly default_source?: unknown;
  readonly source?: unknown;
  readonly test_clock?: string;
}

/** Refuses what a customer cannot name, because nothing of that kind exists here. */
export function checkReferences({ source, default_source: chosen, test_clock: clock }: References): void {
  if (clock !== undefined) throw errors.resourceMissingInParameter('test_clock', clock, 'test_clock');
  if (source !== undefined) checkSource(source);
  if (chosen !== undefined)
    throw errors.resourceMissingInParameter('source', String(chosen), 'default_source');
}

/** Programs send the test tokens by habit: they are taken, and nothing comes of them (src/resources/params/without-effect.ts). */
function checkSource(source: unknown): void {
  if (typeof source !== 'string')
    throw errors.notYetEmulated('sources', 'Use payment_method=pm_usBankAccount_success.');
  if (TEST_TOKEN.test(source) && !INVALID.has(source)) return;
  throw errors.resourceMissingInParameter(source.startsWith('src_') ? 'source' : 'token', source, 'source');
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
