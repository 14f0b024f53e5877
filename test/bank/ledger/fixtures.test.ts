import { describe, expect, it } from 'vitest';
import testAccounts from '../../../fixtures/test-accounts.json' with { type: 'json' };
import { InstitutionCatalogue, PERSONAS, type TestAccount } from '../../../src/bank/institutions.ts';
import { PART_NAMES } from '../../../src/bank/ledger/part.ts';
import { parseDuration } from '../../../src/core/duration.ts';
import { DAY, listed, living, PERSONA_ACCOUNTS } from '../../support/living.ts';

const SINCE = 1_772_000_000;
const catalogue = new InstitutionCatalogue();
const BASIC = catalogue
  .names()
  .flatMap((name) => {
    const institution = catalogue.find(name);
    return institution === undefined || institution.accounts === 'personas'
      ? []
      : catalogue.accountsOf(institution).map((account) => [institution.accounts ?? '', account] as const);
  })
  .filter(
    ([set, { name }], index, all) => all.findIndex((one) => one[0] === set && one[1].name === name) === index,
  );

const usableOf = ({ balance }: TestAccount) => balance?.credit?.used ?? balance?.cash?.available ?? undefined;

function pendingDebits({ transactions = [] }: TestAccount): number {
  return transactions
    .filter(
      ({ status, amount, currency = 'usd' }) => status === 'pending' && amount < 0 && currency === 'usd',
    )
    .reduce((sum, { amount }) => sum + amount, 0);
}

describe('a basic test account', () => {
  it('is one of thirty', () => {
    expect(BASIC.length).toBe(Object.values(testAccounts).flat().length);
  });

  it.each(BASIC)(
    'of %s, $name, has twelve transactions: nine posted, two pending, one void',
    (_, account) => {
      const items = listed(living(account, { since: SINCE }), { from: SINCE - 150 * DAY, to: SINCE });
      const count = (wanted: string) => items.filter(({ stages }) => stages.at(-1)?.status === wanted).length;

      expect([count('posted'), count('pending'), count('void')]).toEqual([9, 2, 1]);
      expect(items.every(({ stages }) => stages.length === 1)).toBe(true);
    },
  );

  it.each(BASIC)('of %s, $name, has pending debits of what its balance lacks', (_, account) => {
    const usable = usableOf(account);
    const lacking = usable === undefined ? 0 : (usable.usd ?? 0) - (account.balance?.current.usd ?? 0);

    expect(pendingDebits(account)).toBe(lacking);
  });

  it('has no balance of its own in the ledger', () => {
    const [, account] = BASIC[0] ?? [];
    if (account === undefined) throw new Error('There are no test accounts.');

    expect(living(account).balanceAt(SINCE)).toBeUndefined();
  });
});

describe('transactions of a fixture', () => {
  const account: TestAccount = {
    name: 'Mine',
    transactions: [
      { description: 'A', amount: -100, ago: '2d', status: 'pending', posts_after: '1d' },
      { description: 'B', amount: -200, ago: '5h', status: 'pending', voids_after: '90m' },
      { description: 'C', amount: 300, currency: 'eur', ago: '100d' },
    ],
  };

  it('are told by their distance from the linking', () => {
    const items = listed(living(account, { since: SINCE }), { from: 0, to: SINCE });

    expect(items).toMatchObject([
      {
        transactedAt: SINCE - 18_000,
        stages: [{ at: SINCE - 18_000 }, { status: 'void', at: SINCE + 5_400, amount: -200 }],
      },
      {
        transactedAt: SINCE - 2 * DAY,
        stages: [{ status: 'pending' }, { status: 'posted', at: SINCE + DAY }],
      },
      { transactedAt: SINCE - 100 * DAY, currency: 'eur', stages: [{ status: 'posted', amount: 300 }] },
    ]);
  });

  it('say how long the longest of them changes', () => {
    expect(living(account).settledWithin).toBe(3 * DAY);
  });

  it('stand beside the life of a persona, whose figures at linking hold all the same', () => {
    const balance = { current: { usd: 500_000 }, cash: { available: { usd: 450_000 } } };
    const ledger = living({ ...account, persona: 'freelancer', balance }, { since: SINCE });

    expect(ledger.balanceAt(SINCE)).toEqual({ current: { usd: 500_000 }, usable: { usd: 450_000 } });
    expect(listed(ledger, { from: SINCE - 100 * DAY, to: SINCE }).length).toBeGreaterThan(100);
  });
});

describe('personas', () => {
  it('have the accounts that parts make, each its own', () => {
    expect(PERSONA_ACCOUNTS.map(({ persona }) => persona).toSorted()).toEqual(PART_NAMES.toSorted());
    expect(new Set(PERSONA_ACCOUNTS.map(({ last4 }) => last4)).size).toBe(PERSONA_ACCOUNTS.length);
  });

  it.each(PERSONAS)('begin with the main account: $name', ({ name, accounts }) => {
    const [main, ...others] = accounts;

    expect(main.name).toBe(`Persona: ${name}`);
    expect(others.every((other) => other.name.startsWith(`Persona: ${name}, `))).toBe(true);
  });

  it.each(PERSONA_ACCOUNTS)('have figures and transactions that agree, and owners: $name', (account) => {
    const usable = usableOf(account);
    if (usable !== undefined)
      expect(pendingDebits(account)).toBe((usable.usd ?? 0) - (account.balance?.current.usd ?? 0));
    expect(account.owners?.length).toBeGreaterThan(0);
    if (account.account_number != null)
      expect(account.account_number).toMatch(new RegExp(`^0009\\d{4}${account.last4}$`));
    for (const { status, posts_after: posts, voids_after: voids } of account.transactions ?? [])
      if (status === 'pending')
        expect(parseDuration(posts ?? voids ?? '')).toBeLessThanOrEqual(3 * DAY * 1_000);
  });
});
