import type { Charge, PaymentMethod } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { blockCharged, withdrawConsent } from '../bank-accounts/keeping.ts';
import { deactivateMandate, deactivateMandates } from '../mandates.ts';
import { type Blocked, blockedBy } from '../payment-methods/blocked.ts';
import { ENDINGS } from './fates.ts';
import { knobsOf } from './knobs.ts';

/*
 * "Stripe blocks certain bank accounts until we can confirm that the issue causing the returns has been resolved" (docs:
 * payments/ach-direct-debit/blocked-bank-accounts); here only where `block_after_return` says so.
 */

const TYPE = 'payment_method';

/**
 * Blocks the bank account of a payment: its PaymentMethod, and all others of the same account that could be paid with.
 * Their mandates end with it.
 */
export function blockAccount(scope: Scope, charge: Charge, blocked: Blocked): void {
  const { payment_method: id, payment_method_details: details } = charge;
  const paidWith = scope.tables[TYPE].get(id ?? '');
  const fingerprint = paidWith?.us_bank_account?.fingerprint ?? details?.ach_debit?.fingerprint;
  if (fingerprint == null) return;
  blockCharged(scope, id ?? '', blocked);
  const ofAccount = [...scope.tables[TYPE].walk({ index: 'fingerprint', key: fingerprint })];
  blockMethods(scope, ofAccount, blocked, paidWith);
}

/** Blocks PaymentMethods that are not so yet; those that are spent only where it is the one that was paid with. */
export function blockMethods(
  scope: Scope,
  methods: readonly PaymentMethod[],
  blocked: Blocked,
  paidWith?: PaymentMethod,
): void {
  const usable = methods.filter(
    (method) =>
      blockedBy(method) === undefined &&
      (method === paidWith || scope.facts.paymentMethods.get(method.id)?.spent !== true),
  );
  for (const method of usable) deactivateMandates(scope, method.id);
  for (const method of usable) {
    const { us_bank_account: bank } = method;
    if (bank === undefined) continue;
    const after = scope.tables[TYPE].put({
      ...method,
      us_bank_account: { ...bank, status_details: { blocked } },
    });
    scope.emit('payment_method.automatically_updated', after, {
      us_bank_account: { status_details: bank.status_details },
    });
  }
}

const isUnauthorized = (scope: Scope, { dispute }: Charge): boolean =>
  scope.tables.dispute.get(dispute ?? '')?.reason === 'debit_not_authorized';

/**
 * What a dispute does to the account that it is about: the first that says the debit was not authorized takes the mandate,
 * the second blocks the account as well (docs: payments/ach-direct-debit/blocked-bank-accounts). The charge is the disputed
 * one, as it is stored.
 */
export function afterDispute(scope: Scope, charge: Charge): void {
  const { ach_debit: source, us_bank_account: bank } = charge.payment_method_details ?? {};
  const { fingerprint } = bank ?? source ?? {};
  deactivateMandate(scope, bank?.mandate ?? '');
  deactivateMandates(scope, charge.payment_method ?? '');
  withdrawConsent(scope, charge.payment_method ?? '');
  if (knobsOf(scope, charge.payment_intent).blockAfterReturn === 'no' || fingerprint == null) return;
  if (!isUnauthorized(scope, charge)) return;
  const disputed = [...scope.tables.charge.walk({ index: 'disputed', key: fingerprint })];
  const isSecond = disputed.some((other) => other.id !== charge.id && isUnauthorized(scope, other));
  if (isSecond) blockAccount(scope, charge, ENDINGS.debit_not_authorized.failure.blocks);
}
