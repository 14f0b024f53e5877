import { isObjectType } from '../../src/model/records.ts';

/* What stands in the `:names` of paths, as a snapshot knows it. */

/** Those that are called otherwise than their types are. */
const CALLED: Readonly<Record<string, string>> = {
  configuration: 'payment_method_configuration',
  external_account: 'bank_account',
  item: 'subscription_item',
  plan: 'price',
  source: 'bank_account',
};
const FAMILIES = ['financial_connections', 'checkout'];

/** The type of object that a name of a path stands for. */
function typeIn(path: string, name: string): string {
  const family = FAMILIES.find((one) => path.includes(`/${one}/`) && isObjectType(`${one}.${name}`));
  return family === undefined ? (CALLED[name] ?? name) : `${family}.${name}`;
}

interface Known {
  readonly id: string;
  readonly client_secret?: string | null;
  /** The connected account whose it is, of external accounts. */
  readonly account?: string | object | null;
}

type Entry = readonly [Known, boolean];

export interface Scope {
  readonly tables: Readonly<Record<string, readonly Entry[]>>;
  readonly facts: { readonly transactionIds?: readonly (readonly [string, object])[] };
}

export interface Scopes {
  readonly scopes: readonly Scope[];
  readonly deliveries?: readonly Known[];
}

/** What can be in a path, by its type. */
export type Ids = ReadonlyMap<string, readonly Known[]>;

const named = (...ids: readonly string[]): readonly Known[] => ids.map((id) => ({ id }));

/** Of one scope, with what is reached from every one. */
export function idsOf({ tables, facts }: Scope, { scopes, deliveries = [] }: Scopes): Ids {
  const own = Object.entries(tables).map(
    ([type, entries]) => [type, entries.map(([record]) => record)] as const,
  );
  const found = new Map<string, readonly Known[]>(own);
  // A cast: a subscription holds its items.
  const subscriptions = (found.get('subscription') ?? []) as readonly {
    readonly items?: { readonly data: readonly Known[] };
  }[];
  found.set(
    'subscription_item',
    subscriptions.flatMap(({ items }) => items?.data ?? []),
  );
  // Those of connected accounts are kept with them, and the platform asks for them.
  found.set(
    'external_account',
    scopes.flatMap(({ tables: { bank_account: all = [] } }) =>
      all.flatMap(([record]) => (record.account == null ? [] : record)),
    ),
  );
  found.set('capability', named('transfers', 'us_bank_account_ach_payments'));
  // These have no id of the caller's, and are found by their lists.
  found.set('institution', named('fcinst_Qn1a7A4KhL42se'));
  found.set('transaction', named(...(facts.transactionIds?.map(([id]) => id) ?? [])));
  found.set('delivery', named(...deliveries.map(({ id }) => id)));
  return found;
}

export const namesIn = (path: string): readonly string[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

/** The path with ids for its names. */
export const filledIn = (path: string, ids: readonly string[]): string =>
  // Encoding refuses lone surrogates; no client can send them.
  ids.reduce((left, id) => left.replace(/:\w+/, () => encodeURIComponent(id.toWellFormed())), path);

/** What a name of a path can stand for. */
export const knownIn = (ids: Ids, path: string, name: string): readonly Known[] =>
  ids.get(name === 'external_account' ? name : typeIn(path, name)) ?? [];

/** The ids that go together in a path: what is under something else belongs to it, or to nothing. */
export function subjectsIn(ids: Ids, path: string): readonly (readonly string[])[] {
  const [first, second] = namesIn(path);
  if (first === undefined) return [[]];
  const owners = knownIn(ids, path, first).map(({ id }) => id);
  if (second === undefined) return owners.map((id) => [id]);
  return knownIn(ids, path, second).flatMap((record) => {
    const { [first]: owner } = record as Known & Readonly<Record<string, unknown>>;
    return (typeof owner === 'string' ? [owner] : owners.slice(0, 1)).map((id) => [id, record.id]);
  });
}
