import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerItem } from '../../../src/bank/ledger/ledger.ts';
import {
  ACCOUNTS,
  accountCalled,
  at,
  DAY,
  INSTANTS,
  listed,
  living,
  ownOf,
  PERSONA_ACCOUNTS,
  postedIn,
  SEEDS,
} from '../../support/living.ts';

const worlds = fc.tuple(ACCOUNTS, SEEDS, INSTANTS).chain(([account, seed, since]) =>
  fc.record({
    account: fc.constant(account),
    seed: fc.constant(seed),
    since: fc.constant(since),
    own: ownOf(since),
    days: fc.tuple(
      fc.integer({ min: -729 * DAY, max: 800 * DAY }),
      fc.integer({ min: -729 * DAY, max: 800 * DAY }),
    ),
  }),
);

const boundOf = (items: readonly LedgerItem[], time: number): number =>
  items
    .filter(({ currency }) => currency === 'usd')
    .reduce((sum, { stages, hold }) => {
      const stage = stages.findLast(({ at }) => at <= time);
      if (stage?.status === 'pending') return sum + Math.min(stage.amount, 0);
      return stage?.status === 'posted' && hold !== undefined && time < hold.until ? sum - hold.amount : sum;
    }, 0);

describe('the balance of an account that lives', () => {
  it('changes by what is posted, to the cent, and by nothing else', () => {
    let [postedSeen, pendingSeen] = [0, 0];
    fc.assert(
      fc.property(worlds, ({ account, seed, since, own, days }) => {
        const ledger = living(account, { seed, since, own });
        const [first, second] = [Math.min(...days) + since, Math.max(...days) + since].map((time) =>
          Math.max(time, ledger.knownFrom),
        ) as [number, number];
        const items = listed(ledger, { from: since - 3_000 * DAY, to: second });
        const [before, after] = [ledger.balanceAt(first), ledger.balanceAt(second)];
        if (before === undefined || after === undefined) {
          expect(account.balance).toBeNull();
          return;
        }
        for (const currency of Object.keys(before.current))
          expect((after.current[currency] ?? 0) - (before.current[currency] ?? 0)).toBe(
            postedIn(items, first, second, currency),
          );
        expect((after.usable.usd ?? 0) - (after.current.usd ?? 0)).toBe(boundOf(items, second));
        postedSeen += items.filter(({ stages }) => stages.at(-1)?.status === 'posted').length;
        pendingSeen += items.filter(
          ({ stages }) => stages.findLast(({ at }) => at <= second)?.status === 'pending',
        ).length;
      }),
      { numRuns: 150 },
    );

    expect(postedSeen).toBeGreaterThan(200);
    expect(pendingSeen).toBeGreaterThan(20);
  });

  it.each(PERSONA_ACCOUNTS)(
    'is at the linking of $name what its fixture says, whatever the seed and the date',
    (account) => {
      const { balance } = account;
      fc.assert(
        fc.property(SEEDS, INSTANTS, (seed, since) => {
          const figures = living(account, { seed, since }).balanceAt(since);
          expect(figures).toEqual(
            balance == null
              ? undefined
              : { current: balance.current, usable: balance.credit?.used ?? balance.cash?.available },
          );
        }),
        { numRuns: 30 },
      );
    },
  );

  it('goes with what the user says at the instant of linking', () => {
    const [account] = PERSONA_ACCOUNTS;
    if (account === undefined) throw new Error('There are no personas.');
    const since = 1_772_000_000;
    const one = { status: 'posted', at: since, amount: -1_000, description: 'OWN' } as const;
    const own: readonly LedgerItem[] = [
      { number: 2 ** 44, transactedAt: since, currency: 'usd', stages: [one] },
    ];

    expect(living(account, { since, own }).balanceAt(since)?.current.usd).toBe(
      (account.balance?.current.usd ?? 0) - 1_000,
    );
  });

  it('has what was held of a deposit from the second on until which it was held', () => {
    const since = at('2026-03-12T15:00:00Z');
    const ledger = living(accountCalled('Persona: Freelancer'), { since });
    const freed = listed(ledger, { from: since + DAY, to: since + 200 * DAY }).flatMap(
      ({ hold }) => hold ?? [],
    );
    const boundAt = (seconds: number): number => {
      const { current, usable } = ledger.balanceAt(seconds) ?? {};
      return (usable?.usd ?? 0) - (current?.usd ?? 0);
    };

    expect(freed.length).toBeGreaterThan(3);
    for (const { until } of freed) {
      const items = listed(ledger, { from: until - 20 * DAY, to: until });
      for (const seconds of [until - 1, until]) expect(boundAt(seconds)).toBe(boundOf(items, seconds));
    }
  });

  it('of a credit account is never above nothing, and used never above current', () => {
    const owed = PERSONA_ACCOUNTS.filter(({ category }) => category === 'credit');
    fc.assert(
      fc.property(fc.constantFrom(...owed), SEEDS, INSTANTS, (account, seed, since) => {
        const ledger = living(account, { seed, since });
        for (let day = 0; day < 700; day += 7) {
          const figures = ledger.balanceAt(since + day * DAY);
          expect(figures?.current.usd).toBeLessThanOrEqual(0);
          expect(figures?.usable.usd).toBeLessThanOrEqual(figures?.current.usd ?? 0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not drift in twenty years, and is told at once', () => {
    const anchored = PERSONA_ACCOUNTS.filter(
      ({ subcategory, balance }) => subcategory === undefined && balance != null,
    );
    for (const account of anchored) {
      const since = 1_772_000_000;
      const start = account.balance?.current.usd ?? 0;
      const ledger = living(account, { since });
      const later = [15, 18, 20].map(
        (years) => ledger.balanceAt(since + years * 365 * DAY)?.current.usd ?? 0,
      );
      for (const figure of later)
        expect(Math.abs(figure - start)).toBeLessThan(
          account.persona === 'small_business' ? 6_000_000 : 1_500_000,
        );
    }
    expect(anchored.length).toBeGreaterThan(8);
  });
});
