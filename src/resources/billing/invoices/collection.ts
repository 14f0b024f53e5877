import type { Invoice, PaymentIntent } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';

/* When an invoice is finalized and paid by itself: only where it advances automatically. */

export const advances = ({ auto_advance: isAutomatic }: Invoice): boolean => isAutomatic === true;

/** Whether Stripe collects the payment, and not the customer. */
export const isCollected = (invoice: Invoice): boolean =>
  advances(invoice) && invoice.collection_method === 'charge_automatically';

type Window = Pick<Invoice, 'automatically_finalizes_at' | 'next_payment_attempt'>;

const NO_WINDOW: Window = { automatically_finalizes_at: null, next_payment_attempt: null };

/** When a draft is finalized and paid by itself: at a time that was said, or after its hour, of which one is a second more (recorded). */
export function windowOf(scope: Scope, invoice: Invoice, said: number | null = null): Window {
  if (!advances(invoice)) return NO_WINDOW;
  const end = invoice.created + Math.ceil(scope.settings.billing.finalizeDelayMs / 1000);
  return {
    automatically_finalizes_at: said ?? end + 1,
    next_payment_attempt: invoice.collection_method === 'charge_automatically' ? (said ?? end) : null,
  };
}

/** Has a draft finalized when its window ends; what was planned of it before is not done any more. */
export function scheduleFinalizing(scope: Scope, { id, automatically_finalizes_at: at }: Invoice): void {
  scope.cancel(id, ({ kind }) => kind === 'invoice.finalize');
  if (at === null) return;
  const delayMs = Math.max(0, at * 1000 - scope.nowMs());
  scope.in(delayMs, { kind: 'invoice.finalize', subject: id }, true);
}

/** Takes back what was planned of an invoice that is done, or does not advance by itself any more. */
export const stopCollecting = (scope: Scope, invoice: string): void =>
  scope.cancel(invoice, ({ kind }) => kind === 'invoice.finalize' || kind === 'invoice.collect');

/** Plans an attempt to collect; the one that was planned before is not made. */
export function scheduleCollecting(scope: Scope, { id }: Pick<Invoice, 'id'>, delayMs: number): void {
  scope.cancel(id, ({ kind }) => kind === 'invoice.collect');
  scope.in(delayMs, { kind: 'invoice.collect', subject: id }, true);
}

/** The only failure after which there may be money tomorrow: what blocks an account is final. */
const WORTH_ANOTHER = 'insufficient_funds';

/** How long after a failure the payment of an invoice is tried again; undefined if it is not. */
export function retryAfterMs(scope: Scope, invoice: Invoice, intent: PaymentIntent): number | undefined {
  if (!isCollected(invoice) || intent.last_payment_error?.code !== WORTH_ANOTHER) return undefined;
  return scope.settings.billing.retryScheduleMs[invoice.attempt_count - 1];
}
