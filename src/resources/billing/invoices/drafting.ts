import { DAY_SECONDS } from '../../../core/calendar.ts';
import type { Invoice } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { scheduleFinalizing, windowOf } from './collection.ts';
import { keepCurrency, shownOf } from './customers.ts';
import { type LineDraft, lineOf, putLines } from './lines.ts';
import { completeInvoice } from './record.ts';

/** What an invoice is to be. */
export interface InvoiceDraft
  extends Partial<
    Pick<
      Invoice,
      | 'account_tax_ids'
      | 'auto_advance'
      | 'automatic_tax'
      | 'automatically_finalizes_at'
      | 'custom_fields'
      | 'default_payment_method'
      | 'default_source'
      | 'description'
      | 'due_date'
      | 'effective_at'
      | 'footer'
      | 'issuer'
      | 'metadata'
      | 'number'
      | 'on_behalf_of'
      | 'payment_settings'
      | 'period_end'
      | 'period_start'
      | 'rendering'
      | 'shipping_details'
      | 'statement_descriptor'
    >
  > {
  readonly customer: string;
  readonly currency: string;
  readonly billing_reason: NonNullable<Invoice['billing_reason']>;
  readonly collection_method: Invoice['collection_method'];
  /** In the order of its list. */
  readonly lines: readonly LineDraft[];
  readonly days_until_due?: number | undefined;
  /** When it is made, of one that is still to come. */
  readonly created?: number | undefined;
  /** The subscription that it is of. */
  readonly subscription?: NonNullable<NonNullable<Invoice['parent']>['subscription_details']>;
}

/** Of an invoice with that many days to be paid in: from its creation, whenever it is finalized (recorded). */
export const dueDateOf = (created: number, days: number): number => created + days * DAY_SECONDS;

/** An invoice as a draft makes it, without its lines, and stored nowhere. */
export function invoiceOfDraft(scope: Scope, draft: InvoiceDraft, id?: string): Invoice {
  const { lines: _lines, days_until_due: days, subscription, ...said } = draft;
  const customer = scope.tables.customer.get(draft.customer);
  const { created = scope.seconds() } = draft;
  const blank = completeInvoice(scope, {
    ...(id === undefined ? {} : { id }),
    ...shownOf(customer),
    ...said,
    created,
    ...(days === undefined ? {} : { due_date: dueDateOf(created, days) }),
    parent:
      subscription === undefined
        ? null
        : { quote_details: null, subscription_details: subscription, type: 'subscription_details' },
    starting_balance: customer?.balance ?? 0,
  });
  return { ...blank, ...windowOf(scope, blank, draft.automatically_finalizes_at) };
}

/** Makes a draft with its lines. Whoever has it made has checked what it names, and takes up the invoice items of its lines. */
export function draftInvoice(scope: Scope, draft: InvoiceDraft, id?: string): Invoice {
  const blank = invoiceOfDraft(scope, draft, id);
  const lines = draft.lines.map((line) => lineOf(scope, blank.id, line));
  const invoice = putLines(scope, blank, lines);
  scheduleFinalizing(scope, invoice);
  scope.emit('invoice.created', invoice);
  keepCurrency(scope, invoice);
  return invoice;
}
