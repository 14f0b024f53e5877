import type { Subscription, SubscriptionItem } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import type { UpdateParams } from './parameters.ts';
import { cancellationOf } from './record.ts';
import { cancelAtOf } from './times.ts';

type Ending = Pick<
  Subscription,
  'cancel_at' | 'cancel_at_period_end' | 'canceled_at' | 'cancellation_details'
>;

const STAYS = { cancel_at: null, cancel_at_period_end: false, canceled_at: null } as const;

/**
 * When a subscription is to end, as a call says that makes it or changes it; nothing where it does not. That `cancel_at`
 * tells when it was said as `cancel_at_period_end` does is assumed.
 */
export function endingOf(
  scope: Scope,
  subscription: Subscription,
  items: readonly SubscriptionItem[],
  params: Pick<UpdateParams, 'cancel_at' | 'cancel_at_period_end' | 'cancellation_details'>,
): Partial<Ending> {
  const { cancel_at: at, cancel_at_period_end: atEnd, cancellation_details: said } = params;
  const details = cancellationOf(subscription, said);
  if (at === undefined && atEnd === undefined)
    return said === undefined ? {} : { cancellation_details: details };
  // "Always resolves to the earliest item period end" (changelog 2025-07-30.basil).
  const end = atEnd === true ? cancelAtOf(scope, 'min_period_end', items) : cancelAtOf(scope, at, items);
  if (end === null) return { ...STAYS, cancellation_details: { ...details, reason: null } };
  return {
    cancel_at: end,
    cancel_at_period_end: atEnd === true,
    canceled_at: scope.seconds(),
    cancellation_details: { ...details, reason: 'cancellation_requested' },
  };
}
