import type { InstitutionCatalogue } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import { sentence } from '../core/sentence.ts';
import type { IntentType } from '../model/jobs.ts';
import type { Records } from '../model/records.ts';
import { checkCollectable, collectBankAccount } from '../resources/bank-account-collection.ts';
import {
  checkSubcategories,
  chosenAccounts,
  requireTestAccounts,
} from '../resources/financial-connections/account-choice.ts';
import { collectAccounts } from '../resources/financial-connections/account-collection.ts';
import { isPayable } from '../resources/financial-connections/account-payability.ts';
import { INTENT_NOUNS } from '../resources/intents/access.ts';
import type { Scope } from '../sandbox/scope.ts';
import { checkTypedAlone, type TypedIn } from './typed-in.ts';

/** What the user does when an intent asks for a bank account: picks one of an institution, or types one in. */
export interface BankAccountChoice {
  readonly institution?: string;
  readonly account?: string;
  readonly manual_entry?: TypedIn;
  readonly billing_details?: { readonly name?: string; readonly email?: string };
}

/** Plays the user whom a payment or a setup asks for a bank account. */
export function collectForIntent<Type extends IntentType>(
  scope: Scope,
  catalogue: InstitutionCatalogue,
  type: Type,
  id: string,
  { institution: at, account, manual_entry: typed, billing_details: billing }: BankAccountChoice,
): Records[Type] {
  const billingDetails = { name: 'Jenny Rosen', ...billing };
  const intent = scope.require(type, id);
  checkCollectable(scope, intent, typed !== undefined);
  if (typed !== undefined) {
    checkTypedAlone({ institution: at, account });
    return collectBankAccount(
      scope,
      type,
      id,
      { routingNumber: typed.routing_number, accountNumber: typed.account_number },
      billingDetails,
    );
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
  const options = intent.payment_method_options?.us_bank_account?.financial_connections;
  checkSubcategories(picked, options?.filters?.account_subcategories, INTENT_NOUNS[type], 'account');
  const permissions = [...new Set([...(options?.permissions ?? []), 'payment_method' as const])];
  const accountHolder =
    intent.customer === null ? null : { customer: intent.customer, type: 'customer' as const };
  const [linked] = collectAccounts(scope, institution, picked, {
    accountHolder,
    permissions,
    prefetch: options?.prefetch ?? [],
  });
  if (linked === undefined)
    throw errors.misuse(sentence`${institution.name} has no accounts.`, 'institution');
  return collectBankAccount(scope, type, id, { financialConnectionsAccount: linked }, billingDetails);
}
