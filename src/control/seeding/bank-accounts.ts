import {
  fingerprintOf,
  planOfNumber,
  planOfShown,
  TEST_ROUTING_NUMBER,
} from '../../bank/test-bank-accounts.ts';
import { errors } from '../../core/catalogue.ts';
import { isHash } from '../../core/form.ts';
import { sentence } from '../../core/sentence.ts';
import { arrayOf, oneOf } from '../../core/shape.ts';
import type { SourcePlan } from '../../model/facts.ts';
import type { BankAccount } from '../../model/wire.ts';
import { BANK_ACCOUNT_STATUSES } from '../../model/words.ts';
import { putBankAccount } from '../../resources/bank-accounts/keeping.ts';
import {
  type BankAccountOwner,
  type BankDetails,
  bankAccountOf,
  completeDetails,
  BANK_ACCOUNT as TYPE,
} from '../../resources/bank-accounts/record.ts';
import { externalAccountsOf } from '../../resources/connect/shown-account.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { checkedFields, type Fields, withoutFixed } from './fields.ts';
import { type Given, type PreparedObject, referencesOf, textOf } from './preparation.ts';

const WORDS = {
  available_payout_methods: arrayOf(oneOf('instant', 'standard')),
  status: oneOf(...BANK_ACCOUNT_STATUSES),
};

function ownerOf(
  { account, customer, default_for_currency: isDefault }: Fields,
  where: string,
): BankAccountOwner {
  const [holder, payee] = [textOf(customer), textOf(account)];
  if (holder !== undefined) return { customer: holder };
  if (payee !== undefined) return { account: payee, default_for_currency: isDefault === true };
  // Of one that a token was charged for.
  if (customer !== undefined) return { customer: null };
  throw errors.misuse(
    sentence`${where} is nobody's: name the customer whose source it is, or the account whose external account.`,
    `${where}.customer`,
  );
}

/** What a number says that is given beside the fields, and that no answer shows. */
export function numberedFields(
  { account_number: number, ...fields }: Fields,
  where: string,
): { readonly fields: Fields; readonly numbers: Partial<BankDetails>; readonly plan?: SourcePlan } {
  const text = textOf(number);
  if (text === undefined) return { fields, numbers: {} };
  const routing = textOf(fields.routing_number) ?? TEST_ROUTING_NUMBER;
  return {
    fields,
    numbers: { fingerprint: fingerprintOf(routing, text), last4: text.slice(-4) },
    plan: { ...planOfNumber(text, `${where}.account_number`), verified: fields.status === 'verified' },
  };
}

/** What becomes of a bank account of which nothing but this is known. */
export const planShown = (shown: BankDetails | BankAccount): SourcePlan => ({
  ...(planOfShown(shown) ?? { fate: 'succeeds' }),
  verified: shown.status === 'verified',
});

/** Whether the same call says of its customer which source is the default. */
const isDefaultSaid = (customer: BankAccount['customer'], { customers = [] }: Fields): boolean =>
  Object.values(customers ?? []).some(
    (given: unknown) => isHash(given) && given.id === customer && given.default_source !== undefined,
  );

/** The first source of a customer is its default, as when it is created. */
function becomeDefaultSource(scope: Scope, { customer, id }: BankAccount): void {
  const holder = scope.tables.customer.get(typeof customer === 'string' ? customer : '');
  if (holder?.default_source === null) scope.tables.customer.put({ ...holder, default_source: id });
}

/** Keeps one default each currency: that which is said to be it, else the first, as when it is created. */
function putExternal(scope: Scope, record: BankAccount, isUnsaid: boolean): BankAccount {
  const { account, currency, default_for_currency: isDefault, id } = record;
  if (typeof account !== 'string') return putBankAccount(scope, record);
  const other = externalAccountsOf(scope, account).find(
    (external) => external.id !== id && external.currency === currency && external.default_for_currency,
  );
  if (isDefault && other !== undefined) scope.tables[TYPE].put({ ...other, default_for_currency: false });
  const isFirst = isUnsaid && other === undefined;
  return putBankAccount(scope, isFirst ? { ...record, default_for_currency: true } : record);
}

/** A bank account of a customer or a connected account. */
export function preparedBankAccount({
  scope: asked,
  fields: all,
  where,
  beside,
}: Given): PreparedObject<BankAccount> {
  const { fields, numbers, plan } = numberedFields(withoutFixed(all, TYPE, where), where);
  const owner = ownerOf(fields, where);
  // That of a connected account is in its own scope.
  const { sandbox } = asked;
  const isPlatforms = 'account' in owner && owner.account === sandbox.ownAccount;
  const payee = 'account' in owner ? sandbox.scope(isPlatforms ? null : owner.account) : undefined;
  const scope = payee ?? asked;
  const template = bankAccountOf(completeDetails(scope, { id: 'template' }), owner);
  const given = checkedFields(template, fields, TYPE, where, WORDS);
  const details = completeDetails(scope, { ...numbers, ...(given.id === undefined ? {} : { id: given.id }) });
  const record: BankAccount = { ...bankAccountOf(details, owner), ...given };
  return {
    scope,
    id: record.id,
    references: referencesOf(record),
    put() {
      // An earlier one of the same id keeps what was known of it, unless a number says it.
      const known = plan ?? scope.facts.bankAccounts.get(record.id);
      scope.facts.bankAccounts.set(record.id, known ?? planShown(record));
      if (!isDefaultSaid(record.customer, beside)) becomeDefaultSource(scope, record);
      return putExternal(scope, record, given.default_for_currency == null);
    },
  };
}
