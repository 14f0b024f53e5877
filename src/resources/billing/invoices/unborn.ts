import type { ApiObject, Invoice } from '../../../model/wire.ts';

/** What stands for the id of an invoice that has none yet, within its paths (recorded: `/v1/invoices/upcoming/lines`). */
export const UPCOMING = 'upcoming';

/** An invoice that is still to come, which has no id (recorded of the event invoice.upcoming). */
export function unborn({ id: _none, ...invoice }: Invoice): ApiObject {
  // A cast: no other object is without one.
  return { ...invoice, billing_reason: 'upcoming' as const } as unknown as ApiObject;
}
