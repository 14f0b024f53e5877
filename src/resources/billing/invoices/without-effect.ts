import { type ByPath, each } from '../../params/named-parameters.ts';

/* What is taken of invoices, checked by name and type, and changes nothing. */

const DOCS = 'docs: api/invoices/create';

const PREVIEWS = 'docs: api/invoices/create_preview';

const LINE_NAMES = 'discounts tax_amounts tax_rates';

/** Of each line, in a list of them or by itself. */
const ofLines = (inside: string): ByPath =>
  each(
    LINE_NAMES.replace(/\w+/g, inside === '' ? '$&' : `${inside}[$&]`),
    'Neither discounts nor taxes are emulated',
    'docs: api/invoices/add_lines',
  );

const BOTH: ByPath = {
  ...each('default_tax_rates', 'Taxes are not emulated', DOCS),
  ...each('discounts', 'Discounts are not emulated', DOCS),
  ...each('shipping_cost', 'Shipping is not billed', DOCS),
  ...each('application_fee_amount transfer_data', 'No fees are taken and nothing is transferred', DOCS),
};

export const INVOICES_WITHOUT_EFFECT: Readonly<Record<string, ByPath>> = {
  'POST /v1/invoices': {
    ...BOTH,
    ...each('from_invoice', 'Revisions of invoices are refused, whatever they are of', DOCS),
  },
  'POST /v1/invoices/:invoice': {
    ...BOTH,
    ...each(
      'payment_settings[payment_method_options][konbini] payment_settings[payment_method_options][sepa_debit]',
      'They have no members',
      'stripe-node types: InvoiceUpdateParams.PaymentSettings.PaymentMethodOptions',
    ),
  },
  'POST /v1/invoices/:invoice/add_lines': ofLines('lines'),
  'POST /v1/invoices/:invoice/update_lines': ofLines('lines'),
  'POST /v1/invoices/:invoice/lines/:line_item': ofLines(''),
  'POST /v1/invoices/create_preview': {
    ...each(
      'customer_details invoice_items[tax_behavior] invoice_items[price_data][tax_behavior] invoice_items[tax_code] invoice_items[tax_rates] subscription_details[default_tax_rates] subscription_details[items][tax_rates]',
      'Taxes are not emulated',
      PREVIEWS,
    ),
    ...each(
      'discounts invoice_items[discounts] subscription_details[items][discounts]',
      'Discounts are not emulated',
      PREVIEWS,
    ),
    ...each('issuer on_behalf_of', 'A preview shows what the subscription says of it', PREVIEWS),
    ...each('schedule_details', 'Subscription schedules are not emulated', PREVIEWS),
    ...each(
      'subscription_details[billing_cycle_anchor][timestamp]',
      'Another anchor than now is refused',
      PREVIEWS,
    ),
    ...each(
      'preview_mode subscription_details[items][clear_usage]',
      'What is metered is not billed, so that both modes are one',
      PREVIEWS,
    ),
    ...each(
      'subscription_details[billing_mode] subscription_details[items][billing_thresholds] subscription_details[items][current_trial] subscription_details[items][price_data][tax_behavior] subscription_details[billing_schedules] subscription_details[metadata] subscription_details[pause] subscription_details[resume_at] subscription_details[start_date]',
      'A preview is of the subscription as it is billed now',
      PREVIEWS,
    ),
  },
  'POST /v1/invoices/:invoice/pay': {
    ...each('forgive', 'No source has a part of what is due', 'docs: api/invoices/pay'),
    ...each('off_session', 'A payment by bank debit asks the customer for nothing', 'docs: api/invoices/pay'),
  },
};
