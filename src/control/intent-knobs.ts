import { errors } from '../core/catalogue.ts';
import { sentence } from '../core/sentence.ts';
import { hash, type Params } from '../core/shape.ts';
import { INTENT_CHANGE, type IntentKnobs, knobsIn } from '../model/payments.ts';
import type { PaymentIntent, SetupIntent } from '../model/wire.ts';
import type { ApiResource, IntentPatch } from '../options/options.ts';
import { changeCourse } from '../resources/payment-intents/operations.ts';
import type { Scope } from '../sandbox/scope.ts';
import { type Action, action, twin } from './action.ts';
import { bothFor } from './intents.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** Says of one PaymentIntent or SetupIntent how it goes, over what holds for all; resolves to the intent. */
    readonly updateIntent: (id: string, patch: IntentPatch) => Promise<ApiResource>;
  }
}

const CHANGE = hash(INTENT_CHANGE);

type Change = Params<typeof INTENT_CHANGE>;

/** What is said of the intent from now on, with what was said before. */
function say(scope: Scope, id: string, said: Partial<IntentKnobs>): void {
  scope.facts.intents.set(id, { ...scope.facts.intents.get(id), ...said });
}

/** The first parameter of these that was given. */
const givenOf = (change: Change, ...names: readonly (keyof Change)[]): keyof Change | undefined =>
  names.find((name) => change[name] !== undefined);

function updatePayment(scope: Scope, id: string, change: Change): PaymentIntent {
  const intent = scope.require('payment_intent', id);
  checkPayment(scope, intent, change);
  const said = knobsIn(change);
  // A dispute that is asked for is no way in which a payment ends: it has ended.
  const { outcome: _asked, ...others } = said;
  say(scope, id, intent.status === 'succeeded' ? others : said);
  changeCourse(scope, intent, said);
  return intent;
}

/** Refuses what can change nothing any more: it would be believed. */
function checkPayment(
  { tables }: Scope,
  { id, latest_charge: latest, status }: PaymentIntent,
  change: Change,
): void {
  if (status === 'canceled')
    throw errors.misuse(sentence`The PaymentIntent ${id} has been canceled: nothing changes how it goes.`);
  if (status !== 'succeeded') return;
  const late = givenOf(change, 'settlement_delay', 'microdeposit_type');
  if (late !== undefined)
    throw errors.misuse(
      sentence`The PaymentIntent ${id} has succeeded, and ${late} is of what comes before: say it earlier.`,
      late,
    );
  const { outcome } = change;
  if (outcome === undefined) return;
  if (outcome !== 'disputed')
    throw errors.misuse(
      sentence`The PaymentIntent ${id} has succeeded: of its outcome only disputed can still be said.`,
      'outcome',
    );
  if (tables.charge.get(latest ?? '')?.disputed === true)
    throw errors.misuse(
      sentence`The payment of the PaymentIntent ${id} has been disputed already: that happens once.`,
      'outcome',
    );
}

function updateSetup(scope: Scope, id: string, change: Change): SetupIntent {
  const intent = scope.require('setup_intent', id);
  const ofPayments = givenOf(
    change,
    'outcome',
    'refund_delay',
    'refund_outcome',
    'dispute_delay',
    'block_after_return',
  );
  if (ofPayments !== undefined)
    throw errors.misuse(
      sentence`${ofPayments} is of payments, and ${id} is a SetupIntent: say it of the PaymentIntent that debits the account.`,
      ofPayments,
    );
  if (intent.status === 'succeeded' || intent.status === 'canceled')
    throw errors.misuse(
      sentence`The SetupIntent ${id} has ended, with a status of ${intent.status}: nothing changes how it goes.`,
    );
  say(scope, id, knobsIn(change));
  return intent;
}

const updateOfSetup = action(
  'POST',
  '/setup_intents/:id',
  {
    about:
      'Says how the microdeposits of this SetupIntent go: `microdeposit_type` of the next ones, and `settlement_delay` until those fail that cannot reach the account. The other parameters are of payments, and are refused.',
    answers: 'object',
    params: CHANGE,
    twinCall: 'updateIntent(id, patch)',
    has: ({ tables }, id) => tables.setup_intent.get(id) !== undefined,
  },
  ({ scope, id, params }) => updateSetup(scope, id, params),
);

const updateOfPayment: Action<'updateIntent'> = action(
  'POST',
  '/payment_intents/:id',
  {
    about:
      'Says how this PaymentIntent goes, over what holds for all: how long the bank takes (`settlement_delay`), how its payment ends (`outcome`, one of the fates of test accounts), how its refunds and its dispute go, which microdeposits verify its bank account, and whether a return blocks that account. An `outcome` is for the payment under way, or the next one, and is used up with it; one that stays processing for ever is settled after `settlement_delay`. A delay that is changed runs anew from now, for what is under way as well. `outcome=disputed` disputes a payment that has succeeded. What can change nothing any more is refused.',
    answers: 'object',
    params: CHANGE,
    twin: twin(
      'updateIntent',
      'updateIntent(id, patch)',
      ({ act }) =>
        (id, patch) =>
          act(id, patch, bothFor(id, updateOfPayment, updateOfSetup)),
    ),
    has: ({ tables }, id) => tables.payment_intent.get(id) !== undefined,
  },
  ({ scope, id, params }) => updatePayment(scope, id, params),
);

export const intentKnobActions = [updateOfPayment, updateOfSetup] as const;
