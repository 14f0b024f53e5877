import { nextBusinessDay } from './payment-days.ts';
import {
  abandonCharge,
  attach,
  debit,
  declined,
  type Ending,
  failDeposits,
  fallBack,
  revoke,
} from './payment-model-bank.ts';
import { accountOf, CUSTOMERS, DAY_MS, endOf, type StepOf } from './payment-steps.ts';
import {
  emit,
  type Intent,
  knobsOf,
  type Mandate,
  type Method,
  newRef,
  type Payment,
  type Setup,
  schedule,
  secondsOf,
  toldIntent,
  toldMandate,
  toldMethod,
  toldSetup,
  type World,
} from './payment-world.ts';

/*
 * What Stripe does with intents that are paid or set up with bank accounts, told a second time and as plainly as possible,
 * to be held against the emulator after every step. Nothing here knows the emulator.
 */

export const newMethod = (world: World, account: StepOf<'type'>['account'], verified: boolean): Method => {
  const { number, fate, isUnreachable = false } = accountOf(account);
  return {
    ref: newRef(world, 'payment_method'),
    number,
    fate,
    isUnreachable,
    verified,
    customer: null,
    spent: false,
    // It is the account that is blocked, and with it what is made of it later.
    blocked: world.methods.findLast((one) => one.number === number && one.blocked !== null)?.blocked ?? null,
  };
};

export const isOpen = ({ status }: Intent): boolean =>
  status === 'requires_payment_method' || status === 'requires_confirmation' || status === 'requires_action';

/** Whether its customer has been deleted since. */
export const isGone = ({ gone }: World, { customer }: Pick<Intent, 'customer'>): boolean =>
  customer !== null && gone.includes(customer);

export const isUsable = (customer: string | null, { spent, customer: holder }: Method): boolean =>
  !spent && (holder === null || holder === customer);

/** The intent with a PaymentMethod; a new one is one only if the call that brings it is done. */
function choose(world: World, intent: Intent, method: Method): void {
  if (!world.methods.includes(method)) world.methods.push(method);
  giveUp(intent);
  intent.method = method;
  intent.status = 'requires_confirmation';
}

/** An intent that waits for microdeposits, and goes another way. */
function giveUp(intent: Intent): void {
  intent.deposits = null;
  if (intent.kind === 'setup' && intent.attempt?.status === 'requires_action')
    intent.attempt.status = 'abandoned';
}

/** How the customer agrees: now, by a mandate that the call names, or as before. */
interface Agreeing {
  readonly isAccepted: boolean;
  readonly mandate: Mandate | null;
}
interface Asked extends Agreeing {
  readonly method: Method | null;
}

export function pay(world: World, asked: StepOf<'pay'>, method: Method | null): Ending {
  const intent: Payment = {
    ...fresh(world, 'payment_intent', asked),
    kind: 'payment',
    amount: asked.amount,
    usage: asked.isForLater ? 'off_session' : null,
    received: 0,
    canceledAt: null,
    charge: null,
  };
  return open(world, intent, asked, method);
}

export function setup(world: World, asked: StepOf<'setup'>, method: Method | null): Ending {
  const intent: Setup = {
    ...fresh(world, 'setup_intent', asked),
    kind: 'setup',
    isOnce: asked.isOnce,
    attempt: null,
    mandate: null,
  };
  return open(world, intent, asked, method);
}

const fresh = (
  world: World,
  type: 'payment_intent' | 'setup_intent',
  { customer, verification }: Pick<StepOf<'pay'>, 'customer' | 'verification'>,
) => ({
  ref: newRef(world, type),
  customer: customer === null ? null : (CUSTOMERS[customer] ?? null),
  status: 'requires_payment_method' as const,
  method: null,
  failure: null,
  deposits: null,
  rounds: 0,
  reason: null,
  knobs: {},
  verification,
});

function open(
  world: World,
  intent: Intent,
  { isConfirmed, isAccepted }: Pick<StepOf<'pay'>, 'isConfirmed' | 'isAccepted'>,
  method: Method | null,
): Ending {
  if (isGone(world, intent) || (method !== null && !isUsable(intent.customer, method))) return 'refused';
  const asked = { method, isAccepted, mandate: null };
  if (isConfirmed && !mayConfirm(world, intent, asked)) return 'refused';
  world.intents.push(intent);
  if (method !== null) choose(world, intent, method);
  emit(
    world,
    intent.kind === 'payment' ? 'payment_intent.created' : 'setup_intent.created',
    toldIntent(intent),
  );
  return isConfirmed ? confirmed(world, intent, asked) : 'done';
}

export function update(world: World, intent: Intent, method: Method | null): Ending {
  if (!isOpen(intent)) return 'refused';
  if (method === null) {
    giveUp(intent);
    intent.method = null;
    intent.status = 'requires_payment_method';
    return 'done';
  }
  if (!isUsable(intent.customer, method)) return 'refused';
  choose(world, intent, method);
  return 'done';
}

