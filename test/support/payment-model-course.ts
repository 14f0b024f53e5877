import { awaitBank, awaitDispute, awaitRefund, type Ending, fateOf } from './payment-model-bank.ts';
import type { Change } from './payment-steps.ts';
import type { Charge, Intent, Job, World } from './payment-world.ts';

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

/** Takes out the jobs that are meant; whether there were any. */
function taken(world: World, isMeant: (job: Job) => boolean): boolean {
  const before = world.jobs.length;
  world.jobs = world.jobs.filter((job) => !isMeant(job));
  return world.jobs.length < before;
}

/** A payment that would have stayed processing for ever is settled where it is to end. */
function awaitBankAnew(world: World, charge: Charge, change: Change): void {
  if (charge.status !== 'pending' || fateOf(world, charge) === 'stays_processing') return;
  const isOf = (job: Job) => job.kind === 'settle' && job.charge === charge;
  const isMeant = change.outcome !== undefined && !world.jobs.some(isOf);
  if (change.settlementDelayMs === undefined && !isMeant) return;
  taken(world, isOf);
  awaitBank(world, charge);
}

function awaitDisputeAnew(world: World, charge: Charge, { outcome, disputeDelayMs }: Change): void {
  if (charge.status !== 'succeeded' || charge.dispute !== null) return;
  if (outcome !== 'disputed' && disputeDelayMs === undefined) return;
  const wasComing = taken(world, (job) => job.kind === 'dispute' && job.charge === charge);
  if (wasComing || outcome === 'disputed') awaitDispute(world, charge);
}

/** A delay runs anew from now. */
export function say(world: World, intent: Intent, change: Change): Ending {
  if (!isInTime(intent, change)) return 'refused';
  const { outcome: _asked, ...others } = change;
  intent.knobs = { ...intent.knobs, ...(intent.status === 'succeeded' ? others : change) };
  if (intent.kind === 'setup' || intent.charge === null) return 'done';
  awaitBankAnew(world, intent.charge, change);
  awaitDisputeAnew(world, intent.charge, change);
  if (change.refundDelayMs === undefined) return 'done';
  // The newest first, as lists are.
  for (const refund of world.refunds.filter((one) => one.charge.payment === intent).reverse())
    if (taken(world, (job) => job.kind === 'refund' && job.refund === refund)) awaitRefund(world, refund);
  return 'done';
}
