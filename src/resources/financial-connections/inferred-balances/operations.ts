import type StripePreview from 'stripe-preview';
import { type DaySpan, endOfDay } from '../../../bank/inferred-balances.ts';
import { errors } from '../../../core/catalogue.ts';
import { type PageSource, pageFrom, pagination } from '../../../core/list.ts';
import type { Account, AccountInferredBalance, ParamsOf } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { type Operation, operation } from '../../operation.ts';
import { loginOf } from '../bank-login.ts';
import { ungranted } from '../refresh-features.ts';
import { daysOf, figuresFrom } from './bank-figures.ts';
import { dayOfInferredBalance, inferredBalanceId } from './ids.ts';

const TYPE = 'financial_connections.account_inferred_balance';
const ACCOUNT = 'financial_connections.account';

/** The balances of the days that refreshes have shown, newest first; a day is computed when its page is asked for. */
function inferredBalances(scope: Scope, account: Account): PageSource<AccountInferredBalance> {
  const { from, to } = daysOf(scope, account);
  const dayOf = (id: string): number | undefined => {
    const day = dayOfInferredBalance(account.id, id);
    return day !== undefined && day >= from && day <= to ? day : undefined;
  };

  function balancesOf(span: DaySpan): readonly AccountInferredBalance[] {
    if (span.from > span.to) return [];
    const figures = figuresFrom(scope, account, span.from);
    return Array.from({ length: span.to - span.from + 1 }, (_, back) => {
      const day = span.to - back;
      return {
        id: inferredBalanceId(account.id, day),
        object: TYPE,
        as_of: endOfDay(day),
        current: figures(day),
      };
    });
  }

  return {
    isCursor: (id) => dayOf(id) !== undefined,
    page: ({ limit, after = '', before = '' }) => {
      const oldest = dayOf(before);
      if (oldest !== undefined) {
        const newest = Math.min(to, oldest + limit);
        return { records: balancesOf({ from: oldest + 1, to: newest }), hasMore: newest < to };
      }
      const newest = (dayOf(after) ?? to + 1) - 1;
      const last = Math.max(from, newest - limit + 1);
      return { records: balancesOf({ from: last, to: newest }), hasMore: last > from };
    },
  };
}

/** What they are made of must have been granted (assumed). Those of inactive and disconnected accounts stay readable. */
function checkReadable({ settings }: Scope, { permissions }: Account): void {
  const missing = ungranted(permissions, 'inferred_balances');
  if (missing !== undefined && settings.assume.missingPermission === 'error')
    throw errors.insufficientPermission(missing);
}

const list = operation(
  'GET',
  '/v1/financial_connections/accounts/:account/inferred_balances',
  {
    answers: TYPE,
    list: true,
    ofPreviews: true,
    sdkParams: 'FinancialConnections.AccountListInferredBalancesParams',
    params:
      pagination satisfies ParamsOf<StripePreview.FinancialConnections.AccountListInferredBalancesParams>,
  },
  ({ scope, id, params, note }) => {
    const account = scope.require(ACCOUNT, id);
    checkReadable(scope, account);
    // No code is known for it, as there is for transactions: an empty list is no stricter than Stripe can be (assumed).
    if (loginOf(scope, id).inferred === undefined)
      note('No refresh of inferred_balances has succeeded: there are none yet.');
    return pageFrom(inferredBalances(scope, account), {
      url: `/v1/financial_connections/accounts/${id}/inferred_balances`,
      noun: TYPE,
      params,
      outOfRange: scope.settings.assume.limitOutOfRange,
    });
  },
);

export const inferredBalanceOperations: readonly Operation[] = [list];
