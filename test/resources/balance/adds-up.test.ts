import fc from 'fast-check';
import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import { paying } from '../../support/payments.ts';
import { type Setup, setup } from '../../support/setup.ts';

/* Whatever is paid, refunded and disputed, and however it ends: the sums are those of the rows. */

const TOKENS = ['success', 'dispute', 'processing'] as const;

const pay = fc.record({
  what: fc.constant('pay'),
  amount: fc.integer({ min: 50, max: 200_000 }),
  token: fc.constantFrom(...TOKENS),
});
const refund = fc.record({
  what: fc.constant('refund'),
  /** Which of the payments, and which part of it; without a part the rest. */
  which: fc.nat(),
  part: fc.option(fc.integer({ min: 1, max: 1500 }), { nil: undefined }),
});
const cancel = fc.record({ what: fc.constant('cancel'), which: fc.nat() });
const pass = fc.record({ what: fc.constant('pass'), ms: fc.constantFrom(1, 500, 1000, 2500) });

type Step =
  | { what: string; amount: number; token: string }
  | { what: string; which: number; part?: number | undefined }
  | { what: string; ms: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: pay },
    { weight: 4, arbitrary: refund },
    { weight: 1, arbitrary: cancel },
    { weight: 3, arbitrary: pass },
  ),
  { minLength: 3, maxLength: 25 },
);

const delays = fc.record({
  settlementDelayMs: fc.constantFrom(0, 1000, 3000),
  refundDelayMs: fc.constantFrom(0, 1000, 3000),
  refundOutcome: fc.constantFrom('succeeded' as const, 'failed' as const),
  disputeDelayMs: fc.constantFrom(0, 1000, 3000),
});

/** Refusals are part of the game: what was refunded or disputed before cannot be refunded again. */
const tried = (call: Promise<unknown>): Promise<unknown> => call.catch(() => undefined);

async function take(world: Setup, paid: string[], step: Step): Promise<void> {
  if ('ms' in step) await world.emulator.clock.advance(step.ms);
  else if ('token' in step) {
    const { amount, token } = step;
    paid.push((await paying(world, { amount, payment_method: `pm_usBankAccount_${token}` })).id);
  } else {
    const id = paid[step.which % Math.max(paid.length, 1)];
    if (id === undefined) return;
    const amount = step.part === undefined ? {} : { amount: step.part };
    await tried(
      step.what === 'cancel'
        ? world.stripe.paymentIntents.cancel(id)
        : world.stripe.refunds.create({ payment_intent: id, ...amount }),
    );
  }
}

const all = async <T extends { id: string }>(list: Stripe.ApiListPromise<T>): Promise<readonly T[]> =>
  list.autoPagingToArray({ limit: 1000 });
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

async function check({ stripe }: Setup): Promise<void> {
  const rows = await all(stripe.balanceTransactions.list());
  const charges = await all(stripe.charges.list());
  const refunds = await all(stripe.refunds.list());
  const disputes = await all(stripe.disputes.list());
  const { available, pending } = await stripe.balance.retrieve();

  expect([available[0]?.amount, pending[0]?.amount]).toEqual([sum(rows.map(({ net }) => net)), 0]);
  for (const row of rows) expect(row.net).toBe(row.amount - row.fee);
  for (const { amount, amount_refunded: gone, id, refunded } of charges) {
    const kept = refunds.filter(({ charge, status }) => charge === id && status !== 'failed');
    expect(gone).toBe(sum(kept.map((one) => one.amount)));
    expect(gone).toBeLessThanOrEqual(amount);
    expect(refunded).toBe(gone === amount);
  }
  // Every cent has its reason.
  const settled = charges.filter(({ status }) => status === 'succeeded');
  const returned = refunds.filter(
    ({ balance_transaction: row, status }) => row !== null && status !== 'failed',
  );
  expect(sum(rows.map(({ amount }) => amount))).toBe(
    sum(settled.map(({ amount }) => amount)) -
      sum(returned.map(({ amount }) => amount)) -
      sum(disputes.map(({ amount }) => amount)),
  );
}

it('the balance is the sum of its rows, and charges know what was refunded of them', () =>
  fc.assert(
    fc.asyncProperty(delays, steps, async (payments, walk) => {
      const world = setup({ payments, time: { start: '2026-01-01T00:00:00Z', runs: false } });
      const paid: string[] = [];
      for (const step of walk) await take(world, paid, step);
      await check(world);
      await world.emulator.clock.runToIdle();
      await check(world);
    }),
    { numRuns: 40 },
  ));
