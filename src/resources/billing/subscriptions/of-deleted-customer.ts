import type { Customer } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { endSubscription } from './canceling.ts';
import { hasEnded } from './lifecycle.ts';
import { SUBSCRIPTION } from './record.ts';

/** "Also immediately cancels any active subscriptions on the customer" (docs: api/customers/delete). */
export function endWithCustomer(scope: Scope, { id }: Customer): void {
  for (const subscription of [...scope.tables[SUBSCRIPTION].walk({ index: 'customer', key: id })])
    if (!hasEnded(subscription)) endSubscription(scope, subscription, 'asked');
}
