import type { IntentKnobs } from '../../model/payments.ts';
import type { Scope } from '../../sandbox/scope.ts';

/** How an intent's payments go; how they end only if that was said of it. */
export type KnownKnobs = Omit<IntentKnobs, 'outcome'> & Partial<Pick<IntentKnobs, 'outcome'>>;

/** What was said of an intent, over what holds for the server. */
export const knobsOf = ({ facts, settings }: Scope, intentId: string | null): KnownKnobs => ({
  ...settings.payments,
  blockAfterReturn: settings.assume.blockAfterReturn,
  microdepositType: settings.assume.microdepositType,
  ...facts.intents.get(intentId ?? ''),
});
