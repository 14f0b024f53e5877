import type Stripe from 'stripe';
import { arrayOf, integer, optional, string } from '../core/shape.ts';
import type { IntentType } from '../model/jobs.ts';
import type { ParamsOf } from '../model/wire.ts';
import type { Scope } from '../sandbox/scope.ts';
import { aboutIntent, requireIntent } from './intents/access.ts';
import {
  type MicrodepositEnds,
  runMicrodepositJob,
  verifyMicrodeposits,
} from './intents/microdeposit-verification.ts';
import type { MicrodepositJob } from './intents/microdeposits.ts';
import { type Operation, operation } from './operation.ts';
import { EXTRA_PARAMETERS } from './params/extra.ts';
import { failUnverified, payVerified } from './payment-intents/verification.ts';
import { failSetup } from './setup-intents/results.ts';
import { setUpVerified } from './setup-intents/verification.ts';

/*
 * What the end of microdeposits comes to, by the kind of intent: they themselves, which do not know it, are in `intents`.
 */

const ENDS: { readonly [Type in IntentType]: MicrodepositEnds<Type> } = {
  payment_intent: { verified: payVerified, failed: failUnverified },
  setup_intent: {
    verified: setUpVerified,
    failed: (scope, intent, error) => failSetup(scope, intent, error),
  },
};

const VERIFY = {
  // The same for both.
  ...EXTRA_PARAMETERS['POST /v1/payment_intents/:payment_intent/verify_microdeposits'],
  amounts: optional(arrayOf(integer())),
  descriptor_code: optional(string()),
} satisfies ParamsOf<Stripe.PaymentIntentVerifyMicrodepositsParams> &
  ParamsOf<Stripe.SetupIntentVerifyMicrodepositsParams>;

function verification<Type extends IntentType>(
  type: Type,
  sdkParams: 'PaymentIntentVerifyMicrodepositsParams' | 'SetupIntentVerifyMicrodepositsParams',
): Operation {
  return operation(
    'POST',
    `/v1/${type}s/:${type}/verify_microdeposits`,
    {
      answers: type,
      publishable: true,
      sdkParams,
      params: VERIFY,
    },
    (context) => {
      const intent = requireIntent(context, type, context.params.client_secret);
      return aboutIntent(intent, () =>
        verifyMicrodeposits(context.scope, ENDS[type], intent, context.params),
      );
    },
  );
}

export const verifyPayment: Operation = verification(
  'payment_intent',
  'PaymentIntentVerifyMicrodepositsParams',
);
export const verifySetup: Operation = verification('setup_intent', 'SetupIntentVerifyMicrodepositsParams');

/** What comes to microdeposits by itself. */
export function runMicrodeposits(scope: Scope, job: MicrodepositJob): void {
  // Told apart here, because the compiler does not see that the table and the job are of one kind.
  if (job.intent === 'payment_intent') runMicrodepositJob(scope, job.intent, ENDS.payment_intent, job);
  else runMicrodepositJob(scope, job.intent, ENDS.setup_intent, job);
}
