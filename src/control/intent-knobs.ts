import { hash, type Params } from '../core/shape.ts';
import { INTENT_CHANGE, type IntentKnobs, knobsIn } from '../model/payments.ts';
import type { PaymentIntent, SetupIntent } from '../model/wire.ts';
import type { ApiResource, IntentPatch } from '../options/options.ts';
import { reconsiderPayment } from '../resources/payment-intents/operations.ts';
import type { Scope } from '../sandbox/scope.ts';
import { type Action, action, twin } from './action.ts';
import { isOfSetup } from './intents.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** Says of one PaymentIntent or SetupIntent how it goes, over what holds for all; resolves to the intent. */
    readonly updateIntent: (id: string, patch: IntentPatch) => Promise<ApiResource>;
  }
}

const CHANGE = hash(INTENT_CHANGE);

/** What is said of the intent from now on, with what was said before. */
function say(scope: Scope, id: string, change: Params<typeof INTENT_CHANGE>): void {
  const said: Partial<IntentKnobs> = { ...scope.facts.intents.get(id), ...knobsIn(change) };
  scope.facts.intents.set(id, said);
}

function updatePayment(scope: Scope, id: string, change: Params<typeof INTENT_CHANGE>): PaymentIntent {
  const intent = scope.require('payment_intent', id);
  say(scope, id, change);
  if (change.outcome !== undefined) reconsiderPayment(scope, intent);
  return intent;
}

function updateSetup(scope: Scope, id: string, change: Params<typeof INTENT_CHANGE>): SetupIntent {
  const intent = scope.require('setup_intent', id);
  say(scope, id, change);
  return intent;
}

const updateOfSetup = action(
  'POST',
  '/setup_intents/:id',
  {
    about:
      'Says how this SetupIntent goes: `microdeposit_type` of its microdeposits. The other parameters are those of a PaymentIntent, and change nothing here.',
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
      'Says how this PaymentIntent goes, over what holds for all: how long the bank takes (`settlement_delay`), how its payment ends (`outcome`, one of the fates of test accounts), how its refunds and its dispute go, which microdeposits verify its bank account, and whether a return blocks that account. Of a payment that is under way `outcome` decides how it will end; one that stays processing for ever is settled after `settlement_delay`.',
    answers: 'object',
    params: CHANGE,
    twin: twin(
      'updateIntent',
      'updateIntent(id, patch)',
      ({ act }) =>
        (id, patch) =>
          act(id, patch, isOfSetup(id) ? [updateOfSetup, updateOfPayment] : [updateOfPayment, updateOfSetup]),
    ),
    has: ({ tables }, id) => tables.payment_intent.get(id) !== undefined,
  },
  ({ scope, id, params }) => updatePayment(scope, id, params),
);

export const intentKnobActions = [updateOfPayment, updateOfSetup] as const;
