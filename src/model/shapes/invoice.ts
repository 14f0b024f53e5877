import { asWritten } from '../../core/composed.ts';
import { boolean, integer, oneOf, optional, type Shape } from '../../core/shape.ts';
import { anId, anyText, listOf, orNull, shownAgain, stored, whole } from '../../core/stored.ts';
import {
  BILLING_REASONS,
  COLLECTION_METHODS,
  INVOICE_PAYMENT_STATUSES,
  INVOICE_STATUSES,
} from '../billing-words.ts';
import type { Invoice, InvoiceLineItem, InvoicePayment } from '../wire.ts';
import {
  BANK_ACCOUNT_TYPES,
  PERMISSIONS,
  PREFETCHES,
  TAX_EXEMPTIONS,
  VERIFICATION_METHODS,
} from '../words.ts';
import { addressShape, inTestMode, metadataShape, only, textOrNull, wholeOrNull } from './fields.ts';

type Parent = NonNullable<InvoiceLineItem['parent']>;
type ItemDetails = NonNullable<Parent['invoice_item_details']>;
type SubscriptionDetails = NonNullable<Parent['subscription_item_details']>;
type Pricing = NonNullable<InvoiceLineItem['pricing']>;

export const invoiceLineShape = stored<InvoiceLineItem>({
  id: anId,
  object: only('line_item'),
  amount: integer(),
  currency: anyText,
  description: textOrNull,
  discount_amounts: orNull(listOf(shownAgain())),
  discountable: boolean,
  discounts: listOf(anyText),
  invoice: textOrNull,
  livemode: inTestMode,
  metadata: metadataShape,
  parent: orNull(
    stored<Parent>({
      invoice_item_details: orNull(
        stored<ItemDetails>({
          invoice_item: anyText,
          proration: boolean,
          proration_details: orNull(shownAgain()),
          subscription: textOrNull,
        }),
      ),
      subscription_item_details: orNull(
        stored<SubscriptionDetails>({
          invoice_item: textOrNull,
          proration: boolean,
          proration_details: orNull(shownAgain()),
          subscription: textOrNull,
          subscription_item: anyText,
        }),
      ),
      type: oneOf('invoice_item_details', 'subscription_item_details'),
    }),
  ),
  period: stored<InvoiceLineItem['period']>({ end: whole, start: whole }),
  pretax_credit_amounts: orNull(listOf(shownAgain())),
  pricing: orNull(
    stored<Pricing>({
      price_details: optional(
        stored<NonNullable<Pricing['price_details']>>({ price: anyText, product: anyText }),
      ),
      type: only('price_details'),
      unit_amount_decimal: textOrNull,
    }),
  ),
  quantity: orNull(integer()),
  quantity_decimal: textOrNull,
  subscription: textOrNull,
  subtotal: integer(),
  taxes: orNull(listOf(shownAgain())),
});

type Settings = Invoice['payment_settings'];
type Options = NonNullable<Settings['payment_method_options']>;
type BankOptions = NonNullable<Options['us_bank_account']>;
type Connections = NonNullable<BankOptions['financial_connections']>;

/** What an invoice and a subscription say of how they are paid by bank account. */
export const bankSettingsShape: Shape<BankOptions> = stored<BankOptions>({
  financial_connections: optional(
    stored<Connections>({
      filters: optional(
        stored<NonNullable<Connections['filters']>>({
          account_subcategories: optional(listOf(oneOf(...BANK_ACCOUNT_TYPES))),
        }),
      ),
      permissions: optional(listOf(oneOf(...PERMISSIONS))),
      prefetch: orNull(listOf(oneOf(...PREFETCHES))),
    }),
  ),
  verification_method: optional(oneOf(...VERIFICATION_METHODS)),
});

const settingsOptionsShape: Shape<Options> = stored<Options>({
  acss_debit: orNull(shownAgain()),
  bancontact: orNull(shownAgain()),
  billie: optional(orNull(shownAgain())),
  blik: optional(orNull(shownAgain())),
  card: orNull(shownAgain()),
  customer_balance: orNull(shownAgain()),
  konbini: orNull(shownAgain()),
  payto: orNull(shownAgain()),
  pix: orNull(shownAgain()),
  sepa_debit: orNull(shownAgain()),
  upi: orNull(shownAgain()),
  us_bank_account: orNull(bankSettingsShape),
});

type OfSubscription = NonNullable<NonNullable<Invoice['parent']>['subscription_details']>;
type Transitions = Invoice['status_transitions'];

/** What only answers have that ask for it, and what is not emulated. */
type Never = 'confirmation_secret' | 'payments' | 'threshold_reason';

