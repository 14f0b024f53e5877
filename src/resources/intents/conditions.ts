import { errors } from '../../core/catalogue.ts';
import { INTENT_NOUNS, type Intent } from './access.ts';

/** Refuses the confirmation of an intent that may redirect and is told nowhere to come back to. */
export function checkReturnUrl(
  { object, automatic_payment_methods: automatic }: Pick<Intent, 'object' | 'automatic_payment_methods'>,
  url: string | undefined,
): void {
  // Decided by the intent, not by the version that confirms it; also for methods that never redirect (recorded of
  // us_bank_account, 2026-08).
  const mayRedirect = automatic !== null && automatic.allow_redirects !== 'never';
  if (mayRedirect && url === undefined) throw errors.returnUrlMissing(INTENT_NOUNS[object]);
}
