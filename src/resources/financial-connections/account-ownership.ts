import type Stripe from 'stripe';
import { SAMPLE_OWNERS } from '../../bank/owners.ts';
import { errors } from '../../core/catalogue.ts';
import { pageOf, pagination } from '../../core/list.ts';
import { string } from '../../core/shape.ts';
import { Table } from '../../core/table.ts';
import type { HeldOwner } from '../../model/bank-facts.ts';
import type { AccountOwner, AccountOwnership, ParamsOf } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { loginOf } from './bank-login.ts';

const ACCOUNT = 'financial_connections.account';
const OWNERSHIP = 'financial_connections.account_ownership';
const OWNER = 'financial_connections.account_owner';

/** How many owners an ownership shows itself: a page of a list, as other lists within objects (recorded of those). */
const SHOWN = 10;

/** With the query (docs: financial-connections/ownership, its sample). */
const ownersUrl = (account: string, ownership: string): string =>
  `/v1/financial_connections/accounts/${account}/owners?ownership=${ownership}`;

/** An owner, with an id of its own unless one is given. */
export type OwnerOf = HeldOwner & Partial<Pick<AccountOwner, 'id' | 'refreshed_at'>>;

/** The owners as the account's bank knows them now. */
export const ownersAt = (scope: Scope, account: string): readonly HeldOwner[] =>
  loginOf(scope, account).owners ?? SAMPLE_OWNERS;

/** Stores a snapshot of the owners of an account, in the bank's order. */
export function keepOwnership(
  scope: Scope,
  account: string,
  { id, created }: Pick<AccountOwnership, 'created' | 'id'>,
  owners: readonly OwnerOf[],
): AccountOwnership {
  const shown = owners.map(
    ({ id: owner, email, name, phone, raw_address, refreshed_at = created }): AccountOwner => ({
      id: owner ?? scope.id('fcaown'),
      object: OWNER,
      email,
      name,
      ownership: id,
      phone,
      raw_address,
      refreshed_at,
    }),
  );
  scope.facts.ownerships.set(id, { account, further: shown.slice(SHOWN) });
  return scope.tables[OWNERSHIP].put({
    id,
    object: OWNERSHIP,
    created,
    owners: {
      object: 'list',
      data: shown.slice(0, SHOWN),
      has_more: shown.length > SHOWN,
      total_count: shown.length,
      url: ownersUrl(account, id),
    },
  });
}

/**
 * What a refresh of ownership leaves that began at `created`: always a new one with new owners, while earlier ones stay as
 * they were ("a snapshot of the owners of an account at a particular point in time", stripe-node types; that they stay
 * is inferred). `created` and `refreshed_at` are the refresh's `last_attempted_at` (docs: financial-connections/ownership).
 */
export const newOwnership = (scope: Scope, account: string, created: number): AccountOwnership =>
  keepOwnership(scope, account, { id: scope.id('fcaowns'), created }, ownersAt(scope, account));

/** A table of the owners, made for this request: they are few, and a table knows how to page. */
function ownersOf(scope: Scope, { id, owners }: AccountOwnership): Table<AccountOwner> {
  const further = scope.facts.ownerships.get(id)?.further ?? [];
  const table = new Table<AccountOwner>();
  // A page begins with the last that was put.
  for (const owner of [...owners.data, ...further].reverse()) table.put(owner);
  return table;
}

const listOwners = operation(
  'GET',
  '/v1/financial_connections/accounts/:account/owners',
  {
    answers: OWNER,
    list: true,
    sdkParams: 'FinancialConnections.AccountListOwnersParams',
    params: {
      ...pagination,
      ownership: string(),
    } satisfies ParamsOf<Stripe.FinancialConnections.AccountListOwnersParams>,
  },
  ({ scope, id, params }) => {
    const account = scope.require(ACCOUNT, id);
    const ownership = scope.requireFor(OWNERSHIP, params.ownership, 'ownership');
    // One of another account is as if there were none (inferred).
    if (scope.facts.ownerships.get(ownership.id)?.account !== account.id)
      throw errors.resourceMissingInParameter(OWNERSHIP, ownership.id, 'ownership');
    return pageOf(ownersOf(scope, ownership), {
      url: ownersUrl(account.id, ownership.id),
      noun: OWNER,
      params,
      outOfRange: scope.settings.assume.limitOutOfRange,
    });
  },
);

export const ownershipOperations: readonly Operation[] = [listOwners];
