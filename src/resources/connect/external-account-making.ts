import { errors } from '../../core/catalogue.ts';
import { boolean, hash, hashOr, oneOf, optional, type Params, string } from '../../core/shape.ts';
import type { BankAccount } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import {
  bankAccountOfToken,
  DESCRIPTION,
  type DraftBankAccount,
  describedBankAccount,
  keepBankAccount,
} from '../bank-accounts/making.ts';
import { BANK_ACCOUNT } from '../bank-accounts/record.ts';
import { externalAccountsOf } from './shown-account.ts';

/* How external accounts come and go, and which is the default of its currency. */

const DESCRIBED = hash({
  ...DESCRIPTION,
  // Of bank accounts it counts beside the hash only (stripe-node issue 213).
  default_for_currency: optional(boolean),
  object: optional(oneOf('bank_account', 'card')),
  token: optional(string()),
});

/** A token, or what describes a bank account; cards are told from them, and not emulated. */
export const EXTERNAL_ACCOUNT = hashOr(DESCRIBED, string());
export type GivenExternalAccount = Params<(typeof DESCRIBED)['members']> | string;

const CARD_TOKEN = /^tok_[a-z]/i;
const noCards = (): Error =>
  errors.notYetEmulated('external accounts that are cards', 'Use a bank account, such as btok_us_verified.');

/** The bank account that is given for an external account, decided on and not yet kept. */
export function draftedExternalAccount(
  scope: Scope,
  given: GivenExternalAccount,
  param: string,
): DraftBankAccount {
  if (typeof given === 'string') {
    if (CARD_TOKEN.test(given) && scope.tables.token.get(given) === undefined) throw noCards();
    return bankAccountOfToken(scope, given, param);
  }
  const { default_for_currency: _beside, object, token, ...description } = given;
  if (token !== undefined) return draftedExternalAccount(scope, token, `${param}[token]`);
  if (object === 'card') throw noCards();
  return describedBankAccount(description, (name) => `${param}[${name}]`);
}

/** The default external account of a currency. */
const defaultIn = (scope: Scope, account: string, currency: string): BankAccount | undefined =>
  externalAccountsOf(scope, account).find(
    (external) => external.currency === currency && external.default_for_currency === true,
  );

/** Takes the default of a currency from whichever other has it: one each currency (assumed). */
export function undefault(scope: Scope, account: string, { currency, id }: BankAccount): void {
  const owner = scope.sandbox.scope(account);
  const other = externalAccountsOf(scope, account).find(
    (external) =>
      external.id !== id && external.currency === currency && external.default_for_currency === true,
  );
  if (other === undefined) return;
  const changed = owner.tables[BANK_ACCOUNT].put({ ...other, default_for_currency: false });
  owner.emit('account.external_account.updated', changed, { default_for_currency: true });
}

const DEFAULT_CURRENCY = 'usd';

interface Wish {
  readonly isDefault?: boolean | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** Keeps an external account: the first in its currency is the default (stripe-node types). */
export function keepExternalAccount(
  scope: Scope,
  account: string,
  draft: DraftBankAccount,
  { isDefault = false, metadata = {} }: Wish = {},
): BankAccount {
  const currency = draft.details.currency ?? DEFAULT_CURRENCY;
  const isFirst = externalAccountsOf(scope, account).every((external) => external.currency !== currency);
  const owner = scope.sandbox.scope(account);
  const kept = keepBankAccount(
    owner,
    draft,
    { account, default_for_currency: isFirst || isDefault },
    metadata,
  );
  if (kept.default_for_currency === true) undefault(scope, account, kept);
  owner.emit('account.external_account.created', kept);
  return kept;
}

/** Takes an external account away. The event shows it as it was (recorded). */
export function dropExternalAccount(scope: Scope, account: string, external: BankAccount): void {
  const owner = scope.sandbox.scope(account);
  owner.tables[BANK_ACCOUNT].delete(external.id);
  owner.emit('account.external_account.deleted', external);
}

/** "sets it as the new default external account for its currency, and deletes the old default" (stripe-node types). */
export function replaceExternalAccount(scope: Scope, account: string, draft: DraftBankAccount): void {
  const old = defaultIn(scope, account, draft.details.currency ?? DEFAULT_CURRENCY);
  if (old !== undefined) dropExternalAccount(scope, account, old);
  keepExternalAccount(scope, account, draft, { isDefault: true });
}
