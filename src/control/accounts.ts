import { holdingOf } from '../bank/holdings.ts';
import type { Institution, InstitutionCatalogue, TestAccount } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import { choices } from '../core/errors.ts';
import type { FormValue } from '../core/form.ts';
import type { BankLogin } from '../model/facts.ts';
import {
  changedScript,
  REFRESH_FEATURES,
  type RefreshFeature,
  type RefreshScript,
} from '../model/refresh.ts';
import type { Account } from '../model/wire.ts';
import {
  type Collection,
  collectAccounts,
  DEFAULT_ACCOUNT,
  DEFAULT_INSTITUTION,
  loginFor,
  requireInstitution,
  requireTestAccounts,
} from '../resources/financial-connections/account-collection.ts';
import { finishRefresh } from '../resources/financial-connections/account-refresh.ts';
import { deactivate, disconnect, reactivate } from '../resources/financial-connections/account-status.ts';
import { loginOf } from '../resources/financial-connections/bank-login.ts';
import { accountHolder, checkPrefetch, PERMISSIONS } from '../resources/financial-connections/sessions.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { type Holdings, type LinkParams, linkParams, type Refresh, updateParams } from './account-params.ts';

const TYPE = 'financial_connections.account';

function withHoldings(login: BankLogin, given: Holdings | undefined, kind: Account['category']): BankLogin {
  if (given === undefined) return login;
  const { balance: spec, owners, transactions } = given;
  return {
    ...login,
    ...(spec === undefined ? {} : { balance: spec === null ? null : holdingOf(spec, kind) }),
    ...(owners === undefined ? {} : { owners }),
    ...(transactions === undefined ? {} : { transactions }),
  };
}

function withScripts(login: BankLogin, given: Refresh | undefined): BankLogin {
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
  readonly scope: Sandbox;
  readonly institution: Institution;
  readonly picked: TestAccount;
  readonly collection: Collection;
  readonly known: { readonly fields: Partial<Account>; readonly login: BankLogin };
}

/** Everything about a link that can be refused. */
export function prepareLink(
  sandbox: Sandbox,
  catalogue: InstitutionCatalogue,
  params: LinkParams,
  shown: (holder: NonNullable<LinkParams['account_holder']>) => NonNullable<Account['account_holder']>,
): PreparedLink {
  const {
    account,
    account_holder,
    holdings: held,
    institution: at,
    permissions = PERMISSIONS,
    prefetch = [],
    refresh: scripts,
    ...fields
  } = params;
  const institution = requireInstitution(catalogue, at ?? DEFAULT_INSTITUTION);
  if (institution.down !== undefined)
    throw errors.misuse(
      `${institution.name} ${institution.down}: no account can be linked there.`,
      'institution',
    );
  const [picked] = requireTestAccounts(catalogue, institution, [account ?? DEFAULT_ACCOUNT], 'account');
  if (picked === undefined) throw errors.misuse(`${institution.name} has no accounts.`, 'institution');
  const holderOf = account_holder == null ? null : shown(account_holder);
  checkPrefetch(sandbox, permissions, prefetch, 'prefetch');
  const kind = params.category ?? picked.category ?? 'cash';
  const login = withScripts(withHoldings(loginFor(institution, picked, kind), held, kind), scripts);
  return {
    scope: ownerOf(sandbox, holderOf?.account),
    institution,
    picked,
    collection: { accountHolder: holderOf, permissions, prefetch },
    known: { fields: withSubcategory(fields), login },
  };
}

/** An account collected for a connected account is that account's. */
function ownerOf(sandbox: Sandbox, account: string | undefined): Sandbox {
  return account === undefined || sandbox.settings.assume.connectedAccounts === 'together'
    ? sandbox
    : sandbox.connected(account);
}

/** Links an account without a session. */
export function linkAccount(sandbox: Sandbox, catalogue: InstitutionCatalogue, form: FormValue): Account {
  const params = linkParams(form, '');
  const { scope, institution, picked, collection, known } = prepareLink(
    sandbox,
    catalogue,
    params,
    (holder) => accountHolder(sandbox, holder),
  );
  if (params.id !== undefined && scope.tables[TYPE].get(params.id) !== undefined)
    throw errors.resourceExists('Account');
  const [account] = collectAccounts(scope, institution, [picked], collection, known);
  // One account was picked, so one was collected.
  return account as Account;
}

/** A credit account is a card unless it says what it is; others are plain. */
function withSubcategory<F extends Partial<Account>>(fields: F): F {
  const { category: kind, subcategory: sub } = fields;
  if (kind === undefined || sub !== undefined) return fields;
  return {
    ...fields,
    subcategory: kind === 'cash' ? 'checking' : kind === 'credit' ? 'credit_card' : 'other',
  };
}

/** Changes what the bank knows, the account's status, or how its refreshes go. */
export function updateAccount(sandbox: Sandbox, id: string, form: FormValue): Account {
  const { holdings: known, status, refresh: scripts } = updateParams(form, '');
  const account = sandbox.require(TYPE, id);
  const login = loginOf(sandbox, id);
  const finishing = REFRESH_FEATURES.flatMap((feature) => {
    const end = scripts?.[feature]?.finish;
    if (end === undefined) return [];
    if (!login.waiting.includes(feature)) {
      const waiting = login.waiting.length === 0 ? 'none does' : `${choices(login.waiting)} does`;
      throw errors.misuse(
        `No ${feature} refresh of ${id} waits to be told: ${waiting}. Start one with the header "Emulator-Refresh: manual".`,
        `refresh[${feature}][finish]`,
      );
    }
    return [[feature, end] as const];
  });
  if (account.status === 'disconnected' && status !== undefined && status !== 'disconnected') {
    throw errors.misuse(
      `The account ${id} is disconnected, from which there is no way back: link it anew.`,
      'status',
    );
  }

  const waiting = login.waiting.filter((feature) => !finishing.some(([finished]) => finished === feature));
  sandbox.hidden.logins.set(id, {
    ...withScripts(withHoldings(login, known, account.category), scripts),
    waiting,
  });
  if (status === 'inactive') deactivate(sandbox, account);
  if (status === 'active') reactivate(sandbox, account);
  if (status === 'disconnected') disconnect(sandbox, account);
  for (const [feature, outcome] of finishing) finishRefresh(sandbox, id, feature, outcome);
  return sandbox.require(TYPE, id);
}
