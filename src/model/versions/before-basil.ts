import { wholeOf } from '../../core/decimal.ts';
import { withMissing } from '../../core/field-order.ts';
import { isHash } from '../../core/form.ts';
import type { Around } from './change.ts';
import { type Fields, without } from './older-form.ts';

/*
 * Invoices, their lines and their payments as they were before 2025-03-31.basil, made of the newest form: what came in the
 * place of the old fields is shown beside them (recorded).
 */

const withAll = (object: Fields, fields: Fields): Fields =>
  Object.entries(fields).reduce((whole, [name, value]) => withMissing(whole, name, value), object);

const withoutThem = (object: Fields, names: readonly string[]): Fields =>
  names.reduce((rest, name) => without(rest, [name]), object);

const inside = (object: Fields, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => (isHash(value) ? value[name] : undefined), object);

/** A PaymentIntent or a Charge with the invoice that it pays. */
export const withInvoice = (payment: Fields, { invoiceOf }: Around): Fields =>
  withMissing(payment, 'invoice', invoiceOf(payment));

export const withoutInvoice = (payment: Fields): Fields => without(payment, ['invoice']);

/** What an invoice told of itself then. Nothing here sets those that are null. */
export function withPayment(invoice: Fields, { intentOf }: Around): Fields {
  const intent = intentOf(invoice);
  const ofSubscription = inside(invoice, 'parent', 'subscription_details');
  const { subscription_proration_date: date } = isHash(ofSubscription) ? ofSubscription : {};
  const offStripe = invoice.amount_paid_off_stripe;
  return withAll(invoice, {
    application_fee_amount: null,
    charge: intent?.latest_charge ?? null,
    discount: null,
    paid: invoice.status === 'paid',
    paid_out_of_band: typeof offStripe === 'number' && offStripe > 0,
    payment_intent: intent?.id ?? null,
    quote: null,
    subscription: isHash(ofSubscription) ? (ofSubscription.subscription ?? null) : null,
    subscription_details: isHash(ofSubscription) ? { metadata: ofSubscription.metadata ?? null } : null,
    ...(date === undefined ? {} : { subscription_proration_date: date }),
    tax: null,
    total_tax_amounts: [],
    transfer_data: null,
  });
}

export const withoutPayment = (invoice: Fields): Fields =>
  withLinesIn(
    withoutThem(invoice, [
      'application_fee_amount',
      'charge',
      'discount',
      'paid',
      'paid_out_of_band',
      'payment_intent',
      'quote',
      'subscription',
      'subscription_details',
      'subscription_proration_date',
      'tax',
      'total_tax_amounts',
      'transfer_data',
    ]),
    withoutPrice,
  );

/** An invoice with what `change` makes of each line in it. */
function withLinesIn(invoice: Fields, change: (line: Fields) => Fields): Fields {
  const { lines } = invoice;
  if (!isHash(lines) || !Array.isArray(lines.data)) return invoice;
  const data = lines.data.map((line: unknown) => (isHash(line) ? change(line) : line));
  return { ...invoice, lines: { ...lines, data } };
}

/** Whether an invoice is paid follows from its status. */
export const previouslyPaid = (attributes: Fields): Fields =>
  'status' in attributes ? withMissing(attributes, 'paid', attributes.status === 'paid') : attributes;

/** What a line told of its price, and of what it is of. */
export function withPrice(line: Fields, { priceOf }: Around): Fields {
  const ofItem = inside(line, 'parent', 'invoice_item_details');
  const ofSubscription = inside(line, 'parent', 'subscription_item_details');
  const source = isHash(ofSubscription) ? ofSubscription : isHash(ofItem) ? ofItem : {};
  const found = priceOf(inside(line, 'pricing', 'price_details', 'price'));
  const { invoice_item: item, subscription_item: subscriptionItem } = source;
  return withAll(line, {
    amount_excluding_tax: line.amount,
    ...(typeof item === 'string' ? { invoice_item: item } : {}),
    plan: found?.plan ?? null,
    price: found?.price ?? null,
    proration: source.proration ?? false,
    proration_details: source.proration_details ?? { credited_items: null },
    ...(typeof subscriptionItem === 'string' ? { subscription_item: subscriptionItem } : {}),
    tax_amounts: [],
    tax_rates: [],
    type: isHash(ofSubscription) ? 'subscription' : 'invoiceitem',
    unit_amount_excluding_tax: inside(line, 'pricing', 'unit_amount_decimal') ?? null,
  });
}

export const withoutPrice = (line: Fields): Fields =>
  withoutThem(line, [
    'amount_excluding_tax',
    'invoice_item',
    'plan',
    'price',
    'proration',
    'proration_details',
    'subscription_item',
    'tax_amounts',
    'tax_rates',
    'type',
    'unit_amount_excluding_tax',
  ]);

/** How taxes are shown on an invoice, which has been part of `rendering` since. */
export function withRenderingOptions(invoice: Fields): Fields {
  const display = inside(invoice, 'rendering', 'amount_tax_display');
  const options = display == null ? null : { amount_tax_display: display };
  return withMissing(invoice, 'rendering_options', options);
}

/** What an invoice item told of its price, and of its subscription. */
export function withItemPrice(item: Fields, { priceOf }: Around): Fields {
  const found = priceOf(inside(item, 'pricing', 'price_details', 'price'));
  const decimal = inside(item, 'pricing', 'unit_amount_decimal');
  const subscriptionItem = inside(item, 'parent', 'subscription_details', 'subscription_item');
  return withAll(item, {
    plan: found?.plan ?? null,
    price: found?.price ?? null,
    subscription: inside(item, 'parent', 'subscription_details', 'subscription') ?? null,
    ...(typeof subscriptionItem === 'string' ? { subscription_item: subscriptionItem } : {}),
    unit_amount: typeof decimal === 'string' ? wholeOf(decimal) : null,
    unit_amount_decimal: decimal ?? null,
  });
}

export const withoutItemPrice = (item: Fields): Fields =>
  withoutThem(item, [
    'plan',
    'price',
    'subscription',
    'subscription_item',
    'unit_amount',
    'unit_amount_decimal',
  ]);
