import type { Lifecycle } from '../../../core/lifecycle.ts';
import type { Subscription } from '../../../model/wire.ts';

export type Moment =
  /** The payment that it waits for is made, or on its way. */
  | 'pay'
  /** The payment that it needs is not made. */
  | 'fail'
  /** Nobody has made the first payment in time. */
  | 'expire'
  | 'begin_trial'
  | 'end_trial'
  /** No attempt to get a payment is left. */
  | 'give_up'
  | 'pause'
  | 'resume'
  | 'cancel';

/**
 * The states of a subscription (docs: billing/subscriptions/overview; stripe-node types: Subscription.status). One that is
 * canceled before its first payment has expired (recorded, 2019-09).
 */
export const subscriptionLifecycle: Lifecycle<Subscription['status'], Moment> = {
  incomplete: { pay: 'active', expire: 'incomplete_expired', cancel: 'incomplete_expired' },
  incomplete_expired: {},
  trialing: {
    fail: 'past_due',
    begin_trial: 'trialing',
    end_trial: 'active',
    pause: 'paused',
    cancel: 'canceled',
  },
  active: { fail: 'past_due', begin_trial: 'trialing', pause: 'paused', cancel: 'canceled' },
  past_due: {
    pay: 'active',
    begin_trial: 'trialing',
    give_up: 'unpaid',
    pause: 'paused',
    cancel: 'canceled',
  },
  unpaid: { pay: 'active', begin_trial: 'trialing', pause: 'paused', cancel: 'canceled' },
  paused: { resume: 'active', cancel: 'canceled' },
  canceled: {},
};

/** Whether it has ended, and is no longer changed. */
export const hasEnded = ({ status }: Pick<Subscription, 'status'>): boolean =>
  subscriptionLifecycle[status].cancel === undefined;

/** Whether invoices are made of it as time passes. */
export const isBilled = ({ status }: Pick<Subscription, 'status'>): boolean =>
  status !== 'incomplete' && status !== 'paused' && !hasEnded({ status });