/** A bank account that the customer has picked or typed in for it. */
export function collected(world: World, intent: Intent, method: Method): Ending {
  if (!isOpen(intent) || isGone(world, intent)) return 'refused';
  if (intent.verification === (method.verified ? 'microdeposits' : 'instant')) return 'refused';
  choose(world, intent, method);
  return 'done';
}

export function confirm(world: World, intent: Intent, asked: Asked): Ending {
  if (!mayConfirm(world, intent, asked)) return 'refused';
  if (asked.method !== null) choose(world, intent, asked.method);
  return confirmed(world, intent, asked);
}

function mayConfirm(world: World, intent: Intent, asked: Asked): boolean {
  const method = asked.method ?? intent.method;
  if (!isOpen(intent) || method === null || !isUsable(intent.customer, method)) return false;
  if (isGone(world, intent)) return false;
  if (intent.verification === 'instant' && !method.verified) return false;
  if (agreement(world, intent, method, asked) !== undefined) return true;
  // Others are refused later, and keep the PaymentMethod.
  return intent.kind === 'setup' || intent.usage === null;
}

export const standing = ({ mandates }: World, method: Method): Mandate | undefined =>
  mandates.find(({ isOnce, method: of, status }) => of === method && status === 'active' && !isOnce);

/** The mandate by which a confirmation goes on; undefined if there is none. */
function agreement(
  world: World,
  intent: Intent,
  method: Method,
  { isAccepted, mandate }: Agreeing,
): Mandate | 'accepted' | undefined {
  if (mandate !== null) {
    const isUsed = mandate.isOnce && world.charges.some((charge) => charge.mandate === mandate);
    return mandate.status === 'active' && mandate.method === method && !isUsed ? mandate : undefined;
  }
  if (isAccepted) return (intent.kind === 'payment' ? standing(world, method) : undefined) ?? 'accepted';
  // A mandate for one payment is made for this one.
  return intent.kind === 'setup' && intent.isOnce ? undefined : standing(world, method);
}

function newMandate(world: World, intent: Intent, method: Method): Mandate {
  const mandate: Mandate = {
    ref: newRef(world, 'mandate'),
    method,
    isOnce: intent.kind === 'payment' ? intent.usage === null : intent.isOnce,
    status: method.verified ? 'active' : 'pending',
    isKept: false,
  };
  world.mandates.push(mandate);
  return mandate;
}

export function confirmed(world: World, intent: Intent, asked: Agreeing): Ending {
  const ending = confirmedNow(world, intent, asked);
  for (const mandate of world.mandates.slice(-1)) mandate.isKept = true;
  return ending;
}

/** A confirmation whose conditions are met. */
function confirmedNow(world: World, intent: Intent, asked: Agreeing): Ending {
  const { method } = intent;
  if (method === null) throw new Error('What is confirmed has a PaymentMethod.');
  const isBlocked = method.blocked !== null;
  // It keeps the PaymentMethod that the call has brought.
  const agreed = agreement(world, intent, method, asked);
  if (!isBlocked && agreed === undefined) return 'failed';
  giveUp(intent);
  const isHopeless =
    method.isUnreachable && !method.verified && world.terms.microdepositFailure === 'at_once';
  // Without a charge nobody needs one.
  const isInVain = isHopeless || (isBlocked && intent.kind === 'setup');
  const held = agreed === 'accepted' && !isInVain ? newMandate(world, intent, method) : agreed;
  const mandate = isInVain || held === 'accepted' ? undefined : held;
  if (intent.kind === 'setup') begin(world, intent, method, mandate);
  if (isBlocked) return refuse(world, intent, method, mandate);
  if (isHopeless) {
    fallBack(world, intent, { code: 'payment_method_microdeposit_failed', method, charge: null });
    return 'failed';
  }
  if (mandate === undefined) throw new Error('What goes on has a mandate.');
  if (method.verified) return proceed(world, intent, method, mandate);
  return ask(world, intent, method, mandate);
}

/** What is never sent to the bank. */
export const isRefusedAtOnce = (
  { terms }: World,
  { blocked, fate, isUnreachable, verified }: Method,
): boolean =>
  blocked !== null ||
  (verified ? endOf(fate).isAtOnce === true : isUnreachable && terms.microdepositFailure === 'at_once');

/** "The bank account provided cannot be used." */
function refuse(world: World, intent: Intent, method: Method, mandate: Mandate | undefined): Ending {
  const code = 'bank_account_unusable';
  if (intent.kind === 'payment') return declined(world, intent, method, mandate, code);
  fallBack(world, intent, { code, method, charge: null });
  return 'failed';
}

