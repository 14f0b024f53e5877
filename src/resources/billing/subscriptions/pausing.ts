import type { Invoice, Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { markUncollectible, voidInvoice } from '../invoices/ending.ts';
import { schedule } from './calendar.ts';
import { tellChange } from './changing.ts';
import { finalizedNow } from './invoicing.ts';
import { SUBSCRIPTION } from './record.ts';

/* Paused collection: invoices are made, and not paid (docs: billing/subscriptions/pause-payment). */

/** Does with a new invoice what is to be done while collection is paused. */
export function pauseCollected(
  scope: Scope,
  { pause_collection: pause }: Subscription,
  draft: Invoice,
): Invoice {
  if (pause === null || pause.behavior === 'keep_as_draft') return draft;
  const invoice = finalizedNow(scope, draft);
  if (invoice.status !== 'open') return invoice;
  return pause.behavior === 'void' ? voidInvoice(scope, invoice) : markUncollectible(scope, invoice);
}

/** The job at the time at which collection goes on. One for a time that has been moved does nothing. */
export function resumeCollection(scope: Scope, id: string): void {
  const before = scope.tables[SUBSCRIPTION].get(id);
  const resumesAt = before?.pause_collection?.resumes_at;
  if (before === undefined || resumesAt == null || resumesAt > scope.seconds()) return;
  schedule(scope, tellChange(scope, before, { ...before, pause_collection: null }));
}
