import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { pageOf, pagination } from '../../core/list.ts';
import { optional, string } from '../../core/shape.ts';
import { isWithin, timeRange } from '../../core/time-range.ts';
import { nounOf } from '../../model/records.ts';
import type { BalanceTransaction, ParamsOf } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { EXTRA_PARAMETERS } from '../params/extra.ts';
import { asOfNow, BALANCE_TRANSACTION as TYPE } from './record.ts';

const PATH = '/v1/balance_transactions';

const retrieve = operation(
  'GET',
  `${PATH}/:balance_transaction`,
  {
    answers: TYPE,
    sdkParams: 'BalanceTransactionRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.BalanceTransactionRetrieveParams>,
  },
  ({ scope, id }) => asOfNow(scope, scope.require(TYPE, id)),
);

interface Filters {
  readonly currency?: string;
  readonly payout?: string;
  readonly source?: string;
  readonly type?: string;
}

/** The index that has the fewest. A word that nothing has finds nothing, and is no error (recorded of all but currency). */
function shortest({ currency, payout, source = payout, type }: Filters) {
  if (source !== undefined) return { index: 'source', key: source } as const;
  if (type !== undefined) return { index: 'type', key: type } as const;
  return { index: 'currency', key: currency?.toLowerCase() } as const;
}

/** "only returns transactions that were paid out on the specified payout ID" (stripe-node types): automatic ones, and none is here. */
function checkAutomatic(scope: Scope, payout: string): void {
  if (scope.tables.payout.get(payout)?.automatic === false) throw errors.payoutNotAutomatic();
}

const LIST = {
  ...pagination,
  created: optional(timeRange),
  currency: optional(string()),
  payout: optional(string()),
  source: optional(string()),
  type: optional(string()),
} satisfies ParamsOf<Stripe.BalanceTransactionListParams>;

const list = operation(
  'GET',
  PATH,
  {
    answers: TYPE,
    list: true,
    sdkParams: 'BalanceTransactionListParams',
    params: { ...LIST, ...EXTRA_PARAMETERS['GET /v1/balance_transactions'] },
  },
  ({ scope, params }) => {
    const { available_on: available, currency, payout, source, type } = params;
    if (payout !== undefined) checkAutomatic(scope, payout);
    // Recorded of a card's: what a dispute has taken is not found by it.
    const isOfDispute = source !== undefined && scope.tables.dispute.get(source) !== undefined;
    const where = (transaction: BalanceTransaction): boolean =>
      !isOfDispute &&
      (available === undefined || isWithin(available, transaction.available_on)) &&
      (type === undefined || transaction.type === type) &&
      (currency === undefined || transaction.currency === currency.toLowerCase());
    const page = pageOf(
      scope.tables[TYPE],
      { url: PATH, noun: nounOf(TYPE), params, outOfRange: scope.settings.assume.limitOutOfRange },
      { ...params.created, ...shortest(params), where },
    );
    return { ...page, data: page.data.map((transaction) => asOfNow(scope, transaction)) };
  },
);

export const balanceTransactionOperations: readonly Operation[] = [retrieve, list];
