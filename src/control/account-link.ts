import { holdingOf } from '../bank/holdings.ts';
import type { Institution, InstitutionCatalogue, TestAccount } from '../bank/institutions.ts';
import { heldOwners } from '../bank/owners.ts';
import { errors } from '../core/catalogue.ts';
import { sentence } from '../core/sentence.ts';
import type { BankLogin } from '../model/bank-facts.ts';
import {
  changedScript,
  REFRESH_FEATURES,
  type RefreshFeature,
  type RefreshScript,
} from '../model/refresh.ts';
import type { Account } from '../model/wire.ts';
import { PERMISSIONS } from '../model/words.ts';
import { chosenAccounts, requireTestAccounts } from '../resources/financial-connections/account-choice.ts';
import {
  accountAgain,
  type Collection,
  collectAccounts,
  loginFor,
} from '../resources/financial-connections/account-collection.ts';
import type { Overrides } from '../resources/financial-connections/account-given.ts';
import { accountHolder, checkPrefetch } from '../resources/financial-connections/sessions.ts';
import { refreshesStarted } from '../resources/financial-connections/transactions/account-ledger.ts';
import type { Scope } from '../sandbox/scope.ts';
import { checkExpiries, numbersOf, reasonGiven } from './account-life.ts';
import type { Holdings, LinkParams, Refresh } from './account-params.ts';
import { toldIn } from './given-transactions.ts';

/* How an account is linked without a session. */

const TYPE = 'financial_connections.account';

export function withHoldings(
  login: BankLogin,
  given: Holdings | undefined,
  kind: Account['category'],
): BankLogin {
  if (given === undefined) return login;
  const { balance: spec, owners } = given;
  return {
    ...login,
    ...(spec === undefined
      ? {}
      : { balance: spec === null ? null : { ...holdingOf(spec, kind), given: true } }),
    ...(owners === undefined ? {} : { owners: heldOwners(owners) }),
  };
}

export function withScripts(login: BankLogin, given: Refresh | undefined): BankLogin {
  if (given === undefined) return login;
  const scripts: Partial<Record<RefreshFeature, RefreshScript>> = { ...login.refresh };
  for (const feature of REFRESH_FEATURES) {
    const change = given[feature];
    if (change === undefined) continue;
    scripts[feature] = changedScript(scripts[feature] ?? { outcomes: [] }, change);
  }
  return { ...login, refresh: scripts };
}

interface PreparedLink {
  readonly scope: Scope;
  readonly institution: Institution;
  readonly picked: TestAccount;
  readonly collection: Collection;
  readonly known: Overrides & { readonly fields: Partial<Account> };
  /** The transactions that are given, as they come into the account of that id behind so many of its refreshes. */
  readonly told: (account: string | undefined, behind: number) => Pick<Overrides, 'transactions'>;
}

/** Checks all that can be refused about a link, before anything is stored. */
export function prepareLink(
  scope: Scope,
  catalogue: InstitutionCatalogue,
  params: LinkParams,
  shown: (holder: NonNullable<LinkParams['account_holder']>) => NonNullable<Account['account_holder']>,
): PreparedLink {
  const {
    account,
    account_holder,
    account_numbers: numbers,
    holdings: held,
    inactive,
    institution: at,
    permissions = PERMISSIONS,
    persona,
    prefetch = [],
    refresh: scripts,
    ...fields
  } = params;
  const { institution, names } = chosenAccounts(catalogue, { institution: at, account, persona });
  if (institution.down !== undefined)
    throw errors.misuse(
      sentence`${institution.name} ${institution.down}: no account can be linked there.`,
      'institution',
    );
  const [picked] = requireTestAccounts(catalogue, institution, names.slice(0, 1), 'account');
  if (picked === undefined)
    throw errors.misuse(sentence`${institution.name} has no accounts.`, 'institution');
  const holderOf = account_holder == null ? null : shown(account_holder);
  checkPrefetch(scope, permissions, prefetch, 'prefetch');
  const kind = params.category ?? picked.category ?? 'cash';
  // Of a bank account that is linked again nothing is said anew unless it is given.
  const reason = reasonGiven(params);
  const isAsOffered = held === undefined && scripts === undefined && Object.keys(reason).length === 0;
  const offered = loginFor(institution, picked, kind);
  const login = isAsOffered
    ? {}
    : { login: withScripts(withHoldings({ ...offered, ...reason }, held, kind), scripts) };
  const owner = ownerOf(scope, holderOf?.account);
  return {
    scope: owner,
    institution,
    picked,
    collection: { accountHolder: holderOf, permissions, prefetch },
    known: {
      fields: {
        ...withSubcategory(fields),
        ...(numbers === undefined ? {} : { account_numbers: numbers && numbersOf(numbers) }),
      },
      ...login,
    },
    told: (id, behind) => {
      const transactions = toldIn(owner, id, held?.transactions, behind);
      return transactions === undefined ? {} : { transactions };
    },
  };
}

/** Where an account is stored: in the sandbox of the connected account that it was collected for, if there is one. */
export function ownerOf(scope: Scope, account: string | undefined): Scope {
  return account === undefined || scope.settings.assume.connectedAccounts === 'together'
    ? scope
    : scope.sandbox.scope(account);
}

/** Links an account without a session. */
export function linkAccount(asking: Scope, catalogue: InstitutionCatalogue, params: LinkParams): Account {
  checkExpiries(asking, params);
  const link = prepareLink(asking, catalogue, params, (holder) => accountHolder(asking, holder));
  const { scope, institution, picked, collection, known, told } = link;
  if (params.id !== undefined && scope.tables[TYPE].get(params.id) !== undefined)
    throw errors.resourceExists('Account');
  const again = accountAgain(scope, institution, picked, collection, known.fields);
  // One that is linked again may take its own ids again, and its refreshes have not shown what is given now.
  const given = again === undefined ? told(params.id, 0) : told(again.id, refreshesStarted(scope, again.id));
  const [account] = collectAccounts(scope, institution, [picked], collection, { ...known, ...given });
  // One account was picked, so one was collected.
  return account as Account;
}

/** A subcategory for an account that was given only a category. */
export function withSubcategory<F extends Partial<Account>>(fields: F): F {
  const { category: kind, subcategory: sub } = fields;
  if (kind === undefined || sub !== undefined) return fields;
  return {
    ...fields,
    subcategory: kind === 'cash' ? 'checking' : kind === 'credit' ? 'credit_card' : 'other',
  };
}