export const invoiceShape = stored<Invoice, Never>({
  id: anId,
  object: only('invoice'),
  account_country: textOrNull,
  account_name: textOrNull,
  account_tax_ids: orNull(listOf(anyText)),
  amount_due: integer(),
  amount_overpaid: integer(),
  amount_paid: integer(),
  amount_paid_off_stripe: optional(integer()),
  amount_remaining: integer(),
  amount_shipping: integer(),
  application: textOrNull,
  attempt_count: integer({ min: 0 }),
  attempted: boolean,
  auto_advance: optional(boolean),
  automatic_tax: shownAgain(),
  automatically_finalizes_at: wholeOrNull,
  billing_reason: orNull(oneOf(...BILLING_REASONS)),
  collection_method: oneOf(...COLLECTION_METHODS),
  created: whole,
  currency: anyText,
  custom_fields: orNull(listOf(shownAgain())),
  customer: textOrNull,
  customer_account: textOrNull,
  customer_address: orNull(addressShape),
  customer_email: textOrNull,
  customer_name: textOrNull,
  customer_phone: textOrNull,
  customer_shipping: orNull(shownAgain()),
  customer_tax_exempt: orNull(oneOf(...TAX_EXEMPTIONS)),
  customer_tax_ids: optional(orNull(listOf(shownAgain()))),
  default_payment_method: textOrNull,
  default_source: textOrNull,
  default_tax_rates: listOf(shownAgain()),
  description: textOrNull,
  discounts: listOf(anyText),
  due_date: wholeOrNull,
  effective_at: wholeOrNull,
  ending_balance: orNull(integer()),
  footer: textOrNull,
  from_invoice: orNull(shownAgain()),
  hosted_invoice_url: optional(textOrNull),
  invoice_pdf: optional(textOrNull),
  issuer: shownAgain(),
  last_finalization_error: orNull(shownAgain()),
  latest_revision: textOrNull,
  lines: stored<Invoice['lines']>({
    object: only('list'),
    data: listOf(invoiceLineShape),
    has_more: boolean,
    total_count: integer({ min: 0 }),
    url: anyText,
  }),
  livemode: inTestMode,
  metadata: orNull(metadataShape),
  next_payment_attempt: wholeOrNull,
  number: textOrNull,
  on_behalf_of: textOrNull,
  parent: orNull(
    stored<NonNullable<Invoice['parent']>>({
      quote_details: orNull(shownAgain()),
      subscription_details: orNull(
        stored<OfSubscription>({
          metadata: orNull(metadataShape),
          subscription: anyText,
          subscription_proration_date: optional(whole),
        }),
      ),
      type: oneOf('quote_details', 'subscription_details'),
    }),
  ),
  payment_settings: stored<Settings>({
    default_mandate: textOrNull,
    payment_method_options: orNull(settingsOptionsShape),
    // Of these types more are known than are worth a list: that they are texts is what is relied on.
    payment_method_types: orNull(asWritten(listOf(anyText))),
  }),
  period_end: whole,
  period_start: whole,
  post_payment_credit_notes_amount: integer(),
  pre_payment_credit_notes_amount: integer(),
  receipt_number: textOrNull,
  rendering: orNull(shownAgain()),
  shipping_cost: orNull(shownAgain()),
  shipping_details: orNull(shownAgain()),
  starting_balance: integer(),
  statement_descriptor: textOrNull,
  status: orNull(oneOf(...INVOICE_STATUSES)),
  status_details: optional(shownAgain()),
  status_transitions: stored<Transitions>({
    finalized_at: wholeOrNull,
    marked_uncollectible_at: wholeOrNull,
    paid_at: wholeOrNull,
    voided_at: wholeOrNull,
  }),
  subtotal: integer(),
  subtotal_excluding_tax: orNull(integer()),
  test_clock: textOrNull,
  total: integer(),
  total_discount_amounts: orNull(listOf(shownAgain())),
  total_excluding_tax: orNull(integer()),
  total_pretax_credit_amounts: orNull(listOf(shownAgain())),
  total_taxes: orNull(listOf(shownAgain())),
  webhooks_delivered_at: wholeOrNull,
});

type Payment = InvoicePayment['payment'];

export const invoicePaymentShape = stored<InvoicePayment>({
  id: anId,
  object: only('invoice_payment'),
  amount_paid: orNull(integer()),
  amount_requested: integer(),
  created: whole,
  currency: anyText,
  invoice: anyText,
  is_default: boolean,
  livemode: inTestMode,
  payment: stored<Payment>({
    charge: optional(anyText),
    payment_intent: optional(anyText),
    payment_record: optional(anyText),
    type: oneOf('charge', 'payment_intent', 'payment_record'),
  }),
  status: oneOf(...INVOICE_PAYMENT_STATUSES),
  status_transitions: stored<InvoicePayment['status_transitions']>({
    canceled_at: wholeOrNull,
    paid_at: wholeOrNull,
  }),
});
