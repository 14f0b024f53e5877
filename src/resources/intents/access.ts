import { errors } from '../../core/catalogue.ts';
import { type Shown, StripeError } from '../../core/errors.ts';
import type { IntentType } from '../../model/jobs.ts';
import type { Records } from '../../model/records.ts';
import type { PaymentIntent, SetupIntent } from '../../model/wire.ts';
import type { OperationContext } from '../operation.ts';

/** An intent of either kind. */
export type Intent = PaymentIntent | SetupIntent;

/** What sentences call each kind of intent. */
export const INTENT_NOUNS = {
  payment_intent: 'PaymentIntent',
  setup_intent: 'SetupIntent',
} as const satisfies Readonly<Record<IntentType, string>>;

/**
 * The intent in the path. With a publishable key its client_secret is required (stripe-node types:
 * PaymentIntentRetrieveParams.client_secret); with any key one that is given has to be right.
 */
export function requireIntent<Type extends IntentType>(
  { scope, id, publishable }: Pick<OperationContext<unknown>, 'scope' | 'id' | 'publishable'>,
  type: Type,
  secret: string | undefined,
): Records[Type] {
  if (publishable && secret === undefined) throw errors.parameterMissing('client_secret');
  const intent = scope.require(type, id);
  if (secret !== undefined && secret !== intent.client_secret)
    throw errors.clientSecretMismatch(INTENT_NOUNS[type]);
  return intent;
}

/** The intent as a refusal shows it. */
export const shownIntent = (intent: Intent): Shown =>
  intent.object === 'payment_intent' ? { payment_intent: intent } : { setup_intent: intent };

/**
 * Adds the intent, as it is still, to errors about a step with it (recorded, of 2026-04 even where the step takes a parameter
 * that there is not).
 */
export function aboutIntent<Result>(intent: Intent, decide: () => Result): Result {
  try {
    return decide();
  } catch (error) {
    throw error instanceof StripeError ? error.about(shownIntent(intent)) : error;
  }
}
