import type { ScheduledJob, Scheduler } from '../core/scheduler.ts';
import { integer, oneOf, optional, type Shape, string } from '../core/shape.ts';
import { INACTIVE_ACTIONS, INACTIVE_CAUSES, type Inactivity } from './inactivity.ts';
import { REFRESH_FEATURES, REFRESH_OUTCOMES, type RefreshFeature, type RefreshOutcome } from './refresh.ts';

import { SUBSCRIPTIONS, type Subscription } from './words.ts';

const INTENT_TYPES = ['payment_intent', 'setup_intent'] as const;

/** What each kind of later work needs to know besides its subject, the id of the object that it is about. */
interface JobDetails {
  /** A pending refresh ends, if `token` still is that of the one under way. */
  'account.refresh': {
    readonly feature: RefreshFeature;
    readonly outcome: RefreshOutcome;
    readonly token: number;
  };
  /** The connection ends: as the account has announced, or else for the reason that is given here. */
  'account.deactivate': Life & Partial<Inactivity>;
  'account.upcoming_deactivation': Life;
  'account.number_expires': Life;
  /** The daily refresh of a subscribed account. */
  'account.subscription': { readonly feature: Subscription };
  /** The page of a hosted session comes to its end. */
  'session.expire': NoDetails;
  /** Nobody has completed it in time. */
  'checkout.expire': NoDetails;
  'account.upcoming_number_expiry': Life;
  /** Numbers that are pending are there. */
  'account.numbers_arrive': Life;
  /** The bank answers to a debit; one that comes out of a snapshot of before version 5 does not name the charge. */
  'payment_intent.settle': { readonly charge?: string };
  /** The deposits that were to verify a source do not reach it. */
  'bank_account.bounce': NoDetails;
  /** The bank answers to a charge that no PaymentIntent has made. */
  'charge.settle': NoDetails;
  /** The subject is a charge: the customer goes to the bank. */
  'charge.dispute': NoDetails;
  'refund.end': NoDetails;
  /** The subject is a connected account; it is kept with the platform. */
  'connected_account.verify': NoDetails;
  'payout.end': NoDetails;
  'microdeposits.arrive': Round;
  'microdeposits.fail': Round;
  'microdeposits.expire': Round;
  /** The subject is an invoice: a draft is finalized and collected, or sent. */
  'invoice.finalize': NoDetails;
  /** The subject is an invoice: its payment is tried. */
  'invoice.collect': NoDetails;
  /** The subject of each is a subscription: its period or its trial ends. */
  'subscription.renew': NoDetails;
  /** It ends at a time that was said. */
  'subscription.cancel': NoDetails;
  /** Nobody has made its first payment. */
  'subscription.expire': NoDetails;
  'subscription.trial_will_end': NoDetails;
  'subscription.upcoming_invoice': NoDetails;
  'subscription.resume_collection': NoDetails;
  /** Its newest invoice should have been paid. */
  'subscription.overdue': NoDetails;
  /** No attempt to collect is left. */
  'subscription.give_up': NoDetails;
  /** The subject is a delivery; performed by the dispatcher, all others by `resources`. */
  'webhook.attempt': NoDetails;
}
type NoDetails = Readonly<Record<never, never>>;
/** What it was foretold to: an account that is put in place anew begins another life. The first has none. */
interface Life {
  readonly life?: number;
}
/** Which of an intent's microdeposits they are. */
interface Round {
  readonly intent: IntentType;
  readonly round: number;
}
const ROUND = { intent: oneOf(...INTENT_TYPES), round: integer({ min: 1 }) } as const;
const LIFE = { life: optional(integer({ min: 1 })) } as const;

/** The types of intents, which have their bank account's half in common. */
export type IntentType = (typeof INTENT_TYPES)[number];

type JobKind = keyof JobDetails;

