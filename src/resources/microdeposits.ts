import type Stripe from 'stripe';
import { arrayOf, integer, optional, string } from '../core/shape.ts';
import type { ParamsOf } from '../model/wire.ts';
import type { Scope } from '../sandbox/scope.ts';
import {
  aboutIntent,
  type MicrodepositEnds,
  runMicrodepositJob,
  verifyMicrodeposits,
} from './intents/microdeposit-verification.ts';
import type { MicrodepositJob } from './intents/microdeposits.ts';
import { type Operation, operation } from './operation.ts';
import { EXTRA_PARAMETERS } from './params/extra.ts';
import { INTENT, requireIntent } from './payment-intents/operations.ts';
import { failUnverified, payVerified } from './payment-intents/verification.ts';

/* What the end of microdeposits comes to, by the kind of intent. */

const VERIFY = {
  amounts: optional(arrayOf(integer())),
  descriptor_code: optional(string()),
} satisfies ParamsOf<Stripe.PaymentIntentVerifyMicrodepositsParams> &
  ParamsOf<Stripe.SetupIntentVerifyMicrodepositsParams>;

const PAYMENT: MicrodepositEnds<'payment_intent'> = {
  find: ({ tables }, id) => tables[INTENT].get(id),
  verified: payVerified,
  failed: failUnverified,
};

export const verifyPayment: Operation = operation(
  'POST',
  '/v1/payment_intents/:payment_intent/verify_microdeposits',
  {
    answers: INTENT,
    publishable: true,
    sdkParams: 'PaymentIntentVerifyMicrodepositsParams',
    params: {
      ...VERIFY,
      ...EXTRA_PARAMETERS['POST /v1/payment_intents/:payment_intent/verify_microdeposits'],
    },
  },
  (context) => {
    const intent = requireIntent(context, context.params.client_secret);
    return aboutIntent(intent, () => verifyMicrodeposits(context.scope, PAYMENT, intent, context.params));
  },
);

/** What comes to microdeposits by itself. */
export function runMicrodeposits(scope: Scope, job: MicrodepositJob): void {
  if (job.intent === 'payment_intent') runMicrodepositJob(scope, PAYMENT, job);
}
