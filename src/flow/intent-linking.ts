import type { Institution } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import type { Account } from '../model/wire.ts';
import { checkCollectable } from '../resources/bank-account-collection.ts';
import { INTENT_NOUNS } from '../resources/intents/access.ts';
import { askedOptions } from './asked-permissions.ts';
import { decideBankAccount, holderOf } from './bank-account.ts';
import { type FlowSession, intentOf } from './flow-session.ts';

/** Links the account with which an intent is to be paid, by the very steps of `collectBankAccount`. */
export function linkForIntent(
  found: FlowSession,
  institution: Institution,
  names: readonly string[],
): Account {
  const { scope, catalogue } = found;
  const intent = intentOf(found);
  const [name, ...others] = names;
  if (intent === undefined || name === undefined || others.length > 0)
    throw errors.flowRefused('One account is to be picked here.', 'selected_accounts');
  checkCollectable(scope, intent, false);
  const choice = { institution: institution.name, account: name };
  const pick = decideBankAccount(scope, catalogue, choice, {
    noun: INTENT_NOUNS[intent.object],
    options: askedOptions(scope, intent),
  });
  const picked = pick(holderOf(intent.customer));
  if (!('financialConnectionsAccount' in picked)) throw new Error('What was picked was not typed in.');
  return picked.financialConnectionsAccount;
}
