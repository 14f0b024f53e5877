import { errors } from '../core/catalogue.ts';
import { type List, limitOf } from '../core/list.ts';
import type { FlowProgress } from '../model/flow-progress.ts';
import type { Account } from '../model/wire.ts';
import { collectedAccounts } from '../resources/financial-connections/collected-accounts.ts';
import { sessionFields } from '../resources/financial-connections/session-preview.ts';
import { renderedIn } from '../sandbox/rendering.ts';
import type { FlowSession } from './flow-session.ts';

/* The session as its clients see it (its fields: public sources of stripe-ios and stripe-android). */

const URL = '/v1/link_account_sessions/list_accounts';
const FIRST_PAGE = 10;

interface CountedPage extends List<Account> {
  readonly total_count: number;
}

/** A page of what was collected, in the order in which it was picked. */
export function pageOfAccounts(
  { scope, session }: FlowSession,
  version: string,
  { limit, starting_after: after }: { readonly limit?: number; readonly starting_after?: string } = {},
): CountedPage {
  const all = collectedAccounts(scope, session.id);
  const at = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && at === 0)
    throw errors.resourceMissingInParameter('account', after, 'starting_after');
  const end = at + limitOf(limit ?? FIRST_PAGE, scope.settings.assume.limitOutOfRange);
  return {
    object: 'list',
    data: all.slice(at, end).map((account) => renderedIn(scope, account, version)),
    has_more: end < all.length,
    total_count: all.length,
    url: URL,
  };
}

/** A bank account that was typed in, as far as it is shown. */
function typedAccount({ typed }: FlowProgress): object | null {
  if (typed === undefined) return null;
  return {
    object: 'bank_account',
    bank_name: 'STRIPE TEST BANK',
    last4: typed.account_number.slice(-4),
    routing_number: typed.routing_number,
  };
}

/** What came of the session; until it has ended, it has no accounts. */
export function receiptOf(found: FlowSession, version: string): object {
  const { scope, session, progress, flow } = found;
  const { id, client_secret, filters, permissions, return_url } = session;
  const accounts = pageOfAccounts(found, version);
  const { status, status_details, relink_options, relink_result } = sessionFields(scope, session);
  const linked = accounts.data.find((account) => account.id === flow.paying);
  return {
    id,
    object: 'link_account_session',
    accounts,
    bank_account_token: scope.tables.token.get(progress.token ?? '') ?? null,
    client_secret,
    filters,
    linked_accounts: accounts,
    livemode: false,
    payment_account: linked ?? typedAccount(flow),
    permissions,
    ...(relink_options === undefined ? {} : { relink_options }),
    ...(relink_result === undefined ? {} : { relink_result }),
    return_url: return_url ?? null,
    status,
    ...(status_details === undefined ? {} : { status_details }),
  };
}
