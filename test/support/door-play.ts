import { bill, discard, finalize, giveUp, payInvoice, prefer, voidInvoice } from './door-model.ts';
import { checkOut, expire, modeOf, submit } from './door-sessions.ts';
import type { DoorStep, DoorStepOf } from './door-steps.ts';
import { subscribe, unsubscribe } from './door-subscriptions.ts';
import { type Invoice, toldInvoice, toldSession, toldSubscription } from './door-world.ts';
import { ROUTING } from './payment-asked.ts';
import type { Answer, Call, Caller } from './payment-calls.ts';
import type { Ending } from './payment-model-bank.ts';
import { accountOf, CUSTOMERS, PRODUCT } from './payment-steps.ts';
import { same } from './payment-told.ts';
import { toldByEmulator } from './payment-wire.ts';
import type { Told, World } from './payment-world.ts';

/* How the steps of the doors are asked of the emulator, and of the model. */

/** In the place of a request's id: its own, which no answer tells. */
export const BY_USER = 'by user';

export interface Playing {
  readonly caller: Caller;
  readonly world: World;
  readonly ask: (make: Call['make'], isDeleting?: boolean) => Promise<Answer>;
  /** Whether the call has ended as the model says; answers the id of its request. */
  readonly sameEnding: (answer: Answer, ending: Ending, told: () => Told | null) => string | null;
}

const lately = <T>(all: readonly T[], back: number): T | undefined => all[all.length - 1 - back];

export function playDoor(playing: Playing, next: DoorStep): Promise<string | null> {
  switch (next.do) {
    case 'prefer':
      return playPrefer(playing, next);
    case 'bill':
      return playBill(playing, next);
    case 'check_out':
      return playCheckOut(playing, next);
    case 'submit':
    case 'expire':
      return playSession(playing, next);
    case 'subscribe':
      return playSubscribe(playing, next);
    case 'unsubscribe':
      return playUnsubscribe(playing, next);
    default:
      return playInvoice(playing, next);
  }
}

async function playPrefer(
  { ask, sameEnding, world }: Playing,
  { back, customer: at }: DoorStepOf<'prefer'>,
): Promise<string | null> {
  const method = lately(world.methods, back);
  const id = method?.ref.id;
  const customer = CUSTOMERS[at] ?? CUSTOMERS[0];
  if (method === undefined || id == null) return null;
  const answer = await ask((stripe, options) =>
    stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } }, options),
  );
  return sameEnding(answer, prefer(world, method, customer), () => null);
}

async function playBill(
  { ask, caller, sameEnding, world }: Playing,
  next: DoorStepOf<'bill'>,
): Promise<string | null> {
  const { amount, customer: at, isAutomatic } = next;
  const customer = CUSTOMERS[at] ?? CUSTOMERS[0];
  const answer = await ask((stripe, options) =>
    stripe.invoices.create({ auto_advance: isAutomatic, customer }, options),
  );
  const ending = bill(world, next);
  const id = answer.body?.id;
  const told = world.invoices.at(-1);
  // It is told of before it has its line.
  const request = sameEnding(answer, ending, () =>
    told === undefined ? null : toldInvoice({ ...told, amount: 0 }),
  );
  if (id !== undefined)
    await caller.act('/objects', { line_items: [{ amount, description: 'Work', invoice: id }] });
  return request;
}

async function playInvoice(
  playing: Playing,
  next: DoorStepOf<'finalize' | 'void' | 'give_up' | 'discard' | 'pay_invoice'>,
): Promise<string | null> {
  const { ask, sameEnding, world } = playing;
  const invoice = lately(world.invoices, next.back);
  const id = invoice?.ref.id;
  if (invoice === undefined || id == null) return null;
  if (next.do === 'pay_invoice') return playPay(playing, invoice, id, next);
  if (next.do === 'discard') {
    const answer = await ask((stripe, options) => stripe.invoices.del(id, {}, options), true);
    return sameEnding(answer, discard(world, invoice), () => null);
  }
  const { call, model } = {
    finalize: { call: 'finalizeInvoice', model: finalize },
    void: { call: 'voidInvoice', model: voidInvoice },
    give_up: { call: 'markUncollectible', model: giveUp },
  }[next.do] as {
    call: 'finalizeInvoice' | 'voidInvoice' | 'markUncollectible';
    model: typeof voidInvoice;
  };
  const answer = await ask((stripe, options) => stripe.invoices[call](id, {}, options));
  return sameEnding(answer, model(world, invoice), () => toldInvoice(invoice));
}

