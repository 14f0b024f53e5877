import shippedInstitutions from '../../fixtures/institutions.json' with { type: 'json' };
import shippedPersonas from '../../fixtures/personas.json' with { type: 'json' };
import testAccounts from '../../fixtures/test-accounts.json' with { type: 'json' };
import sharedTransactions from '../../fixtures/transactions.json' with { type: 'json' };
import { lettersOf } from '../core/ids.ts';
import { once } from '../core/once.ts';
import type { InactiveCause } from '../model/inactivity.ts';
import type { TransactionStage } from '../model/ledger.ts';
import type { PaymentFate } from '../model/payments.ts';
import type { RefreshChanges } from '../model/refresh.ts';
import type { Account } from '../model/wire.ts';
import type { BalanceSpec } from './holdings.ts';
import type { PartName } from './ledger/part.ts';
import type { OwnerSpec } from './owners.ts';

/** A transaction of a test account, told by its distance from the linking. */
export interface FixedTransaction {
  readonly description: string;
  /** In minor units; negative is money out. */
  readonly amount: number;
  /** `usd` by default. */
  readonly currency?: string;
  /** How long before the linking it was transacted, a duration. */
  readonly ago: string;
  /** `posted` by default, from the beginning. */
  readonly status?: TransactionStage;
  /** A duration after the linking when a pending one posts. */
  readonly posts_after?: string;
  /** A duration after the linking when a pending one vanishes. */
  readonly voids_after?: string;
}

/** An account that a test institution offers. */
export interface TestAccount {
  readonly name: string;
  /** What it was called before. */
  readonly aliases?: readonly string[];
  readonly last4?: string | null;
  /** Null for accounts without one, such as cards. */
  readonly account_number?: string | null;
  readonly category?: Account['category'];
  readonly subcategory?: Account['subcategory'];
  readonly status?: 'active' | 'inactive';
  /** A duration after which the connection breaks; nought is at once, before the user is back. */
  readonly deactivates_after?: string;
  /** The break is known from the start: the account tells its date, and events announce it. */
  readonly announced?: boolean;
  /** A duration after which the connection breaks once more, announced, each time that the user has logged in again. */
  readonly deactivates_after_relink?: string;
  /** Why it is inactive, or will be: `access_denied` by default. */
  readonly inactive_cause?: InactiveCause;
  /** A tokenized account number in this state, instead of a plain one; or a plain one that is `pending`. */
  readonly number?: 'deactivated' | 'pending' | 'transactable';
  /** A duration after which a number that is pending is there; never by default. */
  readonly number_arrives_after?: string;
  /** A duration after which the tokenized number expires. */
  readonly number_expires_after?: string;
  /** False for an account that ACH payments cannot use. */
  readonly payable?: boolean;
  readonly payment?: PaymentFate;
  readonly balance?: BalanceSpec | null;
  /** In the bank's order; Jenny Rosen of the docs' sample when not given. */
  readonly owners?: readonly OwnerSpec[];
  readonly refresh?: RefreshChanges;
  /** What its bank knows of from the start. */
  readonly transactions?: readonly FixedTransaction[];
  /** What else happens to it, month by month: an account of a persona. */
  readonly persona?: PartName;
}

/** A test institution: the name of its set of accounts, or the reason why signing in fails. */
export interface Institution {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** `fcinst_…`; one made of the name by default. */
  readonly id?: string;
  readonly accounts?: string;
  readonly down?: string;
  /** Previews show it: `active` by default, and `inactive` of one that is down. */
  readonly status?: 'active' | 'degraded' | 'inactive';
  /** Previews show it; none by default. */
  readonly url?: string | null;
}

/** Somebody whose accounts live: the first is the main one. */
interface Persona {
  readonly name: string;
  /** What it is for. */
  readonly about: string;
  readonly accounts: readonly [TestAccount, ...TestAccount[]];
}

/** Sets of accounts by their names. */
type AccountSets = Readonly<Record<string, readonly TestAccount[]>>;

/** What `options.fixtures` holds, merged over what the product ships: sets by their names, accounts by theirs. */
export interface Fixtures {
  readonly institutions?: readonly Institution[];
  readonly accounts?: AccountSets;
}

/** As test-accounts.json has them: a name among transactions stands for the list of that name in transactions.json. */
type WrittenSets = Readonly<
  Record<
    string,
    readonly (Omit<TestAccount, 'transactions'> & {
      readonly transactions: readonly (FixedTransaction | string)[];
    })[]
  >
>;

const listNamed = (name: string): readonly FixedTransaction[] => {
  const list = SHARED_TRANSACTIONS[name];
  if (list === undefined) throw new Error(`fixtures/transactions.json has no list called ${name}.`);
  return list;
};

// TypeScript widens the words in a JSON module to string; test/options/options.test.ts checks them against these interfaces.
const SHARED_TRANSACTIONS = sharedTransactions as Readonly<Record<string, readonly FixedTransaction[]>>;
export const PERSONAS: readonly Persona[] = shippedPersonas as unknown as readonly Persona[];
/** Who offers the accounts of personas … */
export const PERSONAS_INSTITUTION = 'Emulator: Personas';
/** … which are told by how they are called. */
export const isOfPersona = (account: string): boolean => account.toLowerCase().startsWith('persona: ');

