import type Stripe from 'stripe';
import { metadata } from '../../../core/metadata.ts';
import {
  arrayOf,
  boolean,
  hash,
  integer,
  oneOf,
  optional,
  type Params,
  string,
  timestamp,
  unsettable,
} from '../../../core/shape.ts';
import { COLLECTION_METHODS } from '../../../model/billing-words.ts';
import type { ParamsOf } from '../../../model/wire.ts';
import { addressParser } from '../../params/address.ts';
import { foreign } from '../../params/foreign.ts';
import { currency } from '../../params/money.ts';
import { statementDescriptor } from '../../params/texts.ts';
import { AUTOMATIC_TAX } from '../automatic-tax.ts';
import { invoiceSettings } from '../payment-settings.ts';

const ISSUER = hash({ account: optional(string()), type: oneOf('account', 'self') });
const CUSTOM_FIELD = hash({ name: string({ max: 40 }), value: string({ max: 140 }) });

const SHIPPED = hash({ address: addressParser, name: string(), phone: unsettable(string()) });

const RENDERING = hash({
  amount_tax_display: unsettable(oneOf('exclude_tax', 'include_inclusive_tax')),
  pdf: optional(hash({ page_size: optional(oneOf('a4', 'auto', 'letter')) })),
  template: optional(string()),
  template_version: unsettable(integer()),
});

/** What both create and update say, and an invoice shows. */
const SHOWN = {
  account_tax_ids: unsettable(arrayOf(string())),
  auto_advance: optional(boolean),
  automatic_tax: optional(AUTOMATIC_TAX),
  automatically_finalizes_at: optional(timestamp),
  collection_method: optional(oneOf(...COLLECTION_METHODS)),
  custom_fields: unsettable(arrayOf(CUSTOM_FIELD, { max: 4 })),
  days_until_due: optional(integer()),
  default_payment_method: optional(string()),
  description: optional(string()),
  due_date: optional(timestamp),
  footer: optional(string()),
  issuer: optional(ISSUER),
  metadata,
  rendering: optional(RENDERING),
  statement_descriptor: optional(statementDescriptor),
} as const;

export const CREATE = {
  ...foreign('InvoiceCreateParams'),
  ...SHOWN,
  currency: optional(currency),
  customer: optional(string()),
  customer_account: optional(string()),
  default_source: optional(string()),
  effective_at: optional(timestamp),
  from_invoice: optional(hash({ action: oneOf('revision'), invoice: string() })),
  number: optional(string({ max: 26 })),
  on_behalf_of: optional(string()),
  payment_settings: optional(invoiceSettings('InvoiceCreateParams')),
  pending_invoice_items_behavior: optional(oneOf('exclude', 'include')),
  shipping_details: optional(SHIPPED),
  subscription: optional(string()),
} satisfies ParamsOf<Stripe.InvoiceCreateParams>;

export const UPDATE = {
  ...foreign('InvoiceUpdateParams'),
  ...SHOWN,
  default_source: unsettable(string()),
  effective_at: unsettable(timestamp),
  number: unsettable(string({ max: 26 })),
  on_behalf_of: unsettable(string()),
  payment_settings: optional(invoiceSettings('InvoiceUpdateParams')),
  shipping_details: unsettable(SHIPPED),
} satisfies ParamsOf<Stripe.InvoiceUpdateParams>;

export const PAY = {
  forgive: optional(boolean),
  mandate: unsettable(string()),
  off_session: optional(boolean),
  paid_out_of_band: optional(boolean),
  payment_method: optional(string()),
  source: optional(string()),
} satisfies ParamsOf<Stripe.InvoicePayParams>;

export type CreateParams = Params<typeof CREATE>;
export type UpdateParams = Params<typeof UPDATE>;
export type PayParams = Params<typeof PAY>;