async function playPay(
  { ask, sameEnding, world }: Playing,
  invoice: Invoice,
  id: string,
  { isOutOfBand, method: back }: DoorStepOf<'pay_invoice'>,
): Promise<string | null> {
  const kept = back === null || isOutOfBand ? undefined : lately(world.methods, back);
  const named = kept?.ref.id == null ? null : kept;
  const params = {
    ...(named?.ref.id == null ? {} : { payment_method: named.ref.id }),
    ...(isOutOfBand ? { paid_out_of_band: true } : {}),
  };
  const answer = await ask((stripe, options) => stripe.invoices.pay(id, params, options));
  const ending = payInvoice(world, invoice, { named, isOutOfBand });
  // What is refused shows the payment, which is held against the model by its events.
  return sameEnding(answer, ending, () => (answer.error === null ? toldInvoice(invoice) : null));
}

async function playSubscribe(
  { ask, sameEnding, world }: Playing,
  next: DoorStepOf<'subscribe'>,
): Promise<string | null> {
  const { amount, behavior, interval, savesDefault, trialDays } = next;
  const customer = CUSTOMERS[next.customer] ?? CUSTOMERS[0];
  const answer = await ask((stripe, options) =>
    stripe.subscriptions.create(
      {
        customer,
        items: [
          { price_data: { currency: 'usd', product: PRODUCT, recurring: { interval }, unit_amount: amount } },
        ],
        payment_behavior: behavior,
        payment_settings: {
          payment_method_types: ['us_bank_account'],
          save_default_payment_method: savesDefault ? 'on_subscription' : 'off',
        },
        ...(trialDays === null ? {} : { trial_period_days: trialDays }),
      },
      options,
    ),
  );
  return sameEnding(answer, subscribe(world, next), () => {
    const made = world.subscriptions.at(-1);
    return made === undefined ? null : toldSubscription(made);
  });
}

async function playUnsubscribe(
  { ask, sameEnding, world }: Playing,
  { back, isAtEnd }: DoorStepOf<'unsubscribe'>,
): Promise<string | null> {
  const subscription = lately(world.subscriptions, back);
  const id = subscription?.ref.id;
  if (subscription === undefined || id == null) return null;
  const answer = await ask(
    (stripe, options) =>
      isAtEnd
        ? stripe.subscriptions.update(id, { cancel_at_period_end: true }, options)
        : stripe.subscriptions.cancel(id, {}, options),
    !isAtEnd,
  );
  return sameEnding(answer, unsubscribe(world, subscription, isAtEnd), () => toldSubscription(subscription));
}

async function playCheckOut(
  { ask, sameEnding, world }: Playing,
  next: DoorStepOf<'check_out'>,
): Promise<string | null> {
  const { amount, customer: at, isForLater } = next;
  const customer = at === null ? undefined : CUSTOMERS[at];
  const selling = (more: { readonly recurring?: { readonly interval: 'month' } }) => ({
    line_items: [
      {
        price_data: { currency: 'usd', product_data: { name: 'A chair' }, ...more, unit_amount: amount },
        quantity: 1,
      },
    ],
  });
  const isKept = isForLater && customer !== undefined;
  const asked = {
    payment: {
      ...selling({}),
      ...(isKept ? { payment_intent_data: { setup_future_usage: 'off_session' as const } } : {}),
    },
    setup: { currency: 'usd' },
    subscription: selling({ recurring: { interval: 'month' } }),
  };
  const mode = modeOf(next);
  const answer = await ask((stripe, options) =>
    stripe.checkout.sessions.create(
      {
        ...(customer === undefined ? {} : { customer }),
        mode,
        ...asked[mode],
        success_url: 'https://example.com/success',
      },
      options,
    ),
  );
  const ending = checkOut(world, next);
  return sameEnding(answer, ending, () => {
    const made = world.sessions.at(-1);
    return made === undefined ? null : toldSession(made);
  });
}

async function playSession(
  { ask, caller, sameEnding, world }: Playing,
  next: DoorStepOf<'submit' | 'expire'>,
): Promise<string | null> {
  const session = lately(world.sessions, next.back);
  const id = session?.ref.id;
  if (session === undefined || id == null) return null;
  if (next.do === 'expire') {
    const answer = await ask((stripe, options) => stripe.checkout.sessions.expire(id, {}, options));
    return sameEnding(answer, expire(world, session), () => toldSession(session));
  }
  const { name, number } = accountOf(next.account);
  const isTyped = next.isTyped || name === undefined;
  const typed = { manual_entry: { routing_number: ROUTING, account_number: number } };
  const answer = await caller.act(`/checkout/sessions/${id}/complete`, isTyped ? typed : { account: name });
  const ending = submit(world, session, { ...next, isTyped });
  same(world, 'whether it is submitted', answer !== null, ending === 'done');
  if (answer !== null) same(world, 'an answer', toldByEmulator(answer), toldSession(session));
  return BY_USER;
}
