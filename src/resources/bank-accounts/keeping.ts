import { next } from '../../core/lifecycle.ts';
import type { BankAccount, Charge } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import type { Failure } from '../intents/fates.ts';
import { deactivateMandates } from '../mandates.ts';
import { previousAttributes } from '../params/changes.ts';
import type { Blocked } from '../payment-methods/blocked.ts';
import { methodOfSource } from '../payment-methods/sources.ts';
import { BANK_ACCOUNT, type BankAccountStatus, bankAccountLifecycle } from './record.ts';

/*
 * A customer's source is a PaymentMethod by its own id as well, and whatever names one finds it: both are written here, and
 * nowhere else, so that they are one.
 */

const METHOD = 'payment_method';

/** A cast: what is kept is checked for it, and the SDK's type is any text. */
export const statusOf = ({ status }: BankAccount): BankAccountStatus => status as BankAccountStatus;

/** Puts a bank account in place; that of a customer with the PaymentMethod that it is. */
export function putBankAccount(scope: Scope, record: BankAccount): BankAccount {
  const kept = scope.tables[BANK_ACCOUNT].put(record);
  const method = methodOfSource(scope, kept);
  if (method === undefined) scope.tables[METHOD].delete(kept.id);
  else scope.tables[METHOD].put(method);
  return kept;
}

/** Takes a source away, without a word. No debit of it is agreed to any longer, as after a detachment (assumed). */
export function dropSource(scope: Scope, { id }: BankAccount): void {
  scope.tables[BANK_ACCOUNT].delete(id);
  scope.tables[METHOD].delete(id);
  deactivateMandates(scope, id);
}

/** Replaces a source, and tells of what has changed. */
export function putSource(scope: Scope, before: BankAccount, after: BankAccount): BankAccount {
  const previous = previousAttributes(before, after);
  if (previous === undefined) return before;
  putBankAccount(scope, after);
  scope.emit('customer.source.updated', after, previous);
  return after;
}

/** The deposits of an intent have verified a source; it may be that already. */
export function proveSource(scope: Scope, source: BankAccount): void {
  const status = bankAccountLifecycle[statusOf(source)].prove;
  if (status === undefined) return;
  const plan = scope.facts.bankAccounts.get(source.id) ?? { fate: 'succeeds' };
  scope.facts.bankAccounts.set(source.id, { ...plan, verified: true });
  putSource(scope, source, { ...source, status });
}

/** Keeps in mind that a bank account is blocked that a token was charged for: it is no PaymentMethod, which would show it. */
export function blockCharged(scope: Scope, id: string, blocked: Blocked): void {
  const charged = scope.tables[BANK_ACCOUNT].get(id);
  const plan = scope.facts.bankAccounts.get(id);
  if (charged?.customer !== null || plan === undefined) return;
  const status = next(bankAccountLifecycle, BANK_ACCOUNT, statusOf(charged), 'fail');
  scope.tables[BANK_ACCOUNT].put({ ...charged, status });
  scope.facts.bankAccounts.set(id, { ...plan, blocked });
}

/** Whoever has given a source consents to its debits no longer; a mandate says for itself whether it holds. */
export function withdrawConsent(scope: Scope, id: string): void {
  const plan = scope.facts.bankAccounts.get(id);
  if (plan !== undefined) scope.facts.bankAccounts.set(id, { ...plan, withdrawn: true });
}

/**
 * Money cannot come from a source any more whose debit is returned so: the returns are those that block (inferred from
 * stripe-node types: BankAccount.status).
 */
export function sourceReturned(scope: Scope, { payment_method: id }: Charge, { blocks }: Failure): void {
  const source = scope.tables[BANK_ACCOUNT].get(id ?? '');
  if (source?.customer == null || blocks === undefined) return;
  withdrawConsent(scope, source.id);
  putSource(scope, source, {
    ...source,
    status: next(bankAccountLifecycle, BANK_ACCOUNT, statusOf(source), 'fail'),
  });
}
