import { next } from '../../../core/lifecycle.ts';
import type { Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { previousAttributes } from '../../params/changes.ts';
import { keepSubscription } from './items.ts';
import { type Moment, subscriptionLifecycle } from './lifecycle.ts';
import { SUBSCRIPTION } from './record.ts';

/** Writes a subscription that has changed, and tells of it if it is news. */
export function tellChange(scope: Scope, before: Subscription, after: Subscription): Subscription {
  const previous = previousAttributes(before, after);
  if (previous === undefined) return before;
  const kept = keepSubscription(scope, after);
  scope.emit('customer.subscription.updated', kept, previous);
  return kept;
}

/** The status of a subscription after what has happened; throws where that cannot happen to it. */
export const statusAfter = ({ status }: Subscription, moment: Moment): Subscription['status'] =>
  next(subscriptionLifecycle, SUBSCRIPTION, status, moment);

/** Whether it can happen to a subscription as it is. */
export const canHappen = ({ status }: Subscription, moment: Moment): boolean =>
  subscriptionLifecycle[status][moment] !== undefined;
