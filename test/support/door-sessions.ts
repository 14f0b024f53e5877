import { customerOf, newPayment } from './door-model.ts';
import type { DoorStepOf } from './door-steps.ts';
import { begin, newSetup } from './door-subscriptions.ts';
import { type Session, toldSession } from './door-world.ts';
import { cancel, collected, confirmed, isGone, isOpen, isRefusedAtOnce, newMethod } from './payment-model.ts';
import type { Ending } from './payment-model-bank.ts';
import { DAY_MS } from './payment-steps.ts';
import {
  emit,
  type Intent,
  type Method,
  newRef,
  schedule,
  secondsOf,
  toldPayment,
  type World,
} from './payment-world.ts';

/* Checkout Sessions of the model. */

export const modeOf = ({ customer, mode }: DoorStepOf<'check_out'>): typeof mode =>
  customer === null && mode === 'subscription' ? 'payment' : mode;

export function checkOut(world: World, next: DoorStepOf<'check_out'>): Ending {
  const { amount, isForLater } = next;
  const customer = customerOf(next.customer);
  const mode = modeOf(next);
  if (isGone(world, { customer })) return 'refused';
  const session: Session = {
    ref: newRef(world, 'checkout.session'),
    customer,
    amount,
    // Of nobody's nothing is kept.
    isForLater: isForLater && customer !== null,
    status: 'open',
    isPaid: false,
    payment: null,
    setup: mode === 'setup' ? newSetup(world, customer) : null,
    isSubscribing: mode === 'subscription',
    subscription: null,
    invoice: null,
  };
  world.sessions.push(session);
  schedule(world, (secondsOf(world) + DAY_MS / 1000) * 1000 - world.nowMs, false, {
    kind: 'session_expire',
    session,
  });
  return 'done';
}

export function submit(world: World, session: Session, { account, isTyped }: DoorStepOf<'submit'>): Ending {
  if (session.status !== 'open' || isGone(world, session)) return 'refused';
  const { amount, customer, isForLater } = session;
  const method = newMethod(world, account, !isTyped);
  if (session.isSubscribing) return subscribeBy(world, session, method);
  if (session.payment === null && session.setup === null) {
    session.payment = newPayment(world, { amount, customer, usage: isForLater ? 'off_session' : null });
    world.intents.push(session.payment);
    emit(world, 'payment_intent.created', toldPayment(session.payment));
  }
  const intent = session.setup ?? session.payment;
  if (intent === null) throw new Error('A session has something to confirm.');
  collected(world, intent, method);
  if (confirmed(world, intent, { isAccepted: true, mandate: null }) !== 'done') return 'failed';
  session.status = 'complete';
  emit(world, 'checkout.session.completed', toldSession(session));
  return 'done';
}

/** Its customer subscribes, and pays the first invoice; where the bank account is refused, nothing has happened. */
function subscribeBy(world: World, session: Session, method: Method): Ending {
  const { amount, customer } = session;
  if (customer === null) throw new Error('Nobody subscribes.');
  if (isRefusedAtOnce(world, method)) return 'failed';
  const subscription = begin(world, { amount, customer, interval: 'month', method, setup: null });
  const { latest: invoice } = subscription;
  if (invoice.payment === null) throw new Error('The first invoice is due.');
  collected(world, invoice.payment, method);
  confirmed(world, invoice.payment, { isAccepted: true, mandate: null });
  Object.assign(session, { status: 'complete', subscription, invoice });
  emit(world, 'checkout.session.completed', toldSession(session));
  return 'done';
}

export function expire(world: World, session: Session): Ending {
  if (session.status !== 'open') return 'refused';
  session.status = 'expired';
  emit(world, 'checkout.session.expired', toldSession(session));
  const intent = session.setup ?? session.payment;
  if (intent !== null && isOpen(intent)) cancel(world, intent, 'abandoned');
  return 'done';
}

export function followSession(world: World, session: Session, type: string): void {
  if (session.status !== 'complete' || session.isPaid) return;
  if (type === 'payment_intent.succeeded') {
    session.isPaid = true;
    emit(world, 'checkout.session.async_payment_succeeded', toldSession(session));
  } else if (type === 'payment_intent.payment_failed') {
    emit(world, 'checkout.session.async_payment_failed', toldSession(session));
  }
}

/** Whether an intent is a session's, whose customer alone confirms and ends it. */
export const isOfSession = ({ sessions }: World, { ref }: Pick<Intent, 'ref'>): boolean =>
  sessions.some(({ payment, setup }) => payment?.ref === ref || setup?.ref === ref);
