import { awaitBank, awaitDispute, awaitRefund, type Ending, fateOf } from './payment-model-bank.ts';
import type { Change } from './payment-steps.ts';
import type { Intent, Job, World } from './payment-world.ts';

/* What is said of one intent on the way. */

const OF_PAYMENTS = [
  'outcome',
  'refundDelayMs',
  'refundOutcome',
  'disputeDelayMs',
  'blockAfterReturn',
] as const;
const OF_BEFORE = ['settlementDelayMs', 'microdepositType'] as const;

/** Whether it can still change something. */
function isInTime(intent: Intent, change: Change): boolean {
  const says = (names: readonly (keyof Change)[]) => names.some((name) => change[name] !== undefined);
  if (intent.status === 'canceled') return false;
  if (intent.kind === 'setup') return !says(OF_PAYMENTS) && intent.status !== 'succeeded';
  if (intent.status !== 'succeeded') return true;
  if (says(OF_BEFORE)) return false;
  return change.outcome === undefined || (change.outcome === 'disputed' && intent.charge?.dispute === null);
}

/** A delay runs anew from now; a payment that would have stayed processing for ever is settled where it is to end. */
export function say(world: World, intent: Intent, change: Change): Ending {
  if (!isInTime(intent, change)) return 'refused';
  const { outcome, ...others } = change;
  intent.knobs = { ...intent.knobs, ...(intent.status === 'succeeded' ? others : change) };
  if (intent.kind === 'setup' || intent.charge === null) return 'done';
  const { charge } = intent;
  const taken = (isMeant: (job: Job) => boolean): boolean => {
    const before = world.jobs.length;
    world.jobs = world.jobs.filter((job) => !isMeant(job));
    return world.jobs.length < before;
  };
  const isComing = world.jobs.some((job) => job.kind === 'settle' && job.charge === charge);
  const isSaid = outcome !== undefined || change.settlementDelayMs !== undefined;
  if (
    isSaid &&
    charge.status === 'pending' &&
    fateOf(world, charge) !== 'stays_processing' &&
    (change.settlementDelayMs !== undefined || !isComing)
  ) {
    taken((job) => job.kind === 'settle' && job.charge === charge);
    awaitBank(world, charge);
  }
  if (
    charge.status === 'succeeded' &&
    charge.dispute === null &&
    (outcome === 'disputed' || change.disputeDelayMs !== undefined)
  ) {
    const wasComing = taken((job) => job.kind === 'dispute' && job.charge === charge);
    if (wasComing || outcome === 'disputed') awaitDispute(world, charge);
  }
  if (change.refundDelayMs !== undefined)
    // The newest first, as lists are.
    for (const refund of world.refunds.filter((one) => one.charge.payment === intent).reverse())
      if (taken((job) => job.kind === 'refund' && job.refund === refund)) awaitRefund(world, refund);
  return 'done';
}
