import { errors } from '../../core/catalogue.ts';
import type { Customer } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type DraftPaymentMethod, resolvePaymentMethod } from '../payment-methods/creation.ts';
import { isSource } from '../payment-methods/sources.ts';

/* By what something is paid where nobody is there to be asked. */

export interface Payer {
  readonly id: string;
  /** It was chosen as a source, as programs from before PaymentMethods choose it. */
  readonly asSource: boolean;
}

interface Defaults {
  readonly default_payment_method: string | null;
  readonly default_source: string | null;
}

export const defaultsOf = (customer: Customer | undefined): Defaults | undefined =>
  customer && {
    default_payment_method: customer.invoice_settings.default_payment_method,
    default_source: customer.default_source,
  };

/**
 * The default of the first that has one; the payment method of each comes before its source (docs:
 * billing/revenue-recovery/smart-retries). One that is merely attached is not used.
 */
export function firstPayer(holders: readonly (Defaults | undefined)[]): Payer | null {
  for (const { default_payment_method: method, default_source: source } of holders.filter(
    (holder) => holder !== undefined,
  )) {
    if (method !== null) return { id: method, asSource: false };
    if (source !== null) return { id: source, asSource: true };
  }
  return null;
}

/** Refuses a source that is not the customer's. Payment methods that are attached serve as well (assumed). */
export function checkSource(
  { tables }: Scope,
  id: string | null | undefined,
  customer: string | null,
  param = 'default_source',
): void {
  if (id == null) return;
  const holder = (tables.bank_account.get(id) ?? tables.payment_method.get(id))?.customer ?? null;
  if (holder === null || holder !== customer) throw errors.resourceMissingInParameter('source', id, param);
}

/** Whether there is what is to pay: what a default names may have been deleted since. */
export const isThere = ({ tables }: Scope, { id }: Payer): boolean =>
  tables.payment_method.get(id) !== undefined || tables.bank_account.get(id)?.customer != null;

/** How a payer is paid with. */
export const draftOf = (scope: Scope, { id }: Payer): DraftPaymentMethod =>
  resolvePaymentMethod(scope, id, 'payment_method');

/**
 * Whether it may be debited without a mandate that stands. Who has given a source has consented to its debits (assumed:
 * invoices that are paid by one are charges of old, which need no mandate; docs:
 * payments/ach-direct-debit/migrating-from-charges), until the bank has returned one so that it blocks, or the customer has
 * disputed one, or a mandate for it was taken back.
 */
export function consents({ facts, tables, settings }: Scope, { id, asSource }: Payer): boolean {
  if (!asSource || !isSource(id) || facts.bankAccounts.get(id)?.withdrawn === true) return false;
  for (const { status, type } of tables.mandate.walk({ index: 'payment_method', key: id })) {
    const isUsedUp = type === 'single_use' && settings.assume.usedMandate === 'inactive';
    if (status === 'inactive' && !isUsedUp) return false;
  }
  return true;
}

/** Whether it is a source that the two deposits have not verified yet, of which no payment is made. */
export const isUnverified = ({ id, asSource }: Payer, { plan }: DraftPaymentMethod): boolean =>
  asSource && isSource(id) && !plan.verified;
