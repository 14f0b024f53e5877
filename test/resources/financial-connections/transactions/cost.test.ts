import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator } from '../../../../src/index.ts';
import { NOW } from '../../../support/transactions.ts';

/*
 * What a change costs does not grow with what the account holds. Emulators without the checks of every answer, the shortest
 * of some rounds, and bounds far from what is measured on an idle machine, and as far from what a copy of all would cost.
 */

const MANY = 60_000;

const quiet = (): Emulator => createEmulator({ log: false, seed: 1, time: { start: NOW, runs: false } });

const given = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ amount: -at, description: 'own', status: 'pending' as const }));

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function payable(emulator: Emulator, count: number) {
  const linked = await emulator.linkAccount({ institution: 'Personas', account: 'Persona: Payroll worker' });
  await emulator.updateAccount(linked.id, { holdings: { transactions: given(count) } });
  const call = async (path: string, form: string) => {
    const headers = {
      authorization: `Bearer ${emulator.apiKey}`,
      'content-type': 'application/x-www-form-urlencoded',
    };
    const answer = await emulator.fetch(`https://api.stripe.com/v1/${path}`, {
      method: 'POST',
      headers,
      body: form,
    });
    expect(answer.status).toBe(200);
    return (await answer.json()).id as string;
  };
  const bank = `type=us_bank_account&us_bank_account[financial_connections_account]=${linked.id}`;
  const method = await call('payment_methods', `${bank}&billing_details[name]=Jenny`);
  const customer = await call('customers', '');
  await call(`payment_methods/${method}/attach`, `customer=${customer}`);
  const mandate = 'mandate_data[customer_acceptance][type]=offline&payment_method_types[]=us_bank_account';
  const payment = `amount=100&currency=usd&customer=${customer}&payment_method=${method}&confirm=true`;
  return async () => {
    for (let count = 0; count < 20; count++) await call('payment_intents', `${payment}&${mandate}`);
    await emulator.clock.advance('10d');
  };
}

describe('an account with sixty thousand transactions', () => {
  it('is paid from at the cost of one with none, and payments settle so', async () => {
    const [few, many] = [await payable(quiet(), 0), await payable(quiet(), MANY)];
    let [fewMs, manyMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < 8; round++) {
      fewMs = Math.min(fewMs, await timed(few));
      manyMs = Math.min(manyMs, await timed(many));
    }

    expect(manyMs / fewMs).toBeLessThan(3);
  });

  it('settles and voids them all at once in the time of each by itself', async () => {
    const emulator = quiet();
    const all = async (count: number): Promise<number> => {
      const { id } = await emulator.linkAccount();
      const { data } = await emulator.updateTransactions(id, { post: given(count) });
      const ids = data.map((one) => one.id);
      const half = count / 2;
      return timed(() =>
        emulator.updateTransactions(id, { settle: ids.slice(half), void: ids.slice(0, half) }),
      );
    };
    await all(1000);
    const few = Math.min(await all(2000), await all(2000));

    expect((await all(MANY)) / few).toBeLessThan((10 * MANY) / 2000);
  });
});
