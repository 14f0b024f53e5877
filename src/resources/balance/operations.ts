import type Stripe from 'stripe';
import { isBefore } from '../../model/versions/version-string.ts';
import type { Balance, ParamsOf } from '../../model/wire.ts';
import { type Operation, operation } from '../operation.ts';
import { type Sum, type Sums, sumsOf } from './sums.ts';

// Of an account that has not been paid yet (recorded).
const CURRENCY = 'usd';
const NOTHING: Sum = { available: 0, pending: 0 };

// Stripe-node's CHANGELOG, 18.2.0.
const PREFUNDING_SINCE = '2025-05-28.basil';

type Entry = Balance['available'][number];

/** An entry a currency, by the alphabet behind that of the account (assumed). */
function entries(sums: Sums, fund: Parameters<Sums['get']>[0], member: keyof Sum): readonly Plain[] {
  const ofFund = sums.get(fund) ?? new Map<string, Sum>();
  const others = [...ofFund.keys()].filter((currency) => currency !== CURRENCY).sort();
  return [CURRENCY, ...others].map((currency) => ({
    amount: (ofFund.get(currency) ?? NOTHING)[member],
    currency,
  }));
}
type Plain = Pick<Entry, 'amount' | 'currency'>;

/** Bank debits count as `card`: "including cards as well as non-legacy bank debits" (stripe-node types: Balance). */
const withSources = ({ amount, currency }: Plain): Entry => ({
  amount,
  currency,
  source_types: { card: amount },
});

const retrieve = operation(
  'GET',
  '/v1/balance',
  {
    answers: 'balance',
    sdkParams: 'BalanceRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.BalanceRetrieveParams>,
  },
  ({ scope, version }): Balance => {
    const sums = sumsOf(scope.tables.balance_transaction, scope.seconds());
    const isLater = scope.settings.assume.additiveFields === 'dated' && isBefore(version, PREFUNDING_SINCE);
    return {
      object: 'balance',
      available: entries(sums, 'payments', 'available').map(withSources),
      livemode: false,
      pending: entries(sums, 'payments', 'pending').map(withSources),
      // Recorded under 2026-08-26.dahlia, without source_types.
      ...(isLater
        ? {}
        : {
            refund_and_dispute_prefunding: {
              available: entries(sums, 'refund_and_dispute_prefunding', 'available'),
              pending: entries(sums, 'refund_and_dispute_prefunding', 'pending'),
            },
          }),
    };
  },
);

export const balanceOperations: readonly Operation[] = [retrieve];
