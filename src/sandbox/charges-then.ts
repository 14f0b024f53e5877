import type { ChargesThen, Facts } from '../model/facts.ts';
import type { Tables } from '../model/records.ts';
import type { Event } from '../model/wire.ts';

// As many as a list within an object has (docs: api/expanding_objects).
const MOST_CHARGES = 10;

/** The charges of a PaymentIntent as they are. */
export function chargesOf({ charge: charges }: Pick<Tables, 'charge'>, intent: string): ChargesThen {
  const ofIntent = { index: 'payment_intent', key: intent } as const;
  return { data: charges.page({ ...ofIntent, limit: MOST_CHARGES }).records, total: charges.count(ofIntent) };
}

/** Keeps the charges of the PaymentIntent that an event is about: older versions show them with it, whenever that is. */
export function keepCharges(
  { eventCharges }: Pick<Facts, 'eventCharges'>,
  tables: Pick<Tables, 'charge'>,
  { id, data: { object } }: Event,
): void {
  if (object.object !== 'payment_intent') return;
  const charges = chargesOf(tables, object.id);
  if (charges.total > 0) eventCharges.set(id, charges);
}
