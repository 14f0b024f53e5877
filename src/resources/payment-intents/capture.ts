import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { metadata } from '../../core/metadata.ts';
import { boolean, hash, integer, optional, string } from '../../core/shape.ts';
import type { ParamsOf } from '../../model/wire.ts';
import { type Operation, operation } from '../operation.ts';
import { foreign } from '../params/foreign.ts';
import { statementDescriptor } from '../params/texts.ts';
import { INTENT } from './record.ts';

/*
 * Captures are of authorized payments, which bank debits are not: no call brings an intent into `requires_capture`, and
 * these endpoints tell what state it is in instead.
 */

const PATH = '/v1/payment_intents/:payment_intent';

const unavailable = (): Error =>
  errors.notYetEmulated('authorized payments', 'Bank debits are captured automatically.');

const capture = operation(
  'POST',
  `${PATH}/capture`,
  {
    answers: INTENT,
    sdkParams: 'PaymentIntentCaptureParams',
    params: {
      ...foreign('PaymentIntentCaptureParams'),
      amount_to_capture: optional(integer()),
      application_fee_amount: optional(integer()),
      final_capture: optional(boolean),
      metadata,
      statement_descriptor: optional(statementDescriptor),
      statement_descriptor_suffix: optional(statementDescriptor),
      transfer_data: optional(hash({ amount: optional(integer()) })),
    } satisfies ParamsOf<Stripe.PaymentIntentCaptureParams>,
  },
  ({ scope, id }) => {
    const intent = scope.require(INTENT, id);
    if (intent.status === 'requires_capture') throw unavailable();
    throw errors.paymentIntentNotCapturable(intent.status).about({ payment_intent: intent });
  },
);

const increment = operation(
  'POST',
  `${PATH}/increment_authorization`,
  {
    answers: INTENT,
    sdkParams: 'PaymentIntentIncrementAuthorizationParams',
    params: {
      ...foreign('PaymentIntentIncrementAuthorizationParams'),
      amount: integer(),
      application_fee_amount: optional(integer()),
      description: optional(string()),
      metadata,
      statement_descriptor: optional(statementDescriptor),
      transfer_data: optional(hash({ amount: optional(integer()) })),
    } satisfies ParamsOf<Stripe.PaymentIntentIncrementAuthorizationParams>,
  },
  ({ scope, id }) => {
    const intent = scope.require(INTENT, id);
    if (intent.status === 'requires_capture') throw unavailable();
    throw errors.paymentIntentNotIncrementable(intent.status).about({ payment_intent: intent });
  },
);

export const captureOperations: readonly Operation[] = [capture, increment];
