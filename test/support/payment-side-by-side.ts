import type { Snapshot } from '../../src/index.ts';
import { isHeld } from './door-model.ts';
import { BY_USER, type Playing, playDoor } from './door-play.ts';
import { isOfSession } from './door-sessions.ts';
import { endWithCustomer } from './door-subscriptions.ts';
import { expectNoErrors } from './logged-errors.ts';
import { BILLING, depositsOf, intentOf, nounOf, OFFLINE, typedIn } from './payment-asked.ts';
import { type Answer, type Call, Caller, newEmulator } from './payment-calls.ts';
import { Laws } from './payment-laws.ts';
import { compareAll, compareFresh, compareSome } from './payment-look.ts';
import { attachTo, cancel, confirm, detach, newMethod, pay, setup, update, verify } from './payment-model.ts';
import { advance, type Ending, runToIdle } from './payment-model-bank.ts';
import { playOnDispute, playOnRefund, playRefund } from './payment-play-returns.ts';
import {
  accountOf,
  type Choice,
  CUSTOMERS,
  DAY_MS,
  START_MS,
  type Step,
  type StepOf,
  type Terms,
} from './payment-steps.ts';
import { same } from './payment-told.ts';
import { linkAccount, playUser } from './payment-users.ts';
import { FORETOLD, isOfPayments, toldByEmulator, type Wire } from './payment-wire.ts';
import { type Intent, newWorld, type Told, toldIntent, toldMethod, type World } from './payment-world.ts';

const FRESH_EVERY = 4;

interface Saved {
  readonly document: Snapshot;
  readonly world: World;
  readonly laws: Laws;
  readonly calls: readonly Call[];
}
type Made = Call['make'];

/** The one so many before the last. */
const lately = <T>(all: readonly T[], back: number): T | undefined => all[all.length - 1 - back];

/** An emulator and its model, side by side. */
export class SideBySide {
  readonly #terms: Terms;
  #caller: Caller;
  #world: World;
  #laws = new Laws();
  #calls: readonly Call[] = [];
  #saved: Saved | undefined;
  #keys = 0;

  private constructor(terms: Terms, caller: Caller) {
    this.#terms = terms;
    this.#caller = caller;
    this.#world = newWorld(terms, START_MS);
  }

  static async of(terms: Terms): Promise<SideBySide> {
    const caller = new Caller(newEmulator(terms), terms.account);
    await caller.furnish();
    return new SideBySide(terms, caller);
  }

