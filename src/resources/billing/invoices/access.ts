import { errors } from '../../../core/catalogue.ts';
import type { Invoice } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { INVOICE } from './record.ts';

/** The invoice in the path. What is done to one complains of the `id`, and the rest of the `invoice` (recorded of each). */
export function requireInvoice(scope: Scope, id: string): Invoice {
  const invoice = scope.tables[INVOICE].get(id);
  if (invoice === undefined) throw errors.resourceMissing(INVOICE, id, 'id');
  return invoice;
}
