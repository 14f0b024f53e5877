import type { InstitutionCatalogue } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import { sentence } from '../core/sentence.ts';
import type { IntentType } from '../model/jobs.ts';
import type { Records } from '../model/records.ts';
import type { Account, PaymentIntent } from '../model/wire.ts';
import {
  checkCollectable,
  collectBankAccount,
  type PickedBankAccount,
} from '../resources/bank-account-collection.ts';
import {
  checkSubcategories,
  chosenAccounts,
  requireTestAccounts,
} from '../resources/financial-connections/account-choice.ts';
import { collectAccounts } from '../resources/financial-connections/account-collection.ts';
import { isPayable } from '../resources/financial-connections/account-payability.ts';
import { INTENT_NOUNS } from '../resources/intents/access.ts';
import type { Scope } from '../sandbox/scope.ts';
import { askedOptions } from './asked-permissions.ts';
import { stepsInto } from './bank-steps.ts';
import { walked } from './pane-lifecycle.ts';
import { checkTypedAlone, type TypedIn } from './typed-in.ts';

/** What the user does when an intent asks for a bank account: picks one of an institution, or types one in. */
export interface BankAccountChoice {
  readonly institution?: string;
  readonly account?: string;
  readonly manual_entry?: TypedIn;
  readonly billing_details?: { readonly name?: string; readonly email?: string };
}

type BankOptions = NonNullable<PaymentIntent['payment_method_options']>['us_bank_account'];

/** Does what the user has decided on, for a holder, and answers the bank account. */
type Picking = (accountHolder: Account['account_holder']) => PickedBankAccount;

/**
 * Decides on what the user picks or types in, by the same panes as in a browser; may refuse it, and links nothing yet. `noun` is
 * what asks for it.
 */
export function decideBankAccount(
  scope: Scope,
  catalogue: InstitutionCatalogue,
  { institution: at, account, manual_entry: typed }: BankAccountChoice,
  { noun, options }: { readonly noun: string; readonly options: BankOptions },
): Picking {
  if (typed !== undefined) {
    checkTypedAlone({ institution: at, account });
    walked('agree', 'submit_numbers');
    return () => ({ routingNumber: typed.routing_number, accountNumber: typed.account_number });
  }
  const { institution, names } = chosenAccounts(catalogue, { institution: at, account });
  if (institution.down !== undefined)
    throw errors.misuse(
      sentence`${institution.name} ${institution.down}: no account can be linked there.`,
      'institution',
    );
  const picked = requireTestAccounts(catalogue, institution, names, 'account');
  const unpayable = picked.find((testAccount) => !isPayable(testAccount));
  if (unpayable !== undefined)
    throw errors.misuse(
      sentence`"${unpayable.name}" of ${institution.name} cannot be used for ACH payments.`,
      'account',
    );
  const connections = options?.financial_connections;
  checkSubcategories(picked, connections?.filters?.account_subcategories, noun, 'account');
  walked('agree', ...stepsInto(institution), 'select_to_pay', 'attach');
  return (accountHolder) => {
    const permissions = [...new Set([...(connections?.permissions ?? []), 'payment_method' as const])];
    const [linked] = collectAccounts(scope, institution, picked, {
      accountHolder,
      permissions,
      prefetch: connections?.prefetch ?? [],
    });
    if (linked === undefined)
      throw errors.misuse(sentence`${institution.name} has no accounts.`, 'institution');
    return { financialConnectionsAccount: linked };
  };
}

/** The holder of what is linked for a customer, or for nobody who is known. */
export const holderOf = (customer: string | null): Account['account_holder'] =>
  customer === null ? null : { customer, type: 'customer' };

/** Plays the user whom a payment or a setup asks for a bank account. */
export function collectForIntent<Type extends IntentType>(
  scope: Scope,
  catalogue: InstitutionCatalogue,
  type: Type,
  id: string,
  choice: BankAccountChoice,
): Records[Type] {
  const intent = scope.require(type, id);
  checkCollectable(scope, intent, choice.manual_entry !== undefined);
  const options = askedOptions(scope, intent);
  const pick = decideBankAccount(scope, catalogue, choice, { noun: INTENT_NOUNS[type], options });
  const picked = pick(holderOf(intent.customer));
  return collectBankAccount(scope, type, id, picked, {
    billing_details: { name: 'Jenny Rosen', ...choice.billing_details },
  });
}
