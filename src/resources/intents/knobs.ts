import type { IntentKnobs } from '../../model/payments.ts';
import type { Scope } from '../../sandbox/scope.ts';

type Knobs = Omit<IntentKnobs, 'outcome'> & Partial<Pick<IntentKnobs, 'outcome'>>;

/** How the payments of an intent go: as was said of this one, else as for the server. */
export function knobsOf(
  { settings, facts }: Pick<Scope, 'settings' | 'facts'>,
  intent: string | null,
): Knobs {
  const { microdepositType, blockAfterReturn } = settings.assume;
  return { ...settings.payments, microdepositType, blockAfterReturn, ...facts.intents.get(intent ?? '') };
}
