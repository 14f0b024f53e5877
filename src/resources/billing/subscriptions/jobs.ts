import type { Job, StateJobKind } from '../../../model/jobs.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { cancelDue } from './canceling.ts';
import { expireLater, giveUpLater, turnOverdue } from './following.ts';
import { resumeCollection } from './pausing.ts';
import { announceTrialEnd, renew } from './renewal.ts';
import { announceInvoice } from './upcoming.ts';

type Kind = Extract<StateJobKind, `subscription.${string}`>;

const doing =
  (work: (scope: Scope, subject: string) => void) =>
  (scope: Scope, { subject }: Job<Kind>): void =>
    work(scope, subject);

/** What happens to subscriptions by themselves. */
export const subscriptionJobs: { readonly [K in Kind]: (scope: Scope, job: Job<K>) => void } = {
  'subscription.renew': doing(renew),
  'subscription.cancel': doing(cancelDue),
  'subscription.expire': doing(expireLater),
  'subscription.trial_will_end': doing(announceTrialEnd),
  'subscription.upcoming_invoice': doing(announceInvoice),
  'subscription.resume_collection': doing(resumeCollection),
  'subscription.overdue': doing(turnOverdue),
  'subscription.give_up': doing(giveUpLater),
};
