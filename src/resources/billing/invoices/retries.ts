import type { Invoice, PaymentIntent } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { intentOfInvoice } from './payment-intent.ts';

/*
 * A retry is counted as it begins, and told of as it ends: so is the last one, which changes nothing else of its invoice, in
 * the order of the others. What else tells of the invoice meanwhile tells of the count, too.
 */

/** Remembers that the payment which is about to be made is a retry. */
export function beginRetry({ facts }: Scope, intent: Pick<PaymentIntent, 'id'> | undefined): void {
  if (intent !== undefined) facts.intents.set(intent.id, { ...facts.intents.get(intent.id), isRetry: true });
}

/** Whether the payment that has ended was one; it is none any more. */
export function endRetry({ facts }: Scope, { id }: Pick<PaymentIntent, 'id'>): boolean {
  const { isRetry = false, ...knobs } = facts.intents.get(id) ?? {};
  if (!isRetry) return false;
  if (Object.keys(knobs).length === 0) facts.intents.delete(id);
  else facts.intents.set(id, knobs);
  return true;
}

const uncounted = (invoice: Invoice): Invoice => ({
  ...invoice,
  attempt_count: invoice.attempt_count - 1,
});

/** The invoice as it has last been told, for whom tells of it now: its retry is told of with that. */
export function asTold(scope: Scope, invoice: Invoice): Invoice {
  const intent = intentOfInvoice(scope, invoice.id);
  return intent !== undefined && endRetry(scope, intent) ? uncounted(invoice) : invoice;
}
