import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerItem } from '../../../src/bank/ledger/ledger.ts';
import { isBusinessDay } from '../../../src/core/federal-holidays.ts';
import {
  ACCOUNTS,
  accountCalled,
  at,
  DAY,
  INSTANTS,
  listed,
  living,
  PERSONA_ACCOUNTS,
  SEEDS,
} from '../../support/living.ts';

const SINCE = at('2026-03-12T15:00:00Z');
const isFixed = ({ number }: LedgerItem): boolean => number >= 2 ** 40;

describe('a persona', () => {
  it('has nothing posted on a weekend or a holiday, but what its linking settles', () => {
    let seen = 0;
    fc.assert(
      fc.property(ACCOUNTS, SEEDS, INSTANTS, (account, seed, since) => {
        const ledger = living(account, { seed, since });
        const items = listed(ledger, { from: since - 400 * DAY, to: since + 400 * DAY });
        for (const item of items.filter((one) => !isFixed(one)))
          for (const { status, at: time } of item.stages)
            if (status === 'posted' && time !== since) {
              seen += 1;
              expect(isBusinessDay(Math.floor(time / DAY))).toBe(true);
            }
      }),
      { numRuns: 25 },
    );

    expect(seen).toBeGreaterThan(1_000);
  });

  it('has stages in the order of time, the last within what a ledger says', () => {
    fc.assert(
      fc.property(ACCOUNTS, SEEDS, INSTANTS, (account, seed, since) => {
        const ledger = living(account, { seed, since });
        for (const { stages, transactedAt } of listed(ledger, {
          from: since - 200 * DAY,
          to: since + 200 * DAY,
        })) {
          const times = stages.map(({ at: time }) => time);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(times[0]).toBeGreaterThanOrEqual(transactedAt);
          expect(times.at(-1)).toBeLessThanOrEqual(transactedAt + ledger.settledWithin);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('moves money between its own accounts without losing any', () => {
    const pairs = [
      ['Persona: Payroll worker', 'Persona: Payroll worker, savings', /TRANSFER TO SAV/, /TRANSFER FROM CHK/],
      ['Persona: Payroll worker', 'Persona: Payroll worker, card', /CARDCO EPAY/, /PAYMENT THANK YOU/],
      ['Persona: Retiree', 'Persona: Retiree, savings', /TRANSFER FROM SAV/, /TRANSFER TO CHK/],
      [
        'Persona: Small business',
        'Persona: Small business, line of credit',
        /LINE \.\.\./,
        /ADVANCE|PAYMENT/,
      ],
      [
        'Persona: Homeowner couple',
        'Persona: Homeowner couple, savings',
        /TRANSFER TO SAV/,
        /TRANSFER FROM CHK/,
      ],
      ['Persona: Homeowner couple', 'Persona: Homeowner couple, card', /CARDCO EPAY/, /PAYMENT RECEIVED/],
      ['Persona: Homeowner couple', 'Persona: Homeowner couple, mortgage', /MTG PMT/, /PAYMENT RECEIVED/],
    ] as const;
    const range = { from: SINCE - 300 * DAY, to: SINCE + 300 * DAY };
    const moved = (name: string, seed: number, text: RegExp, sign: number) =>
      listed(living(accountCalled(name), { seed }), range)
        .flatMap(({ stages }) =>
          stages.filter(({ status, description }) => status === 'posted' && text.test(description)),
        )
        .map(({ at: time, amount }) => [time, amount * sign]);
    fc.assert(
      fc.property(SEEDS, fc.constantFrom(...pairs), (seed, [from, to, out, into]) => {
        const left = moved(from, seed, out, -1);
        expect(left.length).toBeGreaterThan(10);
        expect(moved(to, seed, into, 1)).toEqual(left);
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    ['Persona: Payroll worker', 30, 50],
    ['Persona: Overdrawn', 45, 75],
    ['Persona: Gig worker', 65, 105],
    ['Persona: Student', 35, 60],
    ['Persona: Homeowner couple', 50, 95],
    ['Persona: Retiree', 24, 42],
    ['Persona: Small business', 145, 215],
    ['Persona: Card holder', 26, 56],
    ['Persona: Dormant', 0.9, 1.1],
  ])('of the name %s has %d to %d transactions a month', (name, least, most) => {
    for (const seed of [1, 2, 3]) {
      const items = listed(living(accountCalled(name), { seed }), {
        from: SINCE - 365 * DAY,
        to: SINCE + 365 * DAY,
      });
      expect(items.length / 24).toBeGreaterThan(least);
      expect(items.length / 24).toBeLessThan(most);
    }
  });

  it('does not live the same month twice, nor as another seed would have it', () => {
    const account = accountCalled('Persona: Payroll worker');
    const texts = (seed: number, from: string, to: string) =>
      listed(living(account, { seed }), { from: at(from), to: at(to) - 1 }).map(
        ({ stages: [{ amount, description }] }) => `${description} ${amount}`,
      );

    expect(texts(1, '2025-08-01', '2025-09-01')).not.toEqual(texts(1, '2025-09-01', '2025-10-01'));
    expect(texts(1, '2025-08-01', '2025-09-01')).not.toEqual(texts(2, '2025-08-01', '2025-09-01'));
  });

  it('goes over the turn of a year and over leap days without a gap', () => {
    const ledger = living(accountCalled('Persona: Small business'), { since: at('2028-06-01') });
    for (const [from, to] of [
      ['2027-12-25', '2028-01-08'],
      ['2028-02-27', '2028-03-02'],
    ] as const) {
      const days = new Set(
        listed(ledger, { from: at(from), to: at(to) }).map(({ transactedAt }) =>
          Math.floor(transactedAt / DAY),
        ),
      );
      expect(days.size).toBeGreaterThan(((at(to) - at(from)) / DAY) * 0.7);
    }
    expect(listed(ledger, { from: at('2028-02-29'), to: at('2028-02-29T23:59:59Z') })).not.toEqual([]);
  });

  it('is paid on the business day before a holiday', () => {
    const ledger = living(accountCalled('Persona: Overdrawn'), { since: at('2026-06-01') });
    const pays = listed(ledger, { from: at('2026-06-15'), to: at('2026-06-21') }).filter(({ stages }) =>
      stages.some(({ status, description }) => status === 'posted' && /DIR DEP/.test(description)),
    );

    // The Friday of that week is Juneteenth.
    expect(pays.map(({ stages }) => stages.at(-1)?.at)).toEqual([at('2026-06-18T12:00:00Z')]);
  });

  it('sees tips added, holds released, authorizations vanish and others take their place', () => {
    const items = PERSONA_ACCOUNTS.flatMap((account) =>
      listed(living(account), { from: SINCE + 1, to: SINCE + 700 * DAY }),
    );
    const pairs = items.flatMap(({ stages: [first, last] }) =>
      last === undefined || first.status !== 'pending' ? [] : [{ first, last }],
    );
    const share = (is: (pair: (typeof pairs)[number]) => boolean): number =>
      pairs.filter(is).length / pairs.length;

    expect(share(({ last }) => last.status === 'void')).toBeGreaterThan(0.06);
    expect(share(({ last }) => last.status === 'void')).toBeLessThan(0.16);
    expect(
      share(({ first, last }) => last.status === 'posted' && last.amount < first.amount),
    ).toBeGreaterThan(0.1);
    expect(pairs.some(({ first, last }) => last.status === 'posted' && last.amount > first.amount)).toBe(
      true,
    );
    expect(items.some(({ hold }) => hold !== undefined)).toBe(true);
    expect(items.some(({ stages: [{ description }] }) => description.endsWith('REFUND'))).toBe(true);
    expect(items.some(({ stages: [{ description }] }) => description.startsWith('CHECK '))).toBe(true);
  });
});
