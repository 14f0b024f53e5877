import { oneOf } from '../../core/shape.ts';
import type { SetupAttempt, SetupIntent } from '../../model/wire.ts';
import { ATTEMPT_STATUSES, SETUP_STATUSES } from '../../model/words.ts';
import { completeAttempt } from '../../resources/setup-intents/attempt.ts';
import { newSetupIntent } from '../../resources/setup-intents/record.ts';
import { type Given, type PreparedObject, prepared } from './preparation.ts';

/** A SetupIntent as its creation completes it. */
export function preparedSetup(given: Given): PreparedObject<SetupIntent> {
  const { scope } = given;
  return prepared(given, {
    type: 'setup_intent',
    template: newSetupIntent(scope, undefined, 'template'),
    complete: (fields) => ({ ...newSetupIntent(scope, undefined, fields.id), ...fields }),
    words: { status: oneOf(...SETUP_STATUSES) },
  });
}

/** An attempt as a confirmation completes it. */
export function preparedAttempt(given: Given): PreparedObject<SetupAttempt> {
  const { scope } = given;
  return prepared(given, {
    type: 'setup_attempt',
    template: completeAttempt(scope, { id: 'template' }),
    complete: (fields) => completeAttempt(scope, fields),
    words: { status: oneOf(...ATTEMPT_STATUSES) },
  });
}
