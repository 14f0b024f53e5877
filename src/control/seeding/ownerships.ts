import { errors } from '../../core/catalogue.ts';
import { formFromJson, isHash } from '../../core/form.ts';
import { sentence } from '../../core/sentence.ts';
import { arrayOf, hash, optional, type Shape, string, unsettable } from '../../core/shape.ts';
import type { AccountOwnership } from '../../model/wire.ts';
import {
  keepOwnership,
  type OwnerOf,
  ownersAt,
} from '../../resources/financial-connections/account-ownership.ts';
import { secondsInTime } from '../seconds-in-time.ts';
import { type Fields, withoutFixed } from './fields.ts';
import { type Given, keptOf, type PreparedObject, textOf } from './preparation.ts';

const TYPE = 'financial_connections.account_ownership';
const OWNER = 'financial_connections.account_owner';

const owner = hash({
  id: optional(string()),
  email: unsettable(string()),
  name: string(),
  ownership: optional(string()),
  phone: unsettable(string()),
  raw_address: unsettable(string()),
  refreshed_at: unsettable(secondsInTime),
});

/** Each as the API answers it, or with its name alone. */
const owners = arrayOf((value, path) =>
  owner(isHash(value) ? withoutFixed(value, OWNER, path) : value, path),
);

/** The list of owners, or the hash in which the API answers it. */
const listed: Shape<ReturnType<typeof owners>> = (value, path) =>
  isHash(value) && Object.hasOwn(value, 'data') ? owners(value.data, `${path}[data]`) : owners(value, path);

const parameters = hash({
  id: optional(string()),
  account: optional(string()),
  created: optional(secondsInTime),
  owners: optional(listed),
});

/** Whose it is: no field of an ownership tells, but the URL of its owners. */
function accountIn({ account, owners: list }: Fields): string | undefined {
  const url = isHash(list) ? textOf(list.url) : undefined;
  return textOf(account) ?? /^\/v1\/financial_connections\/accounts\/(.+)\/owners\?/.exec(url ?? '')?.[1];
}

/** An ownership of an account; its owners are those that the account's bank tells, unless others are given. */
export function preparedOwnership({ scope, fields, where }: Given): PreparedObject<AccountOwnership> {
  const given = withoutFixed(fields, TYPE, where);
  const params = parameters(formFromJson(given), where);
  const account = accountIn(given);
  if (account === undefined)
    throw errors.misuse(
      sentence`${where}.account is missing: name the account whose owners these are, such as "fca_123".`,
      `${where}.account`,
    );
  const id = params.id ?? scope.id('fcaowns');
  checkOwners(params.owners ?? [], id, where);
  const created = params.created ?? keptOf(scope, TYPE, id).created ?? scope.seconds();
  return {
    scope,
    id,
    references: [{ type: 'financial_connections.account', id: account, field: 'account' }],
    put: () =>
      keepOwnership(scope, account, { id, created }, params.owners?.map(whole) ?? ownersAt(scope, account)),
  };
}

type GivenOwner = ReturnType<typeof owner>;

const whole = ({ ownership: _own, email = null, phone = null, raw_address = null, ...rest }: GivenOwner) =>
  ({ ...rest, email, phone, raw_address }) satisfies OwnerOf;

/** Refuses owners of another ownership, and two of one id, of which a list could show only one. */
function checkOwners(given: readonly GivenOwner[], ownership: string, where: string): void {
  const ids = new Set<string>();
  for (const [at, { id, ownership: named = ownership }] of given.entries()) {
    const place = `${where}.owners[${at}]`;
    if (named !== ownership)
      throw errors.misuse(
        sentence`${place}.ownership is "${named}", and the owner is one of ${ownership}: leave it away.`,
        `${place}.ownership`,
      );
    if (id === undefined) continue;
    if (ids.has(id))
      throw errors.misuse(
        sentence`${place}.id is "${id}", as of an owner before: choose another, or leave it away.`,
        `${place}.id`,
      );
    ids.add(id);
  }
}
