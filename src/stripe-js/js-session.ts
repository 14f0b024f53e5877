import type { FinancialConnectionsSession } from '@stripe/stripe-js';
import type { FlowClient, LinkedAccount, SessionReceipt } from './client.ts';

/*
 * The session as Stripe.js shows it, which is not as the API does: its accounts are a plain list, and have these members
 * alone (types of @stripe/stripe-js: FinancialConnectionsSession).
 */

const SHOWN = [
  'id',
  'object',
  'balance',
  'balance_refresh',
  'category',
  'created',
  'display_name',
  'institution_name',
  'last4',
  'livemode',
  'ownership',
  'ownership_refresh',
  'permissions',
  'status',
  'subcategory',
  'supported_payment_method_types',
] as const satisfies readonly (keyof FinancialConnectionsSession.Account & keyof LinkedAccount)[];

const shown = (account: LinkedAccount): FinancialConnectionsSession.Account =>
  // A cast: these are its members, and the API's words are a few more than Stripe.js's types have.
  Object.fromEntries(
    SHOWN.map((name) => [name, account[name]]),
  ) as unknown as FinancialConnectionsSession.Account;

/** More pages than any session has accounts for. */
const MAX_PAGES = 100;

/** All pages of them: a receipt holds the first one. */
async function accountsOf(
  client: FlowClient,
  { accounts }: SessionReceipt,
): Promise<readonly LinkedAccount[]> {
  let all = accounts.data;
  let hasMore = accounts.has_more;
  for (let page = 1; hasMore && page < MAX_PAGES; page++) {
    const next = await client.listAccounts(all[all.length - 1]?.id);
    all = [...all, ...next.data];
    hasMore = next.has_more;
  }
  return all;
}

function filtersOf({ filters }: SessionReceipt): FinancialConnectionsSession.Filters | undefined {
  const countries = filters?.countries ?? (filters?.country == null ? undefined : [filters.country]);
  return countries === undefined ? undefined : { countries: [...countries] };
}

/** What a program is given of a session that was shown. */
export async function jsSession(
  client: FlowClient,
  receipt: SessionReceipt,
): Promise<FinancialConnectionsSession> {
  const filters = filtersOf(receipt);
  const { id, permissions, return_url: returnUrl } = receipt;
  return {
    id,
    accounts: (await accountsOf(client, receipt)).map(shown),
    ...(filters === undefined ? {} : { filters }),
    // A cast: the API's words are those of Stripe.js.
    ...(permissions === undefined
      ? {}
      : { permissions: [...permissions] as FinancialConnectionsSession.Permission[] }),
    ...(returnUrl == null ? {} : { return_url: returnUrl }),
  };
}
