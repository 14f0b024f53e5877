import { holdingOf } from '../../bank/holdings.ts';
import type { Institution, TestAccount } from '../../bank/institutions.ts';
import { heldOwners } from '../../bank/owners.ts';
import { TEST_ROUTING_NUMBER } from '../../bank/test-bank-accounts.ts';
import { withFields } from '../../core/field-order.ts';
import { hash } from '../../core/shape.ts';
import type { BankLogin } from '../../model/bank-facts.ts';
import {
  byFeature,
  changedScript,
  REFRESH_CHANGES,
  type RefreshFeature,
  type RefreshScript,
} from '../../model/refresh.ts';
import type { Account } from '../../model/wire.ts';
import type { Prefetch } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Overrides, settleGiven } from './account-given.ts';
import { accountNumbers } from './account-numbers.ts';
import { isPayable, supportedTypes } from './account-payability.ts';
import { closesAtOnce, foretellAll, reasonOf } from './account-prospects.ts';
import { startRefreshes } from './account-refresh.ts';
import { goOnFrom, lostAccount, prefetched, relinked } from './account-relink.ts';
import { DENIED, deactivate } from './account-status.ts';
import { settleAuthorization } from './authorizations.ts';
import { INSTITUTION_NAME, loginOf, noteInactivity } from './bank-login.ts';
import { takeBackAll } from './foretold.ts';
import { forgetLedger, noteShownRefresh } from './transactions/account-ledger.ts';

const TYPE = 'financial_connections.account';

/** Whose accounts are collected, and which permissions and prefetches were asked for. */
export interface Collection {
  readonly accountHolder: Account['account_holder'];
  readonly permissions: NonNullable<Account['permissions']>;
  readonly prefetch: readonly Prefetch[];
}

const readChanges = hash(REFRESH_CHANGES);

const scriptOf = ({ refresh }: TestAccount): Partial<Record<RefreshFeature, RefreshScript>> => {
  if (refresh === undefined) return {};
  const changes = readChanges(refresh, 'refresh');
  const script = changedScript({ outcomes: [] }, changes);
  const scriptFor = (feature: RefreshFeature) => changedScript(script, changes[feature] ?? {});
  return byFeature(scriptFor);
};

type Offered = Pick<BankLogin, 'balance' | 'owners' | 'refresh'>;

// Shared by all who link it: a million accounts take no more room for what their bank says of each of them.
const OFFERED = new WeakMap<TestAccount, Map<Account['category'], Offered>>();

function offeredBy(account: TestAccount, category: Account['category']): Offered {
  const known = OFFERED.get(account) ?? new Map<Account['category'], Offered>();
  OFFERED.set(account, known);
  const { balance = null, owners } = account;
  const offered = known.get(category) ?? {
    balance: balance === null ? null : holdingOf(balance, category),
    ...(owners === undefined ? {} : { owners: heldOwners(owners) }),
    refresh: scriptOf(account),
  };
  known.set(category, offered);
  return offered;
}

/** What the bank knows of a test account. */
export function loginFor(
  institution: Institution,
  account: TestAccount,
  category: Account['category'],
): BankLogin {
  const { account_number: accountNumber = null } = account;
  return {
    institution: institution.name,
    account: account.name,
    routingNumber: accountNumber === null ? null : TEST_ROUTING_NUMBER,
    accountNumber,
    ...offeredBy(account, category),
    started: {},
    waiting: [],
    payment: account.payment ?? 'succeeds',
  };
}

/** An account with every field it can have. */
function newAccount(scope: Scope, id: string, fields: Partial<Account> = {}): Account {
  const blank: Account = {
    id,
    object: TYPE,
    account_holder: null,
    account_numbers: null,
    balance: null,
    balance_refresh: null,
    category: 'cash',
    created: scope.seconds(),
    display_name: null,
    institution_name: INSTITUTION_NAME,
    last4: null,
    livemode: false,
    ownership: null,
    ownership_refresh: null,
    permissions: [],
    status: 'active',
    subcategory: 'checking',
    subscriptions: [],
    supported_payment_method_types: ['us_bank_account'],
    transaction_refresh: null,
  };
  // Last, so that given fields cannot change them.
  return { ...withFields(blank, fields), id, object: TYPE, livemode: false };
}

