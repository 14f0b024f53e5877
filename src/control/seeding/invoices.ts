import { errors } from '../../core/catalogue.ts';
import { isHash } from '../../core/form.ts';
import { elementsOf, oneOf } from '../../core/shape.ts';
import { BILLING_REASONS, COLLECTION_METHODS, INVOICE_STATUSES } from '../../model/billing-words.ts';
import { invoiceLineShape, invoiceShape } from '../../model/shapes/invoice.ts';
import type { Invoice, InvoiceLineItem } from '../../model/wire.ts';
import { TAX_EXEMPTIONS } from '../../model/words.ts';
import { shownRendering, shownShipped } from '../../resources/billing/invoices/changing.ts';
import {
  isCollected,
  scheduleCollecting,
  scheduleFinalizing,
  stopCollecting,
  windowOf,
} from '../../resources/billing/invoices/collection.ts';
import { shownOf, takeNumber } from '../../resources/billing/invoices/customers.ts';
import { onPaper } from '../../resources/billing/invoices/finalizing.ts';
import {
  completeLine,
  keepLines,
  linesOf,
  showing,
  withLines,
} from '../../resources/billing/invoices/lines.ts';
import { newPages, pathsOf } from '../../resources/billing/invoices/page.ts';
import { completeInvoice, INVOICE, stateOf } from '../../resources/billing/invoices/record.ts';
import { shownSettings } from '../../resources/billing/payment-settings.ts';
import { CREATE } from '../../resources/payment-intents/parameters.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { lineCost } from './costs.ts';
import { checkedFields, type Fields, VOICE, withoutFixed } from './fields.ts';
import { type Given, keptOf, type PreparedObject, referencesOf, textOf } from './preparation.ts';

/* What is billed, as the API would have made it, with what only `objects` may set. */

const WORDS = {
  billing_reason: oneOf(...BILLING_REASONS),
  collection_method: oneOf(...COLLECTION_METHODS),
  currency: CREATE.currency,
  customer_tax_exempt: oneOf(...TAX_EXEMPTIONS),
  status: oneOf(...INVOICE_STATUSES),
};

/** Sums that are said of an invoice are not those of its lines. */
const SUMS = [
  'amount_due',
  'amount_paid',
  'amount_remaining',
  'subtotal',
  'subtotal_excluding_tax',
  'total',
  'total_excluding_tax',
] as const satisfies readonly (keyof Invoice)[];

/** The lines that are given of an invoice: a list as the API answers it, or one of lines. */
function givenLines(given: Given, lines: unknown, invoice: string): readonly InvoiceLineItem[] | undefined {
  if (lines === undefined || lines === null) return undefined;
  const place = `${given.where}.lines`;
  const list = elementsOf<unknown>(isHash(lines) && lines.data !== undefined ? lines.data : lines);
  if (list === undefined || !list.every(isHash))
    throw VOICE.wrong(place, lines, 'Write a list of hashes', errors.invalidArray(place));
  return list.map((line, at) =>
    lineFrom({ ...given, fields: { ...line, invoice }, where: `${place}[${at}]` }),
  );
}

function lineFrom({ scope, fields, where }: Given): InvoiceLineItem {
  const template = completeLine(scope, { id: 'template' });
  const checked = checkedFields(template, withoutFixed(fields, 'line_item', where), 'line_item', where, {
    amount: lineCost,
    currency: CREATE.currency,
  });
  const line = completeLine(scope, { ...keptOf(scope, 'line_item', textOf(fields.id) ?? ''), ...checked });
  return invoiceLineShape(line, where, VOICE);
}

/** The hashes that are given, with all members that a creation gives them. */
function wholeHashes(
  blank: Invoice,
  {
    automatic_tax: tax,
    payment_settings: settings,
    rendering,
    shipping_details: shipping,
    status_transitions: times,
  }: Partial<Invoice>,
): Partial<Invoice> {
  return {
    ...(tax === undefined ? {} : { automatic_tax: { ...blank.automatic_tax, ...tax } }),
    ...(settings === undefined ? {} : { payment_settings: shownSettings(blank.payment_settings, settings) }),
    ...(rendering == null ? {} : { rendering: shownRendering(blank.rendering, rendering) }),
    ...(shipping == null ? {} : { shipping_details: shownShipped(shipping) }),
    ...(times === undefined ? {} : { status_transitions: { ...blank.status_transitions, ...times } }),
  };
}

