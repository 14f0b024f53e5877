import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { type List, pageOf, pagination } from '../../core/list.ts';
import { mergedMetadata, metadata } from '../../core/metadata.ts';
import { boolean, oneOf, optional, string, unsettable } from '../../core/shape.ts';
import type { BankAccount, ParamsOf } from '../../model/wire.ts';
import { BANK_HOLDER_TYPES } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { BANK_ACCOUNT as TYPE } from '../bank-accounts/record.ts';
import { type Operation, operation } from '../operation.ts';
import { given, previousAttributes } from '../params/changes.ts';
import { foreign } from '../params/foreign.ts';
import { asItIs, follow } from './course.ts';
import {
  draftedExternalAccount,
  dropExternalAccount,
  EXTERNAL_ACCOUNT,
  keepExternalAccount,
  undefault,
} from './external-account-making.ts';
import { connectedAccount, externalAccountsOf } from './shown-account.ts';

const PATH = '/v1/accounts/:account/external_accounts';
const ONE = `${PATH}/:external_account`;
// Their type's own noun is that of customers' sources.
const NOUN = 'external account';

type Path = Readonly<Record<string, string>>;

/** The external account in the path, which has to be the account's own. */
function found(scope: Scope, { account = '', external_account: id = '' }: Path): BankAccount {
  const external = scope.sandbox.scope(account).tables[TYPE].get(id);
  if (external?.account === account) return external;
  throw errors.resourceMissing(NOUN, id);
}

const create = operation(
  'POST',
  PATH,
  {
    answers: TYPE,
    sdkParams: 'AccountCreateExternalAccountParams',
    params: {
      default_for_currency: optional(boolean),
      external_account: EXTERNAL_ACCOUNT,
      metadata,
    } satisfies ParamsOf<Stripe.AccountCreateExternalAccountParams>,
  },
  ({ scope, id, params }) => {
    const then = asItIs(scope, connectedAccount(scope, id));
    const draft = draftedExternalAccount(scope, params.external_account, 'external_account');
    const wish = {
      isDefault: params.default_for_currency,
      metadata: mergedMetadata({}, params.metadata),
    };
    const external = keepExternalAccount(scope, id, draft, wish);
    follow(scope, then);
    return external;
  },
);

const retrieve = operation(
  'GET',
  ONE,
  {
    answers: TYPE,
    sdkParams: 'AccountRetrieveExternalAccountParams',
    params: {} satisfies ParamsOf<Stripe.AccountRetrieveExternalAccountParams>,
  },
  ({ scope, path }) => found(scope, path),
);

const UPDATE = {
  ...foreign('AccountUpdateExternalAccountParams'),
  account_holder_name: optional(string()),
  account_holder_type: unsettable(oneOf(...BANK_HOLDER_TYPES)),
  account_type: optional(oneOf('checking', 'futsu', 'savings', 'toza')),
  default_for_currency: optional(boolean),
  metadata,
} satisfies ParamsOf<Stripe.AccountUpdateExternalAccountParams>;

const update = operation(
  'POST',
  ONE,
  { answers: TYPE, sdkParams: 'AccountUpdateExternalAccountParams', params: UPDATE },
  ({ scope, path, params }) => {
    const before = found(scope, path);
    const { account = '' } = path;
    const after: BankAccount = {
      ...before,
      ...given(params, 'account_holder_name', 'account_holder_type', 'account_type'),
      // Nobody takes the default away: another becomes it (docs: "When set to true").
      ...(params.default_for_currency === true ? { default_for_currency: true } : {}),
      metadata: mergedMetadata(before.metadata ?? {}, params.metadata),
      // "You can re-enable a disabled bank account by performing an update call without providing any arguments" (stripe-node types).
      ...(before.status === 'errored' ? { status: 'new' } : {}),
    };
    const previous = previousAttributes(before, after);
    // An update that changes nothing is no event (assumed).
    if (previous === undefined) return before;
    const owner = scope.sandbox.scope(account);
    owner.tables[TYPE].put(after);
    if (after.default_for_currency === true && before.default_for_currency !== true)
      undefault(scope, account, after);
    owner.emit('account.external_account.updated', after, previous);
    return after;
  },
);

/** Refuses to take the default away: of the account's own currency always, of another while there are others. */
function checkNotDefault(scope: Scope, account: string, external: BankAccount): void {
  const { currency, default_for_currency: isDefault } = external;
  if (isDefault !== true) return;
  const isOwn = connectedAccount(scope, account).default_currency === currency;
  const siblings = externalAccountsOf(scope, account).filter((other) => other.currency === currency);
  if (isOwn || siblings.length > 1) throw errors.externalAccountIsDefault();
}

const remove = operation(
  'DELETE',
  ONE,
  {
    answers: TYPE,
    sdkParams: 'AccountDeleteExternalAccountParams',
    params: {} satisfies ParamsOf<Stripe.AccountDeleteExternalAccountParams>,
  },
  ({ scope, path }) => {
    const external = found(scope, path);
    const { account = '' } = path;
    checkNotDefault(scope, account, external);
    const then = asItIs(scope, connectedAccount(scope, account));
    dropExternalAccount(scope, account, external);
    follow(scope, then);
    return { id: external.id, object: TYPE, currency: external.currency, deleted: true };
  },
);

const list = operation(
  'GET',
  PATH,
  {
    answers: TYPE,
    list: true,
    sdkParams: 'AccountListExternalAccountsParams',
    params: {
      ...pagination,
      object: optional(oneOf('bank_account', 'card')),
    } satisfies ParamsOf<Stripe.AccountListExternalAccountsParams>,
  },
  ({ scope, id, params }): List<BankAccount> =>
    pageOf(
      scope.sandbox.scope(id).tables[TYPE],
      {
        url: `/v1/accounts/${id}/external_accounts`,
        noun: NOUN,
        params,
        outOfRange: scope.settings.assume.limitOutOfRange,
      },
      // Cards are not emulated.
      { index: 'account', key: id, where: params.object === 'card' ? () => false : undefined },
    ),
);

export const externalAccountOperations: readonly Operation[] = [create, retrieve, update, remove, list];
