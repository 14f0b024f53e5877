import type { IntentType } from '../../model/jobs.ts';

/** What intents are called in sentences; errors about ids that are not found have words of their own. */
export const INTENT_NOUNS: { readonly [Type in IntentType]: string } = {
  payment_intent: 'PaymentIntent',
  setup_intent: 'SetupIntent',
};
