import { describe, expect, it } from 'vitest';
import { type Lifecycle, next } from '../../src/core/lifecycle.ts';
import { sessionLifecycle } from '../../src/flow/session-lifecycle.ts';
import { subscriptionLifecycle } from '../../src/resources/billing/subscriptions/lifecycle.ts';
import { chargeLifecycle } from '../../src/resources/charges.ts';
import { checkoutLifecycle, checkoutPayments } from '../../src/resources/checkout/record.ts';
import { accountLifecycle } from '../../src/resources/financial-connections/account-status.ts';
import { refreshLifecycle } from '../../src/resources/financial-connections/refresh-features.ts';
import { transactionLifecycle } from '../../src/resources/financial-connections/transactions/bank.ts';
import { intentLifecycle } from '../../src/resources/payment-intents/operations.ts';
import { attemptLifecycle } from '../../src/resources/setup-intents/attempt.ts';
import { setupLifecycle } from '../../src/resources/setup-intents/record.ts';

/*
 * Each table of states, over the whole product of states and events, held against a drawing of it: a dot is a refusal.
 */

const DRAWINGS: Readonly<Record<string, readonly [Lifecycle<string, string>, string]>> = {
  refresh: [
    refreshLifecycle,
    `             start     succeed    fail
     none         pending   .          .
     pending      .         succeeded  failed
     succeeded    pending   .          .
     failed       pending   .          .`,
  ],
  account: [
    accountLifecycle,
    `             disconnect     deactivate   reactivate
     active       disconnected   inactive     active
     inactive     disconnected   inactive     active
     disconnected disconnected   .            .`,
  ],
  session: [
    sessionLifecycle,
    `             complete    cancel     down     expire    fail     reopen
     open         completed   canceled   failed   expired   failed   .
     completed    .           .          .        .         .        .
     canceled     .           .          .        .         .        open
     failed       .           .          .        .         .        open
     expired      .           .          .        .         .        .`,
  ],
  payment_intent: [
    intentLifecycle,
    `                        attach                  confirm      ask               decline                   verify       settle      fail                      cancel
     requires_payment_method requires_confirmation   .            .                 .                         .            .           .                         canceled
     requires_confirmation   requires_confirmation   processing   requires_action   requires_payment_method   .            .           .                         canceled
     requires_action         requires_confirmation   processing   requires_action   requires_payment_method   processing   .           requires_payment_method   canceled
     processing              .                       .            .                 .                         .            succeeded   requires_payment_method   canceled
     requires_capture        .                       .            .                 .                         .            .           .                         canceled
     canceled                .                       .            .                 .                         .            .           .                         .
     succeeded               .                       .            .                 .                         .            .           .                         .`,
  ],
  'checkout.session': [
    checkoutLifecycle,
    `             complete   expire
     open         complete   expired
     complete     .          .
     expired      .          .`,
  ],
  "checkout.session's payment": [
    checkoutPayments,
    `                     pay    waive
     unpaid              paid   no_payment_required
     paid                .      .
     no_payment_required .      no_payment_required`,
  ],
  subscription: [
    subscriptionLifecycle,
    `                   pay     fail      expire              begin_trial  end_trial  give_up  pause   resume  cancel
     incomplete         active  .         incomplete_expired  .            .          .        .       .       incomplete_expired
     incomplete_expired .       .         .                   .            .          .        .       .       .
     trialing           .       past_due  .                   trialing     active     .        paused  .       canceled
     active             .       past_due  .                   trialing     .          .        paused  .       canceled
     past_due           active  .         .                   trialing     .          unpaid   paused  .       canceled
     unpaid             active  .         .                   trialing     .          .        paused  .       canceled
     paused             .       .         .                   .            .          .        .       active  canceled
     canceled           .       .         .                   .            .          .        .       .       .`,
  ],
  charge: [
    chargeLifecycle,
    `             settle      fail     cancel
     pending      succeeded   failed   failed
     succeeded    .           .        .
     failed       .           .        .`,
  ],
  transaction: [
    transactionLifecycle,
    `             settle      void
     pending      posted      void
     posted       .           void
     void         .           .`,
  ],
  setup_attempt: [
    attemptLifecycle,
    `                        ask             succeed   fail   abandon
     requires_confirmation   requires_action succeeded failed abandoned
     requires_action         .               succeeded failed abandoned
     processing              .               .         .      .
     succeeded               .               .         .      .
     failed                  .               .         .      .
     abandoned               .               .         .      .`,
  ],
  setup_intent: [
    setupLifecycle,
    `                        attach                detach                  confirm   ask             decline                 verify    fail                    cancel
     requires_payment_method requires_confirmation requires_payment_method .         .               .                       .         .                       canceled
     requires_confirmation   requires_confirmation requires_payment_method succeeded requires_action requires_payment_method .         .                       canceled
     requires_action         requires_confirmation requires_payment_method succeeded requires_action requires_payment_method succeeded requires_payment_method canceled
     processing              .                     .                       .         .               .                       .         .                       canceled
     canceled                .                     .                       .         .               .                       .         .                       .
     succeeded               .                     .                       .         .               .                       .         .                       .`,
  ],
};

const wordsOf = (line: string): readonly string[] => line.trim().split(/\s+/);

interface Cell {
  readonly state: string;
  readonly event: string;
  readonly drawn: string;
}

function cellsOf(drawing: string): {
  readonly states: readonly string[];
  readonly events: readonly string[];
  readonly cells: readonly Cell[];
} {
  const [head = '', ...rows] = drawing.split('\n');
  const events = wordsOf(head);
  const grid = rows.map(wordsOf);
  return {
    events,
    states: grid.map(([state = '']) => state),
    cells: grid.flatMap(([state = '', ...drawn]) =>
      events.map((event, at) => ({ state, event, drawn: drawn[at] ?? '' })),
    ),
  };
}

describe.each(Object.entries(DRAWINGS))('the life of a %s', (noun, [lifecycle, drawing]) => {
  const { states, events, cells } = cellsOf(drawing);

  it('has the states and the events that are drawn', () => {
    expect(Object.keys(lifecycle).toSorted()).toEqual(states.toSorted());
    expect([...new Set(Object.values(lifecycle).flatMap((row) => Object.keys(row)))].toSorted()).toEqual(
      events.toSorted(),
    );
  });

  it.each(cells)('$state, $event: $drawn', ({ state, event, drawn }) => {
    const move = () => next(lifecycle, noun, state, event);

    if (drawn === '.')
      expect(move).toThrow(`This ${noun} cannot ${event} because it has a status of ${state}.`);
    else expect(move()).toBe(drawn);
  });
});
