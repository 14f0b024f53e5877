import { holdingOf } from '../bank/holdings.ts';
import type { Institution, InstitutionCatalogue, TestAccount } from '../bank/institutions.ts';
import { heldOwners } from '../bank/owners.ts';
import { errors } from '../core/catalogue.ts';
import { choices } from '../core/errors.ts';
import { sentence } from '../core/sentence.ts';
import type { BankLogin } from '../model/facts.ts';
import {
  changedScript,
  REFRESH_FEATURES,
  type RefreshFeature,
  type RefreshScript,
} from '../model/refresh.ts';
import type { Account } from '../model/wire.ts';
import { PERMISSIONS } from '../model/words.ts';
import type {
  AccountPatch,
  AccountReconnection,
  ApiResource,
  LinkAccountFields,
} from '../options/options.ts';
import { chosenAccounts } from '../resources/financial-connections/account-choice.ts';
import {
  type Collection,
  collectAccounts,
  loginFor,
  type Overrides,
  requireTestAccounts,
} from '../resources/financial-connections/account-collection.ts';
import { finishRefresh } from '../resources/financial-connections/account-refresh.ts';
import { loginOf } from '../resources/financial-connections/bank-login.ts';
import { accountHolder, checkPrefetch } from '../resources/financial-connections/sessions.ts';
import {
  refreshesStarted,
  replaceTransactions,
} from '../resources/financial-connections/transactions/account-ledger.ts';
import type { Scope } from '../sandbox/scope.ts';
import {
  changeLife,
  checkExpiries,
  checkLife,
  numbersOf,
  reasonGiven,
  reconnectAccount,
} from './account-life.ts';
import {
  type Holdings,
  type LinkParams,
  linkParams,
  type Refresh,
  reconnectParams,
  type UpdateParams,
  updateParams,
} from './account-params.ts';
import { action, twin } from './action.ts';
import { checkNotNull, toldIn } from './given-transactions.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** Links an account without a session. */
    readonly linkAccount: (fields?: LinkAccountFields) => Promise<ApiResource>;
    /** Changes what the bank knows of an account, what becomes of it, or how its refreshes go. */
    readonly updateAccount: (id: string, patch: AccountPatch) => Promise<ApiResource>;
    /** The user logs in again: an inactive account is active, with numbers that can be used. */
    readonly reconnectAccount: (id: string, change?: AccountReconnection) => Promise<ApiResource>;
  }
}

const TYPE = 'financial_connections.account';

function withHoldings(login: BankLogin, given: Holdings | undefined, kind: Account['category']): BankLogin {
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
  readonly scope: Scope;
  readonly institution: Institution;
  readonly picked: TestAccount;
  readonly collection: Collection;
  readonly known: Overrides & { readonly fields: Partial<Account> };
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
  const transactions = toldIn(owner, fields.id, held?.transactions, 0);
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
      ...(transactions === undefined ? {} : { transactions }),
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
function linkAccount(asking: Scope, catalogue: InstitutionCatalogue, params: LinkParams): Account {
  checkExpiries(asking, params);
  const { scope, institution, picked, collection, known } = prepareLink(asking, catalogue, params, (holder) =>
    accountHolder(asking, holder),
  );
  if (params.id !== undefined && scope.tables[TYPE].get(params.id) !== undefined)
    throw errors.resourceExists('Account');
  const [account] = collectAccounts(scope, institution, [picked], collection, known);
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

/** Changes what the bank knows, the account's status, or how its refreshes go. */
function updateAccount(scope: Scope, id: string, change: UpdateParams): Account {
  const { holdings: known, refresh: scripts } = change;
  const account = scope.require(TYPE, id);
  const login = loginOf(scope, id);
  const finishing = REFRESH_FEATURES.flatMap((feature) => {
    const end = scripts?.[feature]?.finish;
    if (end === undefined) return [];
    if (!login.waiting.includes(feature)) {
      const waiting = login.waiting.length === 0 ? 'none does' : `${choices(login.waiting)} does`;
      throw errors.misuse(
        sentence`No ${feature} refresh of ${id} waits to be told: ${waiting}. Start one with the header "Emulator-Refresh: manual".`,
        `refresh[${feature}][finish]`,
      );
    }
    return [[feature, end] as const];
  });
  checkLife(scope, account, change);

  const transactions = toldIn(scope, id, known?.transactions, refreshesStarted(scope, id));
  const waiting = login.waiting.filter((feature) => !finishing.some(([finished]) => finished === feature));
  scope.facts.logins.set(id, {
    ...withScripts(withHoldings(login, known, account.category), scripts),
    waiting,
  });
  if (transactions !== undefined) replaceTransactions(scope, id, transactions);
  changeLife(scope, account, change);
  for (const [feature, outcome] of finishing) finishRefresh(scope, id, feature, outcome);
  return scope.require(TYPE, id);
}

const PATH = '/financial_connections/accounts';

export const accountActions = [
  action(
    'POST',
    PATH,
    {
      about:
        "Links an account without a session. `permissions[]` are all by default, `account` is a test account's name, or `persona` that of somebody whose main account it is; any field of an account may be given, `holdings` are what its bank knows, and `refresh` is how its refreshes go.",
      answers: 'object',
      params: linkParams,
      twin: twin(
        'linkAccount',
        'linkAccount(fields)',
        ({ act }) =>
          (fields = {}) =>
            act('', fields),
      ),
    },
    ({ scope, params, body, tools }) => {
      checkNotNull(body);
      return linkAccount(scope, tools.institutions, params);
    },
  ),
  action(
    'POST',
    `${PATH}/:id`,
    {
      about:
        'Changes what the bank knows (`holdings`), how refreshes go (`refresh[balance][finish]` ends one that waits to be told), or what becomes of the account: its `status`, and why it is `inactive`; the deactivation that is expected of it, with its date (`status_details[active]`, empty for none); its `account_numbers`, all of them; its `supported_payment_method_types`. Each change sends its events.',
      answers: 'object',
      params: updateParams,
      twin: twin(
        'updateAccount',
        'updateAccount(id, patch)',
        ({ act }) =>
          (id, patch) =>
            act(id, patch),
      ),
      has: ({ tables }, id) => tables[TYPE].get(id) !== undefined,
    },
    ({ scope, id, params, body }) => {
      checkNotNull(body);
      return updateAccount(scope, id, params);
    },
  ),
  action(
    'POST',
    `${PATH}/:id/reconnect`,
    {
      about:
        'The user logs in again at the institution of the account: an inactive account is active, tokenized numbers are replaced, and what the institution foretells begins anew. `permissions[]` become those of the account. Refused of one that is disconnected, or whose reason to be inactive has the action `none`.',
      answers: 'object',
      params: reconnectParams,
      twin: twin(
        'reconnectAccount',
        'reconnectAccount(id, change)',
        ({ act }) =>
          (id, change = {}) =>
            act(id, change),
      ),
      has: ({ tables }, id) => tables[TYPE].get(id) !== undefined,
    },
    ({ scope, id, params, tools }) => reconnectAccount(scope, tools.institutions, id, params),
  ),
] as const;
