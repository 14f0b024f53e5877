import { errors } from '../../../core/catalogue.ts';
import type { Invoice, InvoicePayment, PaymentIntent } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { requestedPermissions } from '../../dashboard.ts';
import type { GivenOptions } from '../../intents/bank-account-parameters.ts';
import { takesCurrency } from '../../intents/type-currencies.ts';
import { noTypesChosen, type ShownTypes } from '../../intents/types.ts';
import { shownPaymentDetails } from '../../payment-intents/members.ts';
import { shownOptions } from '../../payment-intents/options.ts';
import { INTENT, newPaymentIntent } from '../../payment-intents/record.ts';
import { completeInvoicePayment } from './record.ts';

/* The PaymentIntent by which an invoice is paid, and the InvoicePayment that leads from one to the other. */

export const PAYMENT = 'invoice_payment';

/** The payment that finalizing an invoice has made; undefined of one that is put in place, or of which nothing was due. */
export function defaultPaymentOf({ tables }: Scope, invoice: string): InvoicePayment | undefined {
  for (const payment of tables[PAYMENT].walk({ index: 'invoice', key: invoice }))
    if (payment.is_default) return payment;
  return undefined;
}

/** The PaymentIntent that an invoice is paid by. */
export const intentOfInvoice = (scope: Scope, invoice: string): PaymentIntent | undefined =>
  scope.tables[INTENT].get(defaultPaymentOf(scope, invoice)?.payment.payment_intent ?? '');

/** The payment of an invoice by a PaymentIntent. */
export const paymentBy = ({ tables }: Scope, intent: string): InvoicePayment | undefined =>
  tables[PAYMENT].oldest({ index: 'payment_intent', key: intent });

/** The invoice that a PaymentIntent pays. */
export const invoiceOf = (scope: Scope, { id }: Pick<PaymentIntent, 'id'>): Invoice | undefined =>
  scope.tables.invoice.get(paymentBy(scope, id)?.invoice ?? '');

/** What it may be paid with: what its settings say, or the account's own choice, less what does not take its currency. */
function typesOf(
  scope: Scope,
  { currency, on_behalf_of, payment_settings: { payment_method_types: named } }: Invoice,
): ShownTypes {
  const chosen = noTypesChosen(scope, { currency, on_behalf_of });
  return {
    ...chosen,
    automatic_payment_methods: null,
    payment_method_types:
      named?.filter((type) => takesCurrency(type, currency)) ?? chosen.payment_method_types,
  };
}

/** Refuses an invoice that nothing can pay (recorded of PaymentIntents that are made by hand, assumed of invoices'). */
export function checkTypes(scope: Scope, invoice: Invoice): void {
  if (typesOf(scope, invoice).payment_method_types.length === 0)
    throw errors.noPaymentMethodTypes('Payment Intent');
}

/** The options of its settings that a PaymentIntent has as well; those that are null were never given. */
function optionsOf({ payment_settings: { payment_method_options: options } }: Invoice): GivenOptions {
  const { financial_connections: connections, verification_method } = options?.us_bank_account ?? {};
  return {
    us_bank_account: {
      ...(connections === undefined
        ? {}
        : { financial_connections: { ...connections, prefetch: connections.prefetch ?? [] } }),
      ...(verification_method === undefined ? {} : { verification_method }),
    },
  };
}

// Recorded of the first invoice of a subscription, and seen in public code of the others.
const FIRST = 'Subscription creation';
const LATER = 'Subscription update';
const BY_HAND = 'Payment for Invoice';

function descriptionOf({ billing_reason: reason, parent }: Invoice): string {
  if (reason === 'subscription_create') return FIRST;
  return parent?.subscription_details == null ? BY_HAND : LATER;
}

/** The PaymentIntent of an invoice (recorded of subscriptions'; that others are for this payment alone is assumed). */
export function newIntent(scope: Scope, invoice: Invoice): PaymentIntent {
  const types = typesOf(scope, invoice);
  const requested = requestedPermissions(scope);
  const { amount_remaining: amount, currency, customer, on_behalf_of, statement_descriptor } = invoice;
  return shownPaymentDetails(
    {
      ...newPaymentIntent(scope),
      ...types,
      amount,
      capture_method: 'automatic',
      currency,
      customer,
      description: descriptionOf(invoice),
      on_behalf_of,
      payment_method_configuration_details: null,
      payment_method_options: shownOptions(
        { before: types, after: types, requested },
        null,
        optionsOf(invoice),
      ),
      setup_future_usage: invoice.parent?.subscription_details == null ? null : 'off_session',
      statement_descriptor,
    },
    { order_reference: invoice.id },
  );
}

/** The payment of an invoice by a PaymentIntent that has succeeded before it. */
export const keepPaid = (scope: Scope, invoice: Invoice, intent: PaymentIntent): InvoicePayment =>
  scope.tables[PAYMENT].put(
    completeInvoicePayment(scope, {
      amount_paid: intent.amount_received,
      amount_requested: intent.amount,
      currency: intent.currency,
      invoice: invoice.id,
      payment: { payment_intent: intent.id, type: 'payment_intent' },
      status: 'paid',
      status_transitions: { canceled_at: null, paid_at: scope.seconds() },
    }),
  );

/** Keeps the PaymentIntent of an invoice, and makes its default payment. */
export function keepIntent(scope: Scope, invoice: Invoice, draft: PaymentIntent): PaymentIntent {
  const intent = scope.tables[INTENT].put(draft);
  scope.tables[PAYMENT].put(
    completeInvoicePayment(scope, {
      amount_requested: intent.amount,
      currency: intent.currency,
      invoice: invoice.id,
      payment: { payment_intent: intent.id, type: 'payment_intent' },
    }),
  );
  scope.emit('payment_intent.created', intent);
  return intent;
}
