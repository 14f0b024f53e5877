import type { Job, StateJob } from '../../model/jobs.ts';
import { isObjectType, type ObjectType, type Records } from '../../model/records.ts';
import type { ApiObject } from '../../model/wire.ts';
import { statusOf } from '../../resources/bank-accounts/keeping.ts';
import { bankAccountLifecycle } from '../../resources/bank-accounts/record.ts';
import { endingOfCharge } from '../../resources/bank-accounts/settlement.ts';
import { isLookedAt } from '../../resources/connect/course.ts';
import { knobsOf } from '../../resources/intents/knobs.ts';
import { underWay } from '../../resources/payment-intents/settlement.ts';
import { payoutLifecycle } from '../../resources/payouts/record.ts';
import { isWaiting } from '../../resources/refunds/course.ts';
import type { Scope } from '../../sandbox/scope.ts';
import type { SeededType } from './types.ts';

/*
 * What is under way ends, also where it was put in place so: as long after that as it would take from its creation on. An
 * end whose time the object shows is kept by what puts it in place.
 */

/** The job that ends it, and in how long. */
interface Awaited {
  readonly job: StateJob;
  readonly delayMs: number;
}

type AwaitedOf<T extends ObjectType> = (scope: Scope, record: Records[T]) => Awaited | undefined;

const AWAITED: { readonly [T in ObjectType]?: AwaitedOf<T> } = {
  account: ({ settings }, account) =>
    isLookedAt(account)
      ? {
          job: { kind: 'connected_account.verify', subject: account.id },
          delayMs: settings.connect.verificationDelayMs,
        }
      : undefined,
  bank_account: ({ facts, settings }, source) => {
    const { unreachable } = facts.bankAccounts.get(source.id) ?? {};
    const mayBounce = bankAccountLifecycle[statusOf(source)].bounce !== undefined;
    return source.customer != null && unreachable === true && mayBounce
      ? {
          job: { kind: 'bank_account.bounce', subject: source.id },
          delayMs: settings.payments.settlementDelayMs,
        }
      : undefined;
  },
  // That of an intent ends with it.
  charge: (scope, charge) =>
    charge.status === 'pending' &&
    charge.payment_intent === null &&
    endingOfCharge(scope, charge).when !== 'never'
      ? {
          job: { kind: 'charge.settle', subject: charge.id },
          delayMs: scope.settings.payments.settlementDelayMs,
        }
      : undefined,
  // One without its charge is none that a bank was asked about.
  payment_intent: (scope, intent) => {
    const payment = underWay(scope, intent);
    if (payment === undefined || payment.ending.when === 'never') return undefined;
    return {
      job: { kind: 'payment_intent.settle', subject: intent.id, charge: payment.charge.id },
      delayMs: knobsOf(scope, intent.id).settlementDelayMs,
    };
  },
  payout: ({ settings }, { id, status }) =>
    payoutLifecycle[status].arrive === undefined
      ? undefined
      : { job: { kind: 'payout.end', subject: id }, delayMs: settings.connect.payoutDelayMs },
  refund: (scope, refund) => {
    const charge = scope.tables.charge.get(refund.charge ?? '');
    // It goes on when the payment has ended.
    const waits = isWaiting(refund) && charge?.status === 'pending';
    return refund.status === 'pending' && !waits
      ? {
          job: { kind: 'refund.end', subject: refund.id },
          delayMs: knobsOf(scope, refund.payment_intent).refundDelayMs,
        }
      : undefined;
  },
};

function awaitedOf<T extends ObjectType>(scope: Scope, type: T, id: string): Awaited | undefined {
  const record = scope.tables[type].get(id);
  const awaited: AwaitedOf<T> | undefined = AWAITED[type];
  return record === undefined ? undefined : awaited?.(scope, record);
}

/** What tells the ends of objects apart: a payment may be made by one charge after another. */
const nameOf = (job: Job, account = job.account): string =>
  [account ?? '', job.kind, job.subject, 'charge' in job ? (job.charge ?? '') : ''].join(' ');

/** An object that has been put in place. */
interface Put {
  readonly scope: Scope;
  readonly type: SeededType;
  readonly object: ApiObject & { readonly id: string };
}

/** Has what was put in place and is under way end by itself, unless that is to come already. */
export function endLater(put: readonly Put[]): void {
  const ends = put.flatMap(({ scope, type, object: { id } }) => {
    const awaited = isObjectType(type) ? awaitedOf(scope, type, id) : undefined;
    return awaited === undefined ? [] : [{ scope, ...awaited }];
  });
  const [first] = ends;
  if (first === undefined) return;
  const subjects = new Set(ends.map(({ job }) => job.subject));
  const toCome = new Set<string>();
  for (const job of first.scope.sandbox.parts.jobs.values())
    if (subjects.has(job.subject)) toCome.add(nameOf(job));
  for (const { scope, job, delayMs } of ends) {
    const name = nameOf(job, scope.account ?? undefined);
    if (!toCome.has(name)) scope.in(delayMs, job);
    toCome.add(name);
  }
}