/** Each confirmation of a setup is an attempt. */
function begin(world: World, intent: Setup, method: Method, mandate: Mandate | undefined): void {
  intent.mandate = mandate ?? intent.mandate;
  intent.attempt = {
    ref: newRef(world, 'setup_attempt'),
    intent,
    method,
    status: 'requires_action',
    code: null,
  };
  world.attempts.push(intent.attempt);
}

/** With an account that is verified. */
function proceed(world: World, intent: Intent, method: Method, mandate: Mandate): Ending {
  if (intent.kind === 'payment') {
    activate(world, mandate);
    return debit(world, intent, method, mandate);
  }
  if (intent.customer !== null && !isGone(world, intent)) attach(world, method, intent.customer);
  activate(world, mandate);
  intent.status = 'succeeded';
  intent.failure = null;
  if (intent.attempt !== null) intent.attempt.status = 'succeeded';
  emit(world, 'setup_intent.succeeded', toldSetup(intent));
  return 'done';
}

function activate(world: World, mandate: Mandate): void {
  if (mandate.status !== 'pending') return;
  mandate.status = 'active';
  emit(world, 'mandate.updated', toldMandate(mandate));
}

/** Two deposits are sent, whose amounts or whose code the customer has to name. */
function ask(world: World, intent: Intent, method: Method, mandate: Mandate): Ending {
  const { microdepositType: type, settlementDelayMs } = knobsOf(world, intent);
  intent.failure = null;
  const round = ++intent.rounds;
  const arrival = nextBusinessDay(secondsOf(world));
  intent.deposits = {
    round,
    arrival,
    arrived: false,
    type,
    failures: { descriptor_code: 0, amounts: 0 },
    mandate,
  };
  intent.status = 'requires_action';
  emit(
    world,
    intent.kind === 'payment' ? 'payment_intent.requires_action' : 'setup_intent.requires_action',
    toldIntent(intent),
  );
  if (method.isUnreachable)
    schedule(world, settlementDelayMs, true, { kind: 'deposits_fail', intent, round });
  else schedule(world, arrival * 1000 - world.nowMs, true, { kind: 'deposits_arrive', intent, round });
  schedule(world, 10 * DAY_MS, false, { kind: 'deposits_expire', intent, round });
  return 'done';
}

const MOST_FAILURES = { descriptor_code: 10, amounts: 3 } as const;

export function verify(world: World, intent: Intent, { by, named }: StepOf<'verify'>): Ending {
  const { deposits, method } = intent;
  // Verified already: by another intent.
  if (named === 'malformed' || deposits === null || method === null || method.verified) return 'refused';
  if (world.terms.microdepositInput === 'as_sent' && by !== deposits.type) return 'refused';
  if (world.terms.microdepositArrival === 'needed' && !deposits.arrived) return 'refused';
  if (method.isUnreachable) return failed(world, intent, 'payment_method_microdeposit_failed');
  if (named === 'right') {
    method.verified = true;
    intent.deposits = null;
    if (method.blocked !== null) return refuse(world, intent, method, deposits.mandate);
    return proceed(world, intent, method, deposits.mandate);
  }
  if (named === 'timeout') return failed(world, intent, `${VERIFICATION}_timeout`);
  if (named === 'wrong' && ++deposits.failures[by] < MOST_FAILURES[by]) return 'failed';
  return failed(world, intent, `${VERIFICATION}_attempts_exceeded`);
}
/** A bank hurries. */
export function arrive({ deposits, method }: Intent): Ending {
  if (deposits === null || deposits.arrived || method?.isUnreachable === true) return 'refused';
  deposits.arrived = true;
  return 'done';
}

const VERIFICATION = 'payment_method_microdeposit_verification';

function failed(world: World, intent: Intent, code: string): Ending {
  failDeposits(world, intent, code);
  return 'failed';
}

export function cancel(world: World, intent: Intent, reason: string | null): Ending {
  if (!isOpen(intent) && intent.status !== 'processing') return 'refused';
  intent.status = 'canceled';
  intent.reason = reason;
  giveUp(intent);
  if (intent.kind === 'payment') {
    intent.canceledAt = secondsOf(world);
    abandonCharge(world, intent);
  } else {
    emit(world, 'setup_intent.canceled', toldSetup(intent));
  }
  return 'done';
}

export function attachTo(world: World, method: Method, customer: string): Ending {
  const { spent, verified, customer: holder } = method;
  if (isGone(world, { customer }) || spent || !verified || (holder !== null && holder !== customer))
    return 'refused';
  attach(world, method, customer);
  return 'done';
}

export function detach(world: World, method: Method): Ending {
  if (method.customer === null) return 'refused';
  method.customer = null;
  method.spent = true;
  emit(world, 'payment_method.detached', toldMethod(method));
  for (const mandate of world.mandates.filter((one) => one.method === method)) revoke(world, mandate);
  return 'done';
}