  async take(next: Step): Promise<void> {
    const requestId = await this.#act(next);
    expectNoErrors();
    await this.#compareEvents(requestId);
    if (next.do === 'look' || next.do === 'restore') await compareSome(this.#caller, this.#world, this.#laws);
  }

  look(): Promise<void> {
    return compareAll(this.#caller, this.#world, this.#laws);
  }

  close(): Promise<void> {
    return this.#caller.emulator.close();
  }

  /** The id of the request whose events are its own; null if it is none, or time. */
  async #act(next: Step): Promise<string | null> {
    switch (next.do) {
      case 'pay':
      case 'setup':
        return this.#open(next);
      case 'confirm':
      case 'update':
      case 'cancel':
      case 'verify':
      case 'collect':
      case 'arrive':
      case 'knobs':
        return this.#withIntent(next);
      case 'type':
      case 'link':
        return this.#make(next);
      case 'attach':
      case 'detach':
        return this.#withMethod(next);
      case 'refund':
        return playRefund(this.#playing, next);
      case 'note':
      case 'unrefund':
        return playOnRefund(this.#playing, next);
      case 'contest':
      case 'accept':
        return playOnDispute(this.#playing, next);
      case 'forget':
        return this.#forget();
      case 'replay':
        return this.#replay(next);
      case 'advance':
      case 'idle':
      case 'look':
      case 'save':
      case 'restore':
        return this.#turn(next);
      default:
        return playDoor(this.#playing, next);
    }
  }

  /** What steps that are told elsewhere are played with. */
  get #playing(): Playing {
    return {
      caller: this.#caller,
      world: this.#world,
      ask: (make, isDeleting) => this.#ask(make, isDeleting),
      sameEnding: (answer, ending, told) => this.#sameEnding(answer, ending, told),
    };
  }

  async #turn(next: StepOf<'advance' | 'idle' | 'look' | 'save' | 'restore'>): Promise<null> {
    const { clock } = this.#caller.emulator;
    if (next.do === 'advance') {
      await clock.advance(next.ms);
      advance(this.#world, this.#world.nowMs + next.ms);
    } else if (next.do === 'idle') {
      await clock.runToIdle();
      runToIdle(this.#world);
    } else if (next.do === 'save') {
      this.#saved = {
        document: await this.#caller.emulator.snapshot(),
        world: structuredClone(this.#world),
        laws: this.#laws.copy(),
        calls: this.#calls,
      };
    } else if (next.do === 'restore' && this.#saved !== undefined) await this.#restore(this.#saved, next);
    same(this.#world, 'time', this.#caller.emulator.clock.now().getTime(), this.#world.nowMs);
    return null;
  }

  async #restore({ document, world, laws, calls }: Saved, { elsewhere }: StepOf<'restore'>): Promise<void> {
    if (elsewhere) {
      await this.#caller.emulator.close();
      this.#caller = new Caller(newEmulator(this.#terms).sandbox('sk_test_elsewhere'), this.#terms.account);
    }
    await this.#caller.emulator.restore(document);
    this.#world = structuredClone(world);
    this.#laws = laws.copy();
    this.#calls = calls;
  }

  /** Asks through the official client, and keeps what was asked; keys change nothing of what deletes. */
  async #ask(make: Made, isDeleting = false): Promise<Answer> {
    const key = `key_${++this.#keys}`;
    const answer = await this.#caller.ask(make, key);
    if (isDeleting) return answer;
    this.#calls = [...this.#calls.slice(-9), { key, make, answer, atMs: this.#world.nowMs }];
    return answer;
  }

  /** Whether the call has ended as the model says, and answers what the model tells. */
  #sameEnding(answer: Answer, ending: Ending, told: () => Told | null): string | null {
    same(
      this.#world,
      `whether it is done (${answer.error?.message})`,
      answer.body !== null,
      ending === 'done',
    );
    const expected = told();
    // An error shows the intent that it is about: as it is after it.
    const shown = answer.body ?? intentOf(answer.error);
    if (shown !== null && expected !== null) {
      same(this.#world, 'an answer', toldByEmulator(shown), expected);
      this.#answered.push(shown);
      if (answer.error?.statusCode === 402) this.#sameFailure(answer.error, shown);
    }
    return ending === 'refused' ? null : answer.requestId;
  }
  /** Answers that the laws have yet to see: after the events of their calls. */
  #answered: Wire[] = [];

  /** What a call ends with is what its intent tells. */
  #sameFailure({ code, charge }: NonNullable<Answer['error']>, intent: Wire): void {
    const told = intent.last_payment_error ?? intent.last_setup_error;
    same(this.#world, 'why it failed', [code, charge], [told?.code, told?.charge]);
  }

  /** The PaymentMethod that a call names, as its parameters say it and as the model has it. */
  #chosen(choice: Choice | null) {
    if (choice === null) return { method: null, params: {} };
    if (choice.from === 'kept') {
      const method = lately(this.#world.methods, choice.back) ?? null;
      return { method, params: method?.ref.id == null ? {} : { payment_method: method.ref.id } };
    }
    const { token, isUnreachable = false } = accountOf(choice.account);
    if (choice.from === 'data')
      return {
        method: newMethod(this.#world, choice.account, false),
        params: { payment_method_data: typedIn(choice.account) },
      };
    return {
      method: newMethod(this.#world, choice.account, !isUnreachable),
      params: { payment_method: `pm_usBankAccount_${token}` },
    };
  }

  async #open(next: StepOf<'pay' | 'setup'>): Promise<string | null> {
    const { method, params: chosen } = this.#chosen(next.method);
    const { customer, isAccepted, isConfirmed, verification: verification_method } = next;
    const holder = customer === null ? undefined : CUSTOMERS[customer];
    const params = {
      allowed_payment_method_types: ['us_bank_account' as const],
      ...(holder === undefined ? {} : { customer: holder }),
      ...chosen,
      payment_method_options: { us_bank_account: { verification_method } },
      ...(isConfirmed ? { confirm: true } : {}),
      ...(isConfirmed && isAccepted ? { mandate_data: OFFLINE } : {}),
    };
    const answer = await this.#ask(
      next.do === 'pay'
        ? (stripe, options) =>
            stripe.paymentIntents.create(
              {
                ...params,
                amount: next.amount,
                currency: 'usd',
                ...(next.isForLater ? { setup_future_usage: 'off_session' as const } : {}),
              },
              options,
            )
        : (stripe, options) =>
            stripe.setupIntents.create(
              { ...params, ...(next.isOnce ? { single_use: { amount: 1000, currency: 'usd' } } : {}) },
              options,
            ),
    );
    const ending = next.do === 'pay' ? pay(this.#world, next, method) : setup(this.#world, next, method);
    return this.#sameEnding(answer, ending, () => {
      const made = this.#world.intents.at(-1);
      return made === undefined ? null : toldIntent(made);
    });
  }

  async #withIntent(
    next: StepOf<'confirm' | 'update' | 'cancel' | 'verify' | 'collect' | 'arrive' | 'knobs'>,
  ): Promise<string | null> {
    const intent = lately(this.#world.intents, next.back);
    const id = intent?.ref.id;
    if (intent === undefined || id == null) return null;
    if (next.do === 'collect' || next.do === 'arrive' || next.do === 'knobs')
      return playUser(this.#caller, this.#world, next, intent);
    if (next.do === 'cancel') {
      const params = next.reason === null ? {} : { cancellation_reason: next.reason };
      const answer = await this.#ask((stripe, options) => nounOf(stripe, intent).cancel(id, params, options));
      const ending = isHeld(this.#world, intent) ? 'refused' : cancel(this.#world, intent, next.reason);
      return this.#sameEnding(answer, ending, () => toldIntent(intent));
    }
    if (next.do === 'verify') {
      const answer = await this.#ask((stripe, options) =>
        nounOf(stripe, intent).verifyMicrodeposits(id, depositsOf(next), options),
      );
      return this.#sameEnding(answer, verify(this.#world, intent, next), () => toldIntent(intent));
    }
    if (next.do === 'update') return this.#update(next, intent, id);
    return this.#confirm(next, intent, id);
  }

  async #update(next: StepOf<'update'>, intent: Intent, id: string): Promise<string | null> {
    const { method, params: chosen } = this.#chosen(next.method);
    const isUnset = next.method === null && intent.kind === 'setup';
    if (method === null && !isUnset) return null;
    const params = isUnset ? { payment_method: '' } : chosen;
    const answer = await this.#ask((stripe, options) => nounOf(stripe, intent).update(id, params, options));
    return this.#sameEnding(answer, update(this.#world, intent, method), () => toldIntent(intent));
  }

  async #confirm(next: StepOf<'confirm'>, intent: Intent, id: string): Promise<string | null> {
    const { method, params: chosen } = this.#chosen(next.method);
    // Only payments take it.
    const named =
      next.mandate === null || intent.kind === 'setup' ? null : lately(this.#world.mandates, next.mandate);
    const mandate = named?.ref.id == null ? null : named;
    const params = {
      ...chosen,
      ...(mandate === null ? {} : { mandate: mandate.ref.id }),
      ...(mandate === null && next.isAccepted ? { mandate_data: OFFLINE } : {}),
    };
    const answer = await this.#ask((stripe, options) => nounOf(stripe, intent).confirm(id, params, options));
    const asked = { method, isAccepted: next.isAccepted, mandate };
    const ending = isOfSession(this.#world, intent) ? 'refused' : confirm(this.#world, intent, asked);
    return this.#sameEnding(answer, ending, () => toldIntent(intent));
  }

  /** A PaymentMethod by itself. */
  async #make(next: StepOf<'type' | 'link'>): Promise<string | null> {
    const params =
      next.do === 'type'
        ? typedIn(next.account)
        : {
            type: 'us_bank_account' as const,
            billing_details: BILLING,
            us_bank_account: { financial_connections_account: await linkAccount(this.#caller, next) },
          };
    const answer = await this.#ask((stripe, options) => stripe.paymentMethods.create(params, options));
    const method = newMethod(this.#world, next.account, next.do === 'link');
    this.#world.methods.push(method);
    return this.#sameEnding(answer, 'done', () => toldMethod(method));
  }

  async #withMethod(next: StepOf<'attach' | 'detach'>): Promise<string | null> {
    const method = lately(this.#world.methods, next.back);
    const id = method?.ref.id;
    if (method === undefined || id == null) return null;
    if (next.do === 'detach') {
      const answer = await this.#ask((stripe, options) => stripe.paymentMethods.detach(id, {}, options));
      return this.#sameEnding(answer, detach(this.#world, method), () => toldMethod(method));
    }
    const customer = CUSTOMERS[next.customer] ?? CUSTOMERS[0];
    const answer = await this.#ask((stripe, options) =>
      stripe.paymentMethods.attach(id, { customer }, options),
    );
    return this.#sameEnding(answer, attachTo(this.#world, method, customer), () => toldMethod(method));
  }

  async #forget(): Promise<string | null> {
    const [, customer] = CUSTOMERS;
    if (this.#world.gone.includes(customer)) return null;
    const { requestId } = await this.#ask(
      (stripe, options) => stripe.customers.del(customer, {}, options),
      true,
    );
    this.#world.gone.push(customer);
    endWithCustomer(this.#world, customer);
    return requestId;
  }

  /** The same call once more: its answer is the first one's, and nothing happens. */
  async #replay({ back }: StepOf<'replay'>): Promise<null> {
    const call = lately(this.#calls, back);
    // Keys are kept for a day.
    if (call === undefined || this.#world.nowMs - call.atMs >= DAY_MS) return null;
    const again = await this.#caller.ask(call.make, call.key);
    const text = ({ body, error }: Answer) => JSON.stringify(body ?? [error?.statusCode, error?.message]);
    same(this.#world, 'an answer again', text(again), text(call.answer));
    return null;
  }

  async #compareEvents(requestId: string | null): Promise<void> {
    const world = this.#world;
    const events = await this.#caller.all('/v1/events', world.lastEvent);
    world.lastEvent = events.at(-1)?.id ?? world.lastEvent;
    const ofPayments = events.filter(
      ({ data, type }) => isOfPayments(data.object) && !FORETOLD.includes(type),
    );
    const found = ofPayments.map(({ type, created, data, request }) => [
      type,
      created,
      toldByEmulator(data.object),
      request.id,
    ]);
    const own = requestId === BY_USER ? (ofPayments[0]?.request.id ?? null) : requestId;
    const expected = world.events.splice(0).map(({ type, created, object }) => [type, created, object, own]);
    for (const [at, one] of found.entries()) same(world, `event ${at + 1}`, one, expected[at] ?? 'none');
    same(world, 'further events', 'none', expected[found.length] ?? 'none');
    for (const { type, data } of ofPayments) this.#laws.hear(type, data.object, data.previous_attributes);
    for (const one of this.#answered.splice(0)) this.#laws.see(one);
    // Not of every step, because it would take a third of the time.
    if (this.#keys % FRESH_EVERY === 0) await compareFresh(this.#caller, ofPayments.at(-1));
  }
}
