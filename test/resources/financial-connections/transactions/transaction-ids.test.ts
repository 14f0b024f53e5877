import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  tagOf,
  transactionId,
  transactionOf,
} from '../../../../src/resources/financial-connections/transactions/transaction-ids.ts';

const tags = fc.tuple(fc.option(fc.nat()), fc.string()).map(([stream, account]) => tagOf(stream, account));
const numbers = fc.maxSafeNat().map((number) => number % 2 ** 45);

describe('ids of transactions', () => {
  it('lead back to what they were made of', () => {
    fc.assert(
      fc.property(tags, numbers, (tag, number) => {
        const id = transactionId(tag, number);

        expect(id).toMatch(/^fctxn_[0-9A-Za-z]{24}$/);
        expect(transactionOf(id)).toEqual({ tag, number });
      }),
    );
  });

  it('are all different, and do not look like neighbors', () => {
    const tag = tagOf(1, 'fca_1');
    const ids = Array.from({ length: 100_000 }, (_, number) => transactionId(tag, number));

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[1]?.slice(16, 24)).not.toBe(ids[2]?.slice(16, 24));
    expect(new Set(ids.slice(0, 1000).map((id) => id.slice(16, 20))).size).toBeGreaterThan(900);
  });

  it('are of other letters for another seed, account and salt', () => {
    const some = [
      tagOf(1, 'fca_1'),
      tagOf(2, 'fca_1'),
      tagOf(1, 'fca_2'),
      tagOf(1, 'fca_1', 1),
      tagOf(null, 'fca_1'),
    ];

    expect(new Set(some).size).toBe(some.length);
  });

  it('are of other letters for each of many accounts', () => {
    const all = new Set<string>();
    for (let account = 0; account < 200_000; account++) all.add(tagOf(7, `fca_${account.toString(36)}`));

    expect(all.size).toBe(200_000);
  });

  it('are none with any letter changed', () => {
    fc.assert(
      fc.property(
        tags,
        numbers,
        fc.integer({ min: 6, max: 29 }),
        fc.constantFrom(...'09AZaz'),
        (tag, number, at, letter) => {
          const id = transactionId(tag, number);
          const changed = id.slice(0, at) + letter + id.slice(at + 1);

          expect(changed === id || transactionOf(changed) === undefined).toBe(true);
        },
      ),
    );
  });

  it.each(['', 'fctxn_', 'fctxn_1', 'fctxn_000000000000000000000000', 'fca_000000000000000000000000'])(
    'are not %j',
    (id) => {
      expect(transactionOf(id)).toBeUndefined();
    },
  );
});
