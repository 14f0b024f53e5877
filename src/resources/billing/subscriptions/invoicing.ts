import { StripeError } from '../../../core/errors.ts';
import type { Invoice, Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { taxOfInvoice } from '../automatic-tax.ts';
import { draftInvoice, type InvoiceDraft } from '../invoices/drafting.ts';
import { finalizeByItself } from '../invoices/finalizing.ts';
import type { LineDraft } from '../invoices/lines.ts';
import { payInvoice } from '../invoices/paying.ts';
import { stateOf } from '../invoices/record.ts';
import { optionsOfInvoices } from './payment-settings.ts';

/* The invoices of a subscription. */

/** What is billed, and why. */
export interface Billing {
  readonly reason: 'subscription_create' | 'subscription_cycle' | 'subscription_update';
  readonly lines: readonly LineDraft[];
  /** That which is over, of a renewal (recorded); an instant of others. */
  readonly period: { readonly start: number; readonly end: number };
  /** Whether it goes on to its payment by itself; by default it does. */
  readonly autoAdvance?: boolean;
  /** When a change of the subscription was reckoned that it bills. */
  readonly prorationDate?: number;
  /** When the invoice is made, if not now. */
  readonly at?: number;
}

/** What an invoice of a subscription is to be. */
export function invoiceDraftOf(subscription: Subscription, billing: Billing): InvoiceDraft {
  const { invoice_settings: settings, payment_settings: payment } = subscription;
  const { prorationDate } = billing;
  return {
    account_tax_ids: settings.account_tax_ids,
    auto_advance: billing.autoAdvance ?? true,
    automatic_tax: taxOfInvoice(subscription.automatic_tax),
    billing_reason: billing.reason,
    collection_method: subscription.collection_method,
    created: billing.at,
    currency: subscription.currency,
    custom_fields: settings.custom_fields,
    customer: subscription.customer,
    ...(subscription.days_until_due === null ? {} : { days_until_due: subscription.days_until_due }),
    description: settings.description,
    footer: settings.footer,
    issuer: settings.issuer,
    lines: billing.lines,
    on_behalf_of: subscription.on_behalf_of,
    payment_settings: {
      default_mandate: null,
      payment_method_options: optionsOfInvoices(payment?.payment_method_options ?? null),
      payment_method_types: payment?.payment_method_types ?? null,
    },
    period_end: billing.period.end,
    period_start: billing.period.start,
    subscription: {
      metadata: subscription.metadata,
      subscription: subscription.id,
      ...(prorationDate === undefined ? {} : { subscription_proration_date: prorationDate }),
    },
  };
}

/** Makes an invoice of a subscription as a draft. */
export const draftOf = (scope: Scope, subscription: Subscription, billing: Billing, id?: string): Invoice =>
  draftInvoice(scope, invoiceDraftOf(subscription, billing), id);

/** Makes a draft final within a call; whether it is paid then is decided there. */
export const finalizedNow = (scope: Scope, draft: Invoice): Invoice => finalizeByItself(scope, draft);

/** Tries to pay an open invoice. A refusal comes back, whatever it is: the invoice is there all the same. */
export function attempted(scope: Scope, id: string, version: string): StripeError | undefined {
  const invoice = scope.require('invoice', id);
  if (stateOf(invoice) !== 'open') return undefined;
  try {
    const result = payInvoice(scope, invoice, { version });
    return result instanceof StripeError ? result : undefined;
  } catch (error) {
    if (error instanceof StripeError) return error;
    throw error;
  }
}
