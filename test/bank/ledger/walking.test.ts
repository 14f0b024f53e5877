import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OWN_NUMBERS } from '../../../src/bank/ledger/ledger.ts';
import {
  ACCOUNTS,
  accountCalled,
  at,
  DAY,
  INSTANTS,
  listed,
  living,
  ownOf,
  SEEDS,
} from '../../support/living.ts';

const worlds = fc.tuple(ACCOUNTS, SEEDS, INSTANTS).chain(([account, seed, since]) =>
  fc.record({
    account: fc.constant(account),
    seed: fc.constant(seed),
    since: fc.constant(since),
    own: ownOf(since),
    from: fc.integer({ min: -400 * DAY, max: 100 * DAY }).map((ago) => since + ago),
    length: fc.integer({ min: 0, max: 200 * DAY }),
    place: fc.nat(),
  }),
);

describe('items of a ledger', () => {
  it('come newest first, in one order, and the oldest first in the reverse of it', () => {
    fc.assert(
      fc.property(worlds, ({ from, length, ...source }) => {
        const ledger = living(source.account, source);
        const range = { from, to: from + length };
        const items = listed(ledger, range);

        expect(listed(ledger, { ...range, oldestFirst: true })).toEqual(items.toReversed());
        for (const [index, { transactedAt, number }] of items.slice(1).entries()) {
          const newer = items[index];
          expect(
            newer === undefined ||
              newer.transactedAt > transactedAt ||
              (newer.transactedAt === transactedAt && newer.number > number),
          ).toBe(true);
        }
        expect(items.every(({ transactedAt }) => transactedAt >= from && transactedAt <= from + length)).toBe(
          true,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('are split by a position, and by a time, without one twice or none', () => {
    fc.assert(
      fc.property(worlds, fc.boolean(), ({ from, length, place, ...source }, oldestFirst) => {
        const ledger = living(source.account, source);
        const range = { from, to: from + length, oldestFirst };
        const items = listed(ledger, range);
        const past = items[place % Math.max(items.length, 1)];
        if (past === undefined) return;
        const index = items.indexOf(past);
        const middle = past.transactedAt;

        expect(listed(ledger, { ...range, past })).toEqual(items.slice(index + 1));
        expect(
          listed(ledger, { ...range, to: middle }).length +
            listed(ledger, { ...range, from: middle + 1 }).length,
        ).toBe(items.length);
      }),
      { numRuns: 60 },
    );
  });

  it('are found by their numbers as they were walked', () => {
    let found = 0;
    fc.assert(
      fc.property(worlds, ({ from, length, ...source }) => {
        const ledger = living(source.account, source);
        for (const item of listed(ledger, { from, to: from + length })) {
          expect(living(source.account, source).item(item.number)).toEqual(item);
          expect(item.number).toBeLessThan(2 ** 45);
          found += 1;
        }
      }),
      { numRuns: 20 },
    );

    expect(found).toBeGreaterThan(100);
  });

  it('are none by a number that none has', () => {
    const ledger = living(accountCalled('Persona: Payroll worker'));
    const absent = [
      -1,
      0,
      0.5,
      Number.NaN,
      4_095,
      2 ** 39,
      2 ** 40 + 99,
      OWN_NUMBERS,
      OWN_NUMBERS + 1,
      2 ** 45,
    ];

    expect(absent.map((number) => ledger.item(number))).toEqual(absent.map(() => undefined));
  });

  it('are the same in whatever order they are asked for', () => {
    const ask = fc.array(
      fc.tuple(fc.constantFrom('walk', 'item', 'balance'), fc.integer({ min: -700, max: 700 })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(ACCOUNTS, SEEDS, INSTANTS, ask, ask, (account, seed, since, before, after) => {
        const shared = living(account, { seed, since });
        const answered = (ledger: typeof shared, [what, days]: readonly [string, number]) => {
          const time = since + days * DAY;
          const items = listed(ledger, { from: time - 20 * DAY, to: time });
          if (what === 'walk') return items;
          return what === 'balance' ? ledger.balanceAt(time) : items.map(({ number }) => ledger.item(number));
        };
        const first = before.map((question) => answered(shared, question));
        for (const question of after) answered(shared, question);

        expect(before.map((question) => answered(shared, question))).toEqual(first);
        expect(
          before.map((question) => answered(living(account, { seed, since }), question)).toReversed(),
        ).toEqual(first.toReversed());
      }),
      { numRuns: 40 },
    );
  });

  it('of the past stay as they are when the clock goes on', () => {
    const ledger = living(accountCalled('Persona: Freelancer'));
    const range = { from: at('2025-11-01'), to: at('2026-04-01') };
    const early = listed(ledger, range);
    const late = listed(ledger, { ...range, to: at('2027-04-01') });

    expect(late.slice(-early.length)).toEqual(early);
    expect(late.length).toBeGreaterThan(early.length);
  });

  it('begin where the bank knows the account from', () => {
    const account = accountCalled('Persona: New account');
    const ledger = living(account);
    const since = at('2026-03-12T15:00:00Z');

    expect(ledger.knownFrom).toBe(since - 9 * DAY);
    expect(
      listed(ledger, { from: 0, to: since }).map(({ stages: [{ description }] }) => description),
    ).toEqual(account.transactions?.map(({ description }) => description).toReversed());
    expect(listed(ledger, { from: since + 1, to: since + 30 * DAY }).length).toBeGreaterThan(10);
  });
});