const WRITTEN = testAccounts as WrittenSets;
/** The set that personas.json makes: nothing of it is looked at before it is asked for. */
const PERSONAS_SET = 'personas';

const SHIPPED_INSTITUTIONS = shippedInstitutions as readonly Institution[];

/** All accounts that are shipped. */
export const shippedAccounts = (): readonly TestAccount[] =>
  shippedSets().flatMap((name) => shippedSet(name) ?? []);

/** The sets that need not be given, because they are shipped. */
export const shippedSets = (): readonly string[] => [...Object.keys(WRITTEN), PERSONAS_SET];

const known = new Map<string, readonly TestAccount[] | undefined>();

/** The accounts of a set that is shipped, made when they are first asked for. */
function shippedSet(name: string): readonly TestAccount[] | undefined {
  if (!known.has(name)) known.set(name, madeSet(name));
  return known.get(name);
}

function madeSet(name: string): readonly TestAccount[] | undefined {
  if (name === PERSONAS_SET) return PERSONAS.flatMap(({ accounts }) => accounts);
  if (!Object.hasOwn(WRITTEN, name)) return undefined;
  return WRITTEN[name]?.map(({ transactions, ...account }) => ({
    ...account,
    transactions: transactions.flatMap((one) => (typeof one === 'string' ? listNamed(one) : [one])),
  }));
}

const sameName = (a: { readonly name: string }, b: { readonly name: string }): boolean =>
  a.name.toLowerCase() === b.name.toLowerCase();

/** Whether an account goes by that name, or did so. */
export const isCalled = ({ name, aliases = [] }: TestAccount, asked: string): boolean =>
  [name, ...aliases].some((known) => sameName({ name: known }, { name: asked }));

/** Both lists by name: a member of `over` is `merged` into the one of the same name in `under`, or else appended. */
function mergedByName<T extends { readonly name: string }>(
  under: readonly T[],
  over: readonly T[],
  merged: (earlier: T, given: T) => T,
): readonly T[] {
  const list = [...under];
  for (const given of over) {
    const at = list.findIndex((one) => sameName(one, given));
    const earlier = list[at];
    if (earlier === undefined) list.push(given);
    else list[at] = merged(earlier, given);
  }
  return list;
}

// A given account changes the shipped one member by member; a given institution replaces it, but keeps its old names.
const changedAccount = (earlier: TestAccount, given: TestAccount): TestAccount => ({ ...earlier, ...given });
const replacedInstitution = ({ aliases = [], id }: Institution, given: Institution): Institution => ({
  aliases,
  ...(id === undefined ? {} : { id }),
  ...given,
});

// As long as those of Stripe's test institutions (seen in public code).
const ID_LETTERS = 14;

/** The same in every sandbox, as Stripe's test institutions have theirs. */
export const institutionId = ({ id, name }: Institution): string =>
  id ?? `fcinst_${lettersOf(`fcinst/${name.toLowerCase()}`, ID_LETTERS)}`;

/** All institutions, findable by today's name, the one before December 2025, or their id. */
export class InstitutionCatalogue {
  readonly #byName = new Map<string, Institution>();
  readonly #byId: () => ReadonlyMap<string, Institution>;
  /** Those of the options, over those that are shipped. */
  readonly #given: AccountSets;
  readonly #sets = new Map<string, readonly TestAccount[]>();

  constructor(fixtures: Fixtures = {}) {
    // A copy, so that the caller cannot change checked fixtures afterwards. It also drops members that are undefined.
    const { institutions = [], accounts = {} } = JSON.parse(JSON.stringify(fixtures)) as Fixtures;
    const all = mergedByName(SHIPPED_INSTITUTIONS, institutions, replacedInstitution);
    for (const institution of all)
      for (const name of [institution.name, ...(institution.aliases ?? [])])
        this.#byName.set(name.toLowerCase(), institution);
    this.#byId = once(() => new Map(all.map((institution) => [institutionId(institution), institution])));
    this.#given = accounts;
  }

  find(nameOrId: string): Institution | undefined {
    return this.#byName.get(nameOrId.toLowerCase()) ?? this.#byId().get(nameOrId);
  }

  /** By their ids: those that are shipped, then those of the options. */
  byId(): ReadonlyMap<string, Institution> {
    return this.#byId();
  }

  names(): readonly string[] {
    return [...new Set([...this.#byName.values()].map(({ name }) => name))];
  }

  accountsOf(institution: Institution): readonly TestAccount[] {
    const { accounts: name = '' } = institution;
    const made = this.#sets.get(name);
    if (made !== undefined) return made;
    const given = Object.hasOwn(this.#given, name) ? this.#given[name] : undefined;
    const set = mergedByName(shippedSet(name) ?? [], given ?? [], changedAccount);
    this.#sets.set(name, set);
    return set;
  }

  /** The institutions that offer an account of that name. */
  offering(account: string): readonly Institution[] {
    return [...new Set(this.#byName.values())].filter((institution) =>
      this.accountsOf(institution).some((offered) => isCalled(offered, account)),
    );
  }
}
