import { expect, it, vi } from 'vitest';
import { makeTables } from '../../../src/model/records.ts';
import type { BalanceTransaction } from '../../../src/model/wire.ts';
import { sumsOf } from '../../../src/resources/balance/sums.ts';

/* What the balance costs: rows are added up once, however often it is asked for. */

const row = (id: string, created: number, fields: Partial<BalanceTransaction> = {}): BalanceTransaction => ({
  id,
  object: 'balance_transaction',
  amount: 1,
  available_on: created,
  balance_type: 'payments',
  created,
  currency: 'usd',
  description: null,
  exchange_rate: null,
  fee: 0,
  fee_details: [],
  net: 1,
  reporting_category: 'charge',
  source: null,
  status: 'available',
  type: 'payment',
  ...fields,
});

/** A table of some rows, and how many of them have been looked at since the last time of asking. */
function counted() {
  const tables = makeTables();
  const { balance_transaction: table } = tables;
  const walk = table.walk.bind(table);
  let seen = 0;
  vi.spyOn(table, 'walk').mockImplementation(function* (request) {
    for (const record of walk(request)) {
      seen++;
      yield record;
    }
  });
  const asked = (now: number) => {
    seen = 0;
    const sum = sumsOf(tables, now).get('payments')?.get('usd')?.get('card');
    return [sum?.available, sum?.pending, seen];
  };
  for (let created = 1; created <= 100; created++) table.put(row(`txn_${created}`, created));
  return { table, asked };
}

it('adds up what has come since', () => {
  const { table, asked } = counted();
  expect(asked(100)).toEqual([100, 0, 100]);
  expect(asked(100)).toEqual([100, 0, 0]);

  table.put(row('txn_101', 101));

  expect(asked(101)).toEqual([101, 0, 1]);
});

it('begins anew for a row before others, or in the place of another', () => {
  const { table, asked } = counted();
  asked(100);

  table.put(row('txn_0', 0));
  expect(asked(100)).toEqual([101, 0, 101]);
  table.put(row('txn_50', 50, { net: 5 }));
  expect(asked(100)).toEqual([105, 0, 101]);
});

it('begins anew when a row becomes available, and when time is set back', () => {
  const { table, asked } = counted();
  table.put(row('txn_101', 101, { available_on: 200, status: 'pending' }));

  expect(asked(199)).toEqual([100, 1, 101]);
  expect(asked(199)).toEqual([100, 1, 0]);
  expect(asked(200)).toEqual([101, 0, 101]);
  expect(asked(150)).toEqual([100, 1, 101]);
});
