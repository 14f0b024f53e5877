import { isWithin } from '../../../core/time-range.ts';
import type { Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { refuseTestClock } from '../../params/test-clocks.ts';
import { itemsOf, nextEnd } from './items.ts';
import type { ListParams } from './parameters.ts';

/** Those that are over. */
export const ENDED: readonly Subscription['status'][] = ['canceled', 'incomplete_expired'];

/** "If no value is supplied, all subscriptions that have not been canceled are returned" (stripe-node types). */
function hasStatus({ status }: Subscription, asked: ListParams['status']): boolean {
  if (asked === undefined) return status !== 'canceled';
  if (asked === 'all') return true;
  return asked === 'ended' ? ENDED.includes(status) : status === asked;
}

/** The latest start of what is billed now. */
const latestStart = (subscription: Subscription): number =>
  Math.max(...itemsOf(subscription).map((item) => item.current_period_start));

function isAsked(subscription: Subscription, params: ListParams): boolean {
  const { collection_method: method, current_period_end: end, current_period_start: start } = params;
  const price = params.price ?? params.plan;
  return (
    hasStatus(subscription, params.status) &&
    (method === undefined || subscription.collection_method === method) &&
    (end === undefined || isWithin(end, nextEnd(subscription))) &&
    (start === undefined || isWithin(start, latestStart(subscription))) &&
    (price === undefined || itemsOf(subscription).some((item) => item.price.id === price)) &&
    (params.customer_account === undefined || subscription.customer_account === params.customer_account) &&
    (params.automatic_tax === undefined ||
      subscription.automatic_tax.enabled === params.automatic_tax.enabled)
  );
}

/** By what most lists are asked for there is an index; what else is asked for is looked for among those. */
function indexFor({ customer, plan, price, status }: ListParams) {
  if (customer !== undefined) return { index: 'customer', key: customer } as const;
  const of = price ?? plan;
  if (of !== undefined) return { index: 'price', key: of } as const;
  if (status === undefined) return { index: 'listed', key: 'listed' } as const;
  if (status === 'all' || status === 'ended') return {} as const;
  return { index: 'status', key: status } as const;
}

/** Which subscriptions a list is asked for. */
export function pageFilter(scope: Scope, params: ListParams) {
  const { customer } = params;
  refuseTestClock(params);
  if (customer !== undefined) scope.requireFor('customer', customer, 'customer');
  return {
    ...params.created,
    ...indexFor(params),
    where: (subscription: Subscription) => isAsked(subscription, params),
  };
}
