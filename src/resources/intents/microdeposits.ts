import type { IntentType } from '../../model/jobs.ts';
import type { PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import type { DraftPaymentMethod } from '../payment-methods/creation.ts';
import { knobsOf } from './knobs.ts';

type NextAction = NonNullable<PaymentIntent['next_action']>;

const DAY_SECONDS = 86_400;

/** Sends the deposits that verify a bank account; answers what the customer has to do then. */
export function sendMicrodeposits(
  scope: Scope,
  { id }: { readonly id: string; readonly object: IntentType },
  _draft: DraftPaymentMethod,
): NextAction {
  return {
    type: 'verify_with_microdeposits',
    verify_with_microdeposits: {
      arrival_date: scope.seconds() + DAY_SECONDS,
      hosted_verification_url: `https://payments.stripe.com/microdeposit/${id}`,
      microdeposit_type: knobsOf(scope, id).microdepositType,
    },
  };
}
