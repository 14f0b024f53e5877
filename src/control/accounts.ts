import { errors } from '../core/catalogue.ts';
import { choices } from '../core/errors.ts';
import { sentence } from '../core/sentence.ts';
import { REFRESH_FEATURES } from '../model/refresh.ts';
import type { Account } from '../model/wire.ts';
import type {
  AccountPatch,
  AccountReconnection,
  ApiResource,
  LinkAccountFields,
} from '../options/options.ts';
import { finishRefresh } from '../resources/financial-connections/account-refresh.ts';
import { loginOf } from '../resources/financial-connections/bank-login.ts';
import {
  refreshesStarted,
  replaceTransactions,
} from '../resources/financial-connections/transactions/account-ledger.ts';
import type { Scope } from '../sandbox/scope.ts';
import { changeLife, checkLife, reconnectAccount } from './account-life.ts';
import { linkAccount, withHoldings, withScripts } from './account-link.ts';
import { linkParams, reconnectParams, type UpdateParams, updateParams } from './account-params.ts';
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
