import { errors } from '../core/catalogue.ts';
import { sentence } from '../core/sentence.ts';
import type { IntentType } from '../model/jobs.ts';
import type { Records } from '../model/records.ts';
import type { Account } from '../model/wire.ts';
import type { Scope } from '../sandbox/scope.ts';
import { aboutIntent, INTENT_NOUNS, type Intent } from './intents/access.ts';
import { stopMicrodeposits } from './intents/microdeposits.ts';
import { checkUsable as checkPayable } from './payment-intents/confirmation.ts';
import { intentLifecycle, withPaymentMethod as withPaying } from './payment-intents/record.ts';
import {
  type DraftPaymentMethod,
  draftPaymentMethod,
  keepPaymentMethod,
  type PaymentMethodFields,
} from './payment-methods/creation.ts';
import { moveAttempt } from './setup-intents/attempts.ts';
import { checkUsable as checkSetUp } from './setup-intents/confirmation.ts';
import { setupLifecycle, withPaymentMethod as withSetUp } from './setup-intents/record.ts';

/* How a bank account is collected, which differs by the kind of intent: what both have in common is in `intents`, and knows neither. */

/** The bank account that a user has picked, or typed in. */
export type PickedBankAccount =
  | { readonly financialConnectionsAccount: Account }
  | { readonly routingNumber: string; readonly accountNumber: string };

/** What differs between the kinds of intents when a bank account is collected for one. */
interface Kind<Type extends IntentType> {
  readonly checkUsable: (draft: DraftPaymentMethod, intent: Records[Type]) => void;
  /** Stores the intent with the payment method that was collected. */
  readonly give: (scope: Scope, intent: Records[Type], paymentMethod: string) => Records[Type];
}

const KINDS: { readonly [Type in IntentType]: Kind<Type> } = {
  payment_intent: {
    checkUsable: checkPayable,
    give: (scope, intent, id) => scope.tables.payment_intent.put(withPaying(intent, id)),
  },
  setup_intent: {
    checkUsable: checkSetUp,
    give(scope, intent, id) {
      moveAttempt(scope, intent, 'abandon');
      return scope.tables.setup_intent.put(withSetUp(intent, id));
    },
  },
};

const takesPaymentMethod = (intent: Intent): boolean =>
  (intent.object === 'payment_intent' ? intentLifecycle[intent.status] : setupLifecycle[intent.status])
    .attach !== undefined;

/** Refuses an intent that cannot be asked for a bank account, before one is linked for it. */
export function checkCollectable(scope: Scope, intent: Intent, isTypedIn: boolean): void {
  const { customer, object, status, payment_method_types: types } = intent;
  const noun = INTENT_NOUNS[object];
  if (!takesPaymentMethod(intent))
    throw errors.misuse(sentence`No bank account can be collected for a ${noun} with a status of ${status}.`);
  if (customer !== null && scope.tables.customer.get(customer) === undefined)
    throw errors.misuse(
      sentence`The customer ${customer} of this ${noun} has been deleted: create a ${noun} for another.`,
    );
  if (!types.includes('us_bank_account'))
    throw object === 'payment_intent'
      ? errors.incompatiblePaymentMethod('us_bank_account', types)
      : errors.setupMethodIncompatible('us_bank_account', types);
  const method = intent.payment_method_options?.us_bank_account?.verification_method;
  // What each verification_method allows: docs: financial-connections/ach-direct-debit-payments.
  if (isTypedIn && method === 'instant')
    throw errors.misuse('With verification_method=instant bank accounts cannot be typed in.', 'manual_entry');
  if (!isTypedIn && method === 'microdeposits')
    throw errors.misuse(
      'With verification_method=microdeposits bank accounts can only be typed in: give manual_entry.',
    );
}

/**
 * Gives the intent a new PaymentMethod made of the bank account, as `collectBankAccountForPayment` and
 * `collectBankAccountForSetup` do.
 */
export function collectBankAccount<Type extends IntentType>(
  scope: Scope,
  type: Type,
  intentId: string,
  picked: PickedBankAccount,
  fields: Pick<PaymentMethodFields, 'allow_redisplay' | 'billing_details' | 'metadata'>,
): Records[Type] {
  const intent = scope.require(type, intentId);
  const isLinked = 'financialConnectionsAccount' in picked;
  checkCollectable(scope, intent, !isLinked);
  const us_bank_account = isLinked
    ? { financial_connections_account: picked.financialConnectionsAccount.id }
    : { account_number: picked.accountNumber, routing_number: picked.routingNumber };
  const draft = draftPaymentMethod(scope, {
    ...fields,
    type: 'us_bank_account',
    us_bank_account,
  });
  const { checkUsable, give } = KINDS[type];
  aboutIntent(intent, () => checkUsable(draft, intent));
  const { id } = keepPaymentMethod(scope, draft);
  stopMicrodeposits(scope, intentId);
  return give(scope, intent, id);
}
