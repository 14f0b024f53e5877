import { errors } from '../core/catalogue.ts';
import { sentence } from '../core/sentence.ts';
import type { ApiResource } from '../options/options.ts';
import type { Intent } from '../resources/intents/access.ts';
import { arrive, microdepositsUnderway } from '../resources/intents/microdeposits.ts';
import type { Scope } from '../sandbox/scope.ts';
import { type Action, action, twin } from './action.ts';
import { bothFor } from './intents.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** Lets the microdeposits arrive that an intent waits for; resolves to the intent. Rejects where there are none underway. */
    readonly arriveMicrodeposits: (intent: string) => Promise<ApiResource>;
  }
}

function letArrive<Kind extends Intent>(scope: Scope, intent: Kind): Kind {
  const { id } = intent;
  const deposits = microdepositsUnderway(scope, id);
  if (deposits?.state !== 'underway')
    throw errors.misuse(
      deposits === undefined
        ? sentence`No microdeposits are underway for ${id}: it has not been confirmed with a bank account typed in, or waits for them no longer.`
        : sentence`The microdeposits of ${id} have arrived already: verify them.`,
    );
  const plan = scope.facts.paymentMethods.get(deposits.paymentMethod);
  if (plan?.unreachable === true)
    throw errors.misuse(
      sentence`The microdeposits of ${id} do not reach its bank account, which is the test account for that.`,
    );
  arrive(scope, id, deposits);
  return intent;
}

const arriveForSetup = action(
  'POST',
  '/setup_intents/:id/microdeposits/arrive',
  {
    about: 'The same for a SetupIntent.',
    twinCall: 'arriveMicrodeposits(id)',
    answers: 'object',
    has: ({ tables }, id) => tables.setup_intent.get(id) !== undefined,
  },
  ({ scope, id }) => letArrive(scope, scope.require('setup_intent', id)),
);

const arriveForPayment: Action<'arriveMicrodeposits'> = action(
  'POST',
  '/payment_intents/:id/microdeposits/arrive',
  {
    about:
      'The microdeposits of the intent are in the bank account now. That changes nothing that Stripe shows; with `assume.microdepositArrival` `needed` they can be verified from now on. Answers the intent.',
    twin: twin(
      'arriveMicrodeposits',
      'arriveMicrodeposits(id)',
      ({ act }) =>
        (intent) =>
          act(intent, {}, bothFor(intent, arriveForPayment, arriveForSetup)),
    ),
    answers: 'object',
    has: ({ tables }, id) => tables.payment_intent.get(id) !== undefined,
  },
  ({ scope, id }) => letArrive(scope, scope.require('payment_intent', id)),
);

export const microdepositActions = [arriveForPayment, arriveForSetup] as const;
