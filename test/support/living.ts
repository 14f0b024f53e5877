import fc from 'fast-check';
import { InstitutionCatalogue, type TestAccount } from '../../src/bank/institutions.ts';
import {
  type Ledger,
  type LedgerItem,
  type LedgerRange,
  ledgerOf,
  OWN_NUMBERS,
} from '../../src/bank/ledger/ledger.ts';

import { LongList } from '../../src/core/long-list.ts';

/* Ledgers to be held against what a bank's books are. */

export const DAY = 86_400;
export const at = (text: string): number => Date.parse(text) / 1000;

const catalogue = new InstitutionCatalogue();
const institution = catalogue.find('Personas');
export const PERSONA_ACCOUNTS: readonly TestAccount[] =
  institution === undefined ? [] : catalogue.accountsOf(institution);

export function accountCalled(name: string): TestAccount {
  const found = PERSONA_ACCOUNTS.find((account) => account.name === name);
  if (found === undefined) throw new Error(`No persona has an account called ${name}.`);
  return found;
}

export const living = (
  account: TestAccount,
  { seed = 1, since = at('2026-03-12T15:00:00Z'), own = [] as readonly LedgerItem[] } = {},
): Ledger => ledgerOf({ account, seed, since, own: LongList.of(own) });

export const listed = (ledger: Ledger, range: LedgerRange): readonly LedgerItem[] => [...ledger.walk(range)];

/** All that is posted in a stretch of time, its end included. */
export function postedIn(
  items: readonly LedgerItem[],
  after: number,
  until: number,
  currency: string,
): number {
  const stages = items.filter((item) => item.currency === currency).flatMap((item) => item.stages);
  return stages
    .filter(({ status, at: time }) => status === 'posted' && time > after && time <= until)
    .reduce((sum, { amount }) => sum + amount, 0);
}

export const SEEDS = fc.integer({ min: 0, max: 2 ** 32 - 1 });
/** From 2024 to 2031: leap years, and one that is none before. */
export const INSTANTS = fc.integer({ min: at('2024-01-01'), max: at('2031-12-31') });
export const ACCOUNTS = fc.constantFrom(...PERSONA_ACCOUNTS);

const STATUSES = ['pending', 'posted'] as const;

/** The user's own, told at any time around the linking. */
export const ownOf = (since: number): fc.Arbitrary<readonly LedgerItem[]> =>
  fc
    .array(
      fc.record({
        ago: fc.integer({ min: -200 * DAY, max: 30 * DAY }),
        takes: fc.integer({ min: 0, max: 40 * DAY }),
        amount: fc.integer({ min: -100_000, max: 100_000 }),
        end: fc.constantFrom('posted' as const, 'void' as const, undefined),
        first: fc.constantFrom(...STATUSES),
      }),
      { maxLength: 6 },
    )
    .map((list) =>
      list.map(({ ago, takes, amount, end, first }, index): LedgerItem => {
        const stage = { status: first, at: since - ago, amount, description: `OWN ${index}` };
        return {
          number: OWN_NUMBERS + index,
          transactedAt: since - ago,
          currency: 'usd',
          stages:
            end === undefined || first === 'posted'
              ? [stage]
              : [stage, { ...stage, status: end, at: stage.at + takes }],
        };
      }),
    );
