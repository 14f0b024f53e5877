import { isHash } from '../../core/form.ts';
import { alphabetical } from '../params/alphabetical.ts';

/* The options of other payment methods than bank accounts, as both kinds of intents show them: as they came. */

// Members that are null when they are not given (stripe-node types).
const ACSS_MANDATE = { interval_description: null, payment_schedule: null, transaction_type: null };

/** The only hashes among the echoed options are those of mandates. */
const whole = (type: string, mandate: object): object =>
  alphabetical(type === 'acss_debit' ? { ...ACSS_MANDATE, ...mandate } : mandate);

/** The options of a payment method that were given and are shown, those of these names. */
export function echoed(type: string, names: readonly string[], given: unknown): object {
  const shown = Object.entries(isHash(given) ? given : {}).filter(
    ([name, value]) => value !== null && names.includes(name),
  );
  return Object.fromEntries(shown.map(([name, value]) => [name, isHash(value) ? whole(type, value) : value]));
}
