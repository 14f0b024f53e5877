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

/** What was said of how a payment ends holds for one: the next ends as its bank account says. */
export function forgetOutcome({ facts }: Pick<Scope, 'facts'>, intent: string): void {
  const said = facts.intents.get(intent);
  if (said?.outcome === undefined) return;
  const { outcome: _used, ...rest } = said;
  facts.intents.set(intent, rest);
}