function invoiceFrom({ scope, fields, where }: Given): Invoice {
  const template = completeInvoice(scope, { id: 'template' });
  // Not in the template, because not all have them.
  const rare = { amount_paid_off_stripe: 0, status_details: {} };
  const given = withoutFixed(fields, INVOICE, where);
  const checked = checkedFields({ ...template, ...rare }, given, INVOICE, where, WORDS);
  const customer = scope.tables.customer.get(checked.customer ?? '');
  const invoice = completeInvoice(scope, {
    ...shownOf(customer),
    ...keptOf(scope, INVOICE, textOf(fields.id) ?? ''),
    ...pathsOf(checked),
    ...wholeHashes(template, checked),
  });
  return invoiceShape(invoice, where, VOICE);
}

/** When an invoice that is no draft has come to its status. */
const REACHED = {
  open: 'finalized_at',
  paid: 'paid_at',
  uncollectible: 'marked_uncollectible_at',
  void: 'voided_at',
} as const satisfies Record<
  Exclude<ReturnType<typeof stateOf>, 'draft'>,
  keyof Invoice['status_transitions']
>;

/**
 * What an invoice has that is no draft, unless it was said, as if all had happened to it when it was created; of one that
 * is paid nothing remains.
 */
function finalized(given: Given, invoice: Invoice): Invoice {
  const state = stateOf(invoice);
  if (state === 'draft') return invoice;
  const { scope, fields } = given;
  const { created, status_transitions: transitions } = invoice;
  const paid = state === 'paid' ? { amount_paid: invoice.amount_due, amount_remaining: 0 } : {};
  const why: Partial<Invoice> =
    state === 'uncollectible' && invoice.status_details === undefined
      ? { status_details: { uncollectible: { reason: 'user_forgiven' } } }
      : {};
  return {
    ...invoice,
    ...(fields.hosted_invoice_url === undefined ? newPages(scope, invoice) : {}),
    ...(fields.effective_at === undefined ? { effective_at: created } : {}),
    ...(fields.ending_balance === undefined ? { ending_balance: invoice.starting_balance } : {}),
    number: invoice.number ?? takeNumber(scope, invoice.customer),
    ...(fields.rendering === undefined ? { rendering: onPaper(invoice.rendering) } : {}),
    status_transitions: {
      ...transitions,
      ...(fields.status_transitions === undefined
        ? { finalized_at: created, [REACHED[state]]: created }
        : {}),
    },
    ...paid,
    ...why,
  };
}

/** When a draft that advances by itself is finalized, if it was not said. */
const withWindow = (scope: Scope, invoice: Invoice, fields: Fields): Invoice =>
  stateOf(invoice) === 'draft' && fields.automatically_finalizes_at === undefined
    ? {
        ...invoice,
        ...windowOf(scope, invoice),
        ...(fields.next_payment_attempt === undefined
          ? {}
          : { next_payment_attempt: invoice.next_payment_attempt }),
      }
    : invoice;

/** The next attempt to collect comes when the invoice says; none does of one that is open no more. */
function awaitAttempt(scope: Scope, invoice: Invoice): void {
  const { next_payment_attempt: at } = invoice;
  if (stateOf(invoice) !== 'open' || !isCollected(invoice)) stopCollecting(scope, invoice.id);
  else if (at !== null) scheduleCollecting(scope, invoice, Math.max(0, at * 1000 - scope.nowMs()));
}

/** An invoice with its lines; one that advances by itself is finalized, and collected, when it says. */
export function preparedInvoice(given: Given): PreparedObject<Invoice> {
  const { scope } = given;
  const { lines: asked, ...fields } = given.fields;
  const record = invoiceFrom({ ...given, fields });
  const lines = givenLines(given, asked, record.id);
  const said: Fields = Object.fromEntries(
    SUMS.flatMap((name) => (fields[name] === undefined ? [] : [[name, record[name]]])),
  );
  return {
    scope,
    id: record.id,
    references: referencesOf(record),
    put: () => {
      const shown = lines ?? linesOf(scope, record.id);
      if (lines !== undefined) keepLines(scope, record.id, lines);
      const whole = withLines(withWindow(scope, record, fields), shown);
      const invoice = { ...finalized(given, whole), ...said };
      awaitAttempt(scope, invoice);
      scheduleFinalizing(scope, invoice);
      return scope.tables[INVOICE].put(invoice);
    },
  };
}

/** A line of an invoice, which shows it if it is there. */
export function preparedLine(given: Given): PreparedObject<InvoiceLineItem> {
  const { scope } = given;
  const line = lineFrom(given);
  return {
    scope,
    id: line.id,
    references: [],
    put: () => {
      const kept = scope.tables.line_item.put(line);
      const invoice = scope.tables[INVOICE].get(line.invoice ?? '');
      if (invoice === undefined) return kept;
      const lines = linesOf(scope, invoice.id);
      // The sums of a draft are those of its lines.
      scope.tables[INVOICE].put(
        stateOf(invoice) === 'draft' ? withLines(invoice, lines) : showing(invoice, lines),
      );
      return kept;
    },
  };
}
