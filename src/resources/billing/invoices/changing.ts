import { errors } from '../../../core/catalogue.ts';
import { mergedMetadata } from '../../../core/metadata.ts';
import type { Invoice } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { checkReferences } from '../../intents/references.ts';
import { fullAddress } from '../../params/address.ts';
import { alphabetical } from '../../params/alphabetical.ts';
import { given } from '../../params/changes.ts';
import { askedTax } from '../automatic-tax.ts';
import { checkSource } from '../payers.ts';
import { checkSettings, shownSettings } from '../payment-settings.ts';
import { windowOf } from './collection.ts';
import { dueDateOf } from './drafting.ts';
import type { UpdateParams } from './parameters.ts';
import { stateOf } from './record.ts';

/* What creating and updating an invoice say of it. */

type Said = Partial<UpdateParams>;

/** Refuses what names nothing, or does not go together. */
export function checkSaid(scope: Scope, customer: string | null, params: Said): void {
  const { default_payment_method: method, default_source: source, payment_settings: settings } = params;
  if (method !== undefined) {
    const holder = scope.requireFor('payment_method', method, 'default_payment_method').customer;
    if (holder === null || holder !== customer)
      throw errors.paymentMethodNotOfCustomer(method, 'default_payment_method');
  }
  const { on_behalf_of: account } = params;
  if (account) checkReferences(scope, { on_behalf_of: account });
  checkSource(scope, source, customer);
  if (settings?.default_mandate != null)
    scope.requireFor('mandate', settings.default_mandate, 'payment_settings[default_mandate]');
  checkSettings(scope, settings);
}

/** Refuses a due date where Stripe collects, and none where the customer pays. */
export function checkDue(invoice: Pick<Invoice, 'collection_method' | 'due_date'>, params: Said): void {
  const isSaid = params.due_date !== undefined || params.days_until_due !== undefined;
  if (invoice.collection_method === 'charge_automatically') {
    if (isSaid) throw errors.invoiceDueDateUnexpected();
    return;
  }
  if (!isSaid && invoice.due_date === null) throw errors.invoiceDueDateMissing();
  if (params.due_date !== undefined && params.days_until_due !== undefined)
    throw errors.onlyOneOf('due_date', 'days_until_due');
}

/** What an invoice shows as it came. */
export const PLAIN = [
  'account_tax_ids',
  'auto_advance',
  'collection_method',
  'custom_fields',
  'default_payment_method',
  'default_source',
  'description',
  'due_date',
  'effective_at',
  'footer',
  'issuer',
  'number',
  'on_behalf_of',
  'statement_descriptor',
] as const;

const NO_RENDERING: NonNullable<Invoice['rendering']> = {
  amount_tax_display: null,
  pdf: null,
  template: null,
  template_version: null,
};

/** How it is rendered after a change. */
export function shownRendering(
  current: Invoice['rendering'],
  { pdf, ...rest }: Partial<NonNullable<Invoice['rendering'] | Said['rendering']>>,
): NonNullable<Invoice['rendering']> {
  const shown = { ...NO_RENDERING, ...current, ...rest };
  return pdf == null ? shown : { ...shown, pdf: { page_size: pdf.page_size ?? 'auto' } };
}

/** Where it is sent to, with every field that is shown. */
export const shownShipped = ({
  address,
  ...shipping
}: NonNullable<Invoice['shipping_details'] | Said['shipping_details']>): Invoice['shipping_details'] =>
  alphabetical({
    address: fullAddress(address ?? {}),
    carrier: null,
    phone: null,
    tracking_number: null,
    ...shipping,
  });

/** The invoice after a change. When a draft is finalized follows from it anew, from its creation (recorded). */
export function changedInvoice(scope: Scope, invoice: Invoice, params: Said): Invoice {
  const { days_until_due: days, metadata, payment_settings: settings, rendering } = params;
  const { shipping_details: shipping } = params;
  const changed: Invoice = {
    ...invoice,
    ...given(params, ...PLAIN),
    ...(days === undefined ? {} : { due_date: dueDateOf(invoice.created, days) }),
    automatic_tax: askedTax(invoice.automatic_tax, params.automatic_tax),
    metadata: mergedMetadata(invoice.metadata ?? {}, metadata),
    payment_settings: shownSettings(invoice.payment_settings, settings),
    ...(rendering === undefined ? {} : { rendering: shownRendering(invoice.rendering, rendering) }),
    ...(shipping === undefined ? {} : { shipping_details: shipping && shownShipped(shipping) }),
  };
  if (stateOf(invoice) !== 'draft') return changed;
  const due = changed.collection_method === 'send_invoice' ? {} : { due_date: null };
  return { ...changed, ...due, ...windowOf(scope, changed, params.automatically_finalizes_at) };
}

/**
 * What may be changed when it is final: the metadata is recorded, and how it is collected follows from the docs
 * (invoicing/integration/automatic-advancement-collection); that the others may be is assumed.
 */
const WHEN_FINAL: readonly string[] = [
  'auto_advance',
  'default_payment_method',
  'default_source',
  'metadata',
  'payment_settings',
];

/** Refuses what cannot be changed any more. */
export function checkEditable(invoice: Invoice, params: Said): void {
  if (stateOf(invoice) === 'draft') return;
  const refused = Object.keys(params).find((name) => name !== 'expand' && !WHEN_FINAL.includes(name));
  if (refused !== undefined) throw errors.invoiceUpdateRefused(refused);
}