/** What the details may be, for jobs that come out of a snapshot: a kind or a detail that is left out does not compile. */
export const JOB_DETAILS: {
  readonly [Kind in JobKind]: {
    readonly [Detail in keyof JobDetails[Kind]]-?: Shape<JobDetails[Kind][Detail]>;
  };
} = {
  'account.refresh': {
    feature: oneOf(...REFRESH_FEATURES),
    outcome: oneOf(...REFRESH_OUTCOMES),
    token: integer({ min: 0 }),
  },
  'account.deactivate': {
    ...LIFE,
    cause: optional(oneOf(...INACTIVE_CAUSES)),
    action: optional(oneOf(...INACTIVE_ACTIONS)),
  },
  'account.upcoming_deactivation': LIFE,
  'account.number_expires': LIFE,
  'account.subscription': { feature: oneOf(...SUBSCRIPTIONS) },
  'session.expire': {},
  'checkout.expire': {},
  'account.upcoming_number_expiry': LIFE,
  'account.numbers_arrive': LIFE,
  'payment_intent.settle': { charge: optional(string()) },
  'bank_account.bounce': {},
  'charge.settle': {},
  'charge.dispute': {},
  'refund.end': {},
  'connected_account.verify': {},
  'payout.end': {},
  'microdeposits.arrive': ROUND,
  'microdeposits.fail': ROUND,
  'microdeposits.expire': ROUND,
  'invoice.finalize': {},
  'invoice.collect': {},
  'subscription.renew': {},
  'subscription.cancel': {},
  'subscription.expire': {},
  'subscription.trial_will_end': {},
  'subscription.upcoming_invoice': {},
  'subscription.resume_collection': {},
  'subscription.overdue': {},
  'subscription.give_up': {},
  'webhook.attempt': {},
};

/** What is foretold of an account. */
export type ForetoldKind = Exclude<
  Extract<JobKind, `account.${string}`>,
  'account.refresh' | 'account.subscription'
>;

/**
 * Which may be taken back: what is foretold no more, what an intent waits for no more, a daily refresh that has another
 * time, what would have been collected, a payout, and the look at an account that is deleted.
 */
const CANCELABLE = [
  'account.subscription',
  'account.deactivate',
  'account.upcoming_deactivation',
  'account.number_expires',
  'account.upcoming_number_expiry',
  'account.numbers_arrive',
  'checkout.expire',
  'connected_account.verify',
  'microdeposits.arrive',
  'microdeposits.fail',
  'microdeposits.expire',
  'invoice.finalize',
  'invoice.collect',
  'payout.end',
  'subscription.renew',
  'subscription.cancel',
  'subscription.expire',
  'subscription.trial_will_end',
  'subscription.upcoming_invoice',
  'subscription.resume_collection',
  'subscription.overdue',
  'subscription.give_up',
] as const satisfies readonly JobKind[];
export type CancelableKind = (typeof CANCELABLE)[number];
const CANCELABLE_KINDS: ReadonlySet<JobKind> = new Set(CANCELABLE);

export const isCancelable = (job: Job): job is Job<CancelableKind> => CANCELABLE_KINDS.has(job.kind);

export const isJobKind = (kind: string): kind is JobKind => Object.hasOwn(JOB_DETAILS, kind);

/**
 * Later work, as data: it can be listed, saved and replayed. The kind decides which details there are, so that a job
 * without one that it needs does not compile.
 */
export type Job<K extends JobKind = JobKind> = {
  readonly [Kind in K]: {
    readonly kind: Kind;
    readonly subject: string;
    /** The connected account in which it happens; the platform's own work has none. */
    readonly account?: string;
  } & JobDetails[Kind];
}[K];

/** What happens in an account, as opposed to a delivery of what has happened. */
export type StateJobKind = Exclude<JobKind, 'webhook.attempt'>;
export type StateJob = Job<StateJobKind>;

export type Queue = Scheduler<Job>;
export type QueuedJob = ScheduledJob<Job>;
