import type Stripe from 'stripe';
import { isBefore } from '../../model/versions/version-string.ts';
import type { Balance, ParamsOf } from '../../model/wire.ts';
import { type Operation, operation } from '../operation.ts';
import { alphabetical } from '../params/alphabetical.ts';
import { type Sum, type Sums, type SumsBySource, sumsOf } from './sums.ts';

// Of an account that has not been paid yet (recorded).
const CURRENCY = 'usd';
// Recorded: there is always a card.
const NOTHING: SumsBySource = new Map([['card', { available: 0, pending: 0 }]]);

// Stripe-node's CHANGELOG, 18.2.0.
const PREFUNDING_SINCE = '2025-05-28.basil';

type Entry = Balance['available'][number];

/** An entry a currency, by the alphabet behind that of the account (assumed). */
function entries(sums: Sums, fund: Parameters<Sums['get']>[0], member: keyof Sum): readonly Entry[] {
  const ofFund: ReadonlyMap<string, SumsBySource> = sums.get(fund) ?? new Map();
  const others = [...ofFund.keys()].filter((currency) => currency !== CURRENCY).sort();
  return [CURRENCY, ...others].map((currency) => {
    const amounts = new Map(
      [...NOTHING, ...(ofFund.get(currency) ?? [])].map(([type, sum]) => [type, sum[member]]),
    );
    return {
      amount: [...amounts.values()].reduce((total, amount) => total + amount, 0),
      currency,
      source_types: alphabetical(Object.fromEntries(amounts)),
    };
  });
}

const withoutSources = ({ amount, currency }: Entry): Entry => ({ amount, currency });

const retrieve = operation(
  'GET',
  '/v1/balance',
  {
    answers: 'balance',
    sdkParams: 'BalanceRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.BalanceRetrieveParams>,
  },
  ({ scope, version }): Balance => {
    const sums = sumsOf(scope.tables, scope.seconds());
    const isLater = scope.settings.assume.additiveFields === 'dated' && isBefore(version, PREFUNDING_SINCE);
    return {
      object: 'balance',
      available: entries(sums, 'payments', 'available'),
      livemode: false,
      pending: entries(sums, 'payments', 'pending'),
      // Recorded under 2026-08-26.dahlia, without source_types.
      ...(isLater
        ? {}
        : {
            refund_and_dispute_prefunding: {
              available: entries(sums, 'refund_and_dispute_prefunding', 'available').map(withoutSources),
              pending: entries(sums, 'refund_and_dispute_prefunding', 'pending').map(withoutSources),
            },
          }),
    };
  },
);

export const balanceOperations: readonly Operation[] = [retrieve];