function linked(
  scope: Scope,
  account: TestAccount,
  collection: Collection,
  overrides: Partial<Account>,
): Account {
  const payable = isPayable(account);
  return newAccount(scope, overrides.id ?? scope.id('fca'), {
    account_holder: collection.accountHolder,
    account_numbers: accountNumbers(
      scope,
      account,
      payable && collection.permissions.includes('payment_method'),
    ),
    category: account.category ?? 'cash',
    display_name: account.name,
    last4: account.last4 ?? null,
    permissions: collection.permissions,
    status: account.status ?? 'active',
    subcategory: account.subcategory ?? 'checking',
    supported_payment_method_types: supportedTypes(account),
    ...overrides,
  });
}

/** Stores the account and the bank's side of it. Sends no event. */
export function placedAccount(
  scope: Scope,
  institution: Institution,
  testAccount: TestAccount,
  collection: Collection,
  given: Overrides = {},
): Account {
  const { fields = {}, login } = given;
  const earlier = scope.tables[TYPE].get(fields.id ?? '');
  // An account that replaces an earlier one of the same id keeps its time of creation.
  const created = earlier === undefined ? {} : { created: earlier.created };
  const account = linked(scope, testAccount, collection, { ...created, ...fields });
  const { started, life = 0 } = loginOf(scope, account.id);
  scope.facts.logins.set(account.id, {
    ...(login ?? loginFor(institution, testAccount, account.category)),
    // Kept, because refreshes of the earlier account may be under way, and must not end those of this one.
    started,
    ...(earlier === undefined ? {} : { life: life + 1 }),
  });
  if (earlier !== undefined) takeBackAll(scope, earlier);
  forgetLedger(scope, account.id);
  noteShownRefresh(scope, account);
  settleGiven(scope, account, given, undefined);
  if (account.status === 'inactive' && login?.inactive === undefined)
    noteInactivity(scope, account, isInactiveByItself(testAccount) ? reasonOf(testAccount) : DENIED);
  const placed = scope.tables[TYPE].put(account);
  settleAuthorization(scope, placed);
  return placed;
}

const isInactiveByItself = (testAccount: TestAccount): boolean =>
  testAccount.status === 'inactive' || closesAtOnce(testAccount);

/** The account that is active again when that test account is linked, if there is one. */
export const accountAgain = (
  scope: Scope,
  institution: Institution,
  testAccount: TestAccount,
  { accountHolder }: Collection,
  given?: Partial<Account>,
): Account | undefined =>
  scope.settings.assume.relink === 'new_account'
    ? undefined
    : lostAccount(scope, institution, testAccount, accountHolder, given);

/**
 * Links the accounts that a user picked. Each collection makes new ones (assumed), but for a bank account to which access
 * was lost: its account is active again (assume.relink).
 */
export function collectAccounts(
  scope: Scope,
  institution: Institution,
  picked: readonly TestAccount[],
  collection: Collection,
  known: Overrides = {},
): readonly Account[] {
  return picked.map((testAccount) => {
    const lost = lostAccount(scope, institution, testAccount, collection.accountHolder, known.fields);
    if (lost === undefined) return linkedAnew(scope, institution, testAccount, collection, known);
    if (scope.settings.assume.relink === 'new_account')
      return linkedAnew(scope, institution, testAccount, collection, known, lost);
    return relinked(scope, lost, testAccount, {
      permissions: collection.permissions,
      prefetch: prefetched(collection.prefetch, collection.permissions),
      ...known,
    });
  });
}

/**
 * A new account: one `account.created`, and the prefetches, pending from the start (inferred from docs:
 * financial-connections/balances, "as soon as your user connects").
 */
function linkedAnew(
  scope: Scope,
  institution: Institution,
  testAccount: TestAccount,
  collection: Collection,
  known: Overrides,
  lost?: Account,
): Account {
  const account = placedAccount(scope, institution, testAccount, collection, known);
  // Before prefetches that end at once.
  if (lost !== undefined) goOnFrom(scope, lost, account);
  const closes = closesAtOnce(testAccount, known.fields);
  // An inactive account cannot be refreshed, so nothing is prefetched (assumed).
  const lasts = account.status === 'active' && !closes;
  const features = lasts ? prefetched(collection.prefetch, account.permissions ?? []) : [];
  const start = startRefreshes(scope, account, features);
  scope.emit(`${TYPE}.created`, start.account);
  start.begin();
  // Prefetches that end at once have changed it.
  const present = scope.tables[TYPE].get(account.id) ?? start.account;
  const foretold = foretellAll(scope, present, testAccount);
  // Linked and then closed, by the name of the test account: which events there are is assumed.
  return closes ? deactivate(scope, foretold, reasonOf(testAccount)) : foretold;
}
