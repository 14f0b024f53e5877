import type { Lifecycle } from '../../../core/lifecycle.ts';
import type { Invoice, InvoicePayment } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { alphabetical } from '../../params/alphabetical.ts';

export const INVOICE = 'invoice';

/**
 * What becomes of an invoice. `finalize` is asked for, or comes an hour after its creation; `pay` is a payment that has
 * succeeded, money from elsewhere, or nothing that is due. An uncollectible one may still be paid, and cannot be voided
 * (recorded, 2026-08-26.dahlia).
 */
export const invoiceLifecycle: Lifecycle<
  NonNullable<Invoice['status']>,
  'finalize' | 'pay' | 'void' | 'mark_uncollectible'
> = {
  draft: { finalize: 'open' },
  open: { pay: 'paid', void: 'void', mark_uncollectible: 'uncollectible' },
  uncollectible: { pay: 'paid' },
  paid: {},
  void: {},
};

/** The state that it is in. One that was put in place may be in none, and is taken for a draft. */
export const stateOf = ({ status }: Pick<Invoice, 'status'>): NonNullable<Invoice['status']> =>
  status ?? 'draft';

const NO_TAX: Invoice['automatic_tax'] = {
  disabled_reason: null,
  enabled: false,
  liability: null,
  provider: null,
  status: null,
};

/** Shown of those that no subscription makes (recorded). */
const RENDERING: Invoice['rendering'] = {
  amount_tax_display: null,
  pdf: { page_size: 'auto' },
  template: null,
  template_version: null,
};

/** The lines of an invoice that has none. */
const noLines = (invoice: string): Invoice['lines'] => ({
  object: 'list',
  data: [],
  has_more: false,
  total_count: 0,
  url: `/v1/invoices/${invoice}/lines`,
});

/** What nothing has been said of. */
const UNSAID = {
  account_name: null,
  account_tax_ids: null,
  application: null,
  automatically_finalizes_at: null,
  custom_fields: null,
  customer: null,
  customer_account: null,
  customer_address: null,
  customer_email: null,
  customer_name: null,
  customer_phone: null,
  customer_shipping: null,
  default_payment_method: null,
  default_source: null,
  description: null,
  due_date: null,
  effective_at: null,
  ending_balance: null,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  last_finalization_error: null,
  latest_revision: null,
  next_payment_attempt: null,
  number: null,
  on_behalf_of: null,
  parent: null,
  receipt_number: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
  test_clock: null,
} as const satisfies Partial<Invoice>;

const NO_SUMS = {
  amount_due: 0,
  amount_overpaid: 0,
  amount_paid: 0,
  amount_remaining: 0,
  amount_shipping: 0,
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  starting_balance: 0,
  subtotal: 0,
  subtotal_excluding_tax: 0,
  total: 0,
  total_discount_amounts: [],
  total_excluding_tax: 0,
  total_pretax_credit_amounts: [],
  total_taxes: [],
} as const satisfies Partial<Invoice>;

/** An invoice with every field that one can have: by default a draft without lines, as recorded of those made by hand. */
export function completeInvoice(scope: Scope, fields: Partial<Invoice> = {}): Invoice {
  const { id = scope.id('in'), created = scope.seconds(), parent = null } = fields;
  const { id: _id, object: _object, ...given } = fields;
  return {
    id,
    object: INVOICE,
    ...alphabetical({
      ...UNSAID,
      ...NO_SUMS,
      account_country: 'US',
      attempt_count: 0,
      attempted: false,
      auto_advance: false,
      automatic_tax: NO_TAX,
      billing_reason: 'manual' as const,
      collection_method: 'charge_automatically' as const,
      created,
      currency: 'usd',
      customer_tax_exempt: 'none' as const,
      customer_tax_ids: [],
      default_tax_rates: [],
      discounts: [],
      issuer: { type: 'self' as const },
      lines: noLines(id),
      livemode: false,
      metadata: {},
      payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
      period_end: created,
      period_start: created,
      rendering: parent === null ? RENDERING : null,
      status: 'draft' as const,
      status_transitions: {
        finalized_at: null,
        marked_uncollectible_at: null,
        paid_at: null,
        voided_at: null,
      },
      webhooks_delivered_at: created,
      ...given,
    }),
  };
}

/** A payment of an invoice with every field that one can have: by default the one that its finalizing makes. */
export const completeInvoicePayment = (
  scope: Scope,
  fields: Partial<InvoicePayment> = {},
): InvoicePayment => ({
  id: fields.id ?? scope.id('inpay'),
  object: 'invoice_payment',
  amount_paid: null,
  amount_requested: 0,
  created: scope.seconds(),
  currency: 'usd',
  invoice: '',
  is_default: true,
  livemode: false,
  payment: { type: 'payment_intent' },
  status: 'open',
  status_transitions: { canceled_at: null, paid_at: null },
  ...fields,
});
