import shippedInstitutions from '../../fixtures/institutions.json' with { type: 'json' };
import shippedAccounts from '../../fixtures/test-accounts.json' with { type: 'json' };
import type { PaymentFate } from '../hidden.ts';
import type { RefreshOutcome } from '../settings.ts';
import type { Account } from '../wire.ts';
import type { BalanceSpec } from './holdings.ts';

/** An account that a test institution offers. */
export interface TestAccount {
  readonly name: string;
  readonly last4?: string | null;
  /** Null for accounts without one, such as cards. */
  readonly account_number?: string | null;
  readonly category?: Account['category'];
  readonly subcategory?: Account['subcategory'];
  readonly status?: 'active' | 'inactive';
  /** A duration after which the connection breaks. */
  readonly deactivates_after?: string;
  /** The break is known from the start: the account tells its date, and an event announces it. */
  readonly announced?: boolean;
  /** A tokenized account number in this state, instead of a plain one. */
  readonly number?: 'deactivated' | 'transactable';
  /** A duration after which the tokenized number expires. */
  readonly number_expires_after?: string;
  /** False for an account that ACH payments cannot use. */
  readonly payable?: boolean;
  readonly payment?: PaymentFate;
  readonly balance?: BalanceSpec | null;
  readonly refresh?: {
    readonly outcomes?: readonly RefreshOutcome[];
    /** The outcome behind the listed ones. */
    readonly afterwards?: RefreshOutcome;
    /** `immediate`, `manual`, `never` or a duration. */
    readonly timing?: string;
  };
}

/** A test institution: its accounts by the name of their set, or why nobody can sign in. */
export interface Institution {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly accounts?: string;
  readonly down?: string;
}

/** What `options.fixtures` holds, merged over what the product ships. */
export interface Fixtures {
  readonly institutions?: readonly Institution[];
  readonly accounts?: Readonly<Record<string, readonly TestAccount[]>>;
}

/** All institutions, findable by today's name or the one before December 2025. */
export class InstitutionCatalogue {
  readonly #byName = new Map<string, Institution>();
  readonly #accounts: Readonly<Record<string, readonly TestAccount[]>>;

  constructor(fixtures: Fixtures = {}) {
    // JSON modules lose literal types; test/fixtures.test.ts holds them against these interfaces.
    const institutions = [
      ...(shippedInstitutions as readonly Institution[]),
      ...(fixtures.institutions ?? []),
    ];
    for (const institution of institutions) {
      for (const name of [institution.name, ...(institution.aliases ?? [])])
        this.#byName.set(name.toLowerCase(), institution);
    }
    this.#accounts = { ...(shippedAccounts as Record<string, readonly TestAccount[]>), ...fixtures.accounts };
  }

  find(name: string): Institution | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  names(): readonly string[] {
    return [...new Set([...this.#byName.values()].map(({ name }) => name))];
  }

  accountsOf(institution: Institution): readonly TestAccount[] {
    return this.#accounts[institution.accounts ?? ''] ?? [];
  }
}
