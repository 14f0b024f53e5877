import { errors } from '../../core/catalogue.ts';
import { sentence } from '../../core/sentence.ts';
import type { Account, PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { stopMicrodeposits } from '../intents/microdeposits.ts';
import { draftPaymentMethod, keepPaymentMethod } from '../payment-methods/creation.ts';
import { checkUsable } from './confirmation.ts';
import { aboutIntent, INTENT, intentLifecycle, withPaymentMethod } from './record.ts';

/** The bank account that a user has picked, or typed in. */
export type PickedBankAccount =
  | { readonly financialConnectionsAccount: Account }
  | { readonly routingNumber: string; readonly accountNumber: string };

/** Refuses an intent that cannot be asked for a bank account, before one is linked for it. */
export function checkCollectable(
  scope: Scope,
  { customer, status, payment_method_options: options, payment_method_types: types }: PaymentIntent,
  isTypedIn: boolean,
): void {
  if (intentLifecycle[status].attach === undefined)
    throw errors.misuse(
      sentence`No bank account can be collected for a PaymentIntent with a status of ${status}.`,
    );
  if (customer !== null && scope.tables.customer.get(customer) === undefined)
    throw errors.misuse(
      sentence`The customer ${customer} of this PaymentIntent has been deleted: create a PaymentIntent for another.`,
    );
  if (!types.includes('us_bank_account')) throw errors.incompatiblePaymentMethod('us_bank_account', types);
  const method = options?.us_bank_account?.verification_method;
  // What each verification_method allows: docs: financial-connections/ach-direct-debit-payments.
  if (isTypedIn && method === 'instant')
    throw errors.misuse('With verification_method=instant bank accounts cannot be typed in.', 'manual_entry');
  if (!isTypedIn && method === 'microdeposits')
    throw errors.misuse(
      'With verification_method=microdeposits bank accounts can only be typed in: give manual_entry.',
    );
}

/** Gives the intent a new PaymentMethod made of the bank account, as `collectBankAccountForPayment` does. */
export function collectBankAccount(
  scope: Scope,
  intentId: string,
  picked: PickedBankAccount,
  billingDetails: { readonly name: string; readonly email?: string },
): PaymentIntent {
  const intent = scope.require(INTENT, intentId);
  const isLinked = 'financialConnectionsAccount' in picked;
  checkCollectable(scope, intent, !isLinked);
  const us_bank_account = isLinked
    ? { financial_connections_account: picked.financialConnectionsAccount.id }
    : { account_number: picked.accountNumber, routing_number: picked.routingNumber };
  const draft = draftPaymentMethod(scope, {
    type: 'us_bank_account',
    billing_details: billingDetails,
    us_bank_account,
  });
  aboutIntent(intent, () => checkUsable(draft, intent));
  const { id } = keepPaymentMethod(scope, draft);
  stopMicrodeposits(scope, intentId);
  return scope.tables[INTENT].put(withPaymentMethod(intent, id));
}
