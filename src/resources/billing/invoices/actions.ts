import type Stripe from 'stripe';
import { errors } from '../../../core/catalogue.ts';
import { StripeError } from '../../../core/errors.ts';
import { boolean, optional } from '../../../core/shape.ts';
import type { Invoice, ParamsOf } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { type Operation, type Outcome, operation } from '../../operation.ts';
import { requireInvoice } from './access.ts';
import { payerOf } from './default-payment-method.ts';
import {
  checkMarkable,
  checkVoidable,
  markUncollectible as mark,
  payOutOfBand,
  voidInvoice,
} from './ending.ts';
import { checkDraft, finalizeInvoice } from './finalizing.ts';
import { PAY, type PayParams } from './parameters.ts';
import { checkPayable, payInvoice } from './paying.ts';
import { INVOICE, stateOf } from './record.ts';

const PATH = '/v1/invoices/:invoice';

const finalize = operation(
  'POST',
  `${PATH}/finalize`,
  {
    answers: INVOICE,
    sdkParams: 'InvoiceFinalizeInvoiceParams',
    params: { auto_advance: optional(boolean) } satisfies ParamsOf<Stripe.InvoiceFinalizeInvoiceParams>,
  },
  ({ scope, id, params }) => {
    const invoice = requireInvoice(scope, id);
    checkDraft(invoice);
    return finalizeInvoice(scope, invoice, { autoAdvance: params.auto_advance });
  },
);

/** Refuses what a payment cannot be made by, before a draft is finalized for it. */
function checkPayer(scope: Scope, invoice: Invoice, params: PayParams): void {
  if (params.mandate != null) scope.requireFor('mandate', params.mandate, 'mandate');
  if (params.paid_out_of_band !== true && (stateOf(invoice) !== 'draft' || invoice.amount_due > 0))
    payerOf(scope, invoice, { paymentMethod: params.payment_method, source: params.source });
}

/** Pays what has been finalized for it, perhaps: what is refused from then on is told, and nothing goes back. */
function paid(scope: Scope, invoice: Invoice, params: PayParams, version: string): Outcome {
  const { mandate, payment_method: paymentMethod, source } = params;
  try {
    return payInvoice(scope, invoice, { mandate, paymentMethod, source, version });
  } catch (refusal) {
    if (refusal instanceof StripeError) return refusal;
    throw refusal;
  }
}

const pay = operation(
  'POST',
  `${PATH}/pay`,
  { answers: INVOICE, sdkParams: 'InvoicePayParams', params: PAY },
  ({ scope, id, params, version }) => {
    const before = requireInvoice(scope, id);
    checkPayable(before);
    checkPayer(scope, before, params);
    const invoice =
      stateOf(before) === 'draft' ? finalizeInvoice(scope, before, { isCollectedNow: true }) : before;
    if (stateOf(invoice) === 'paid') return invoice;
    if (params.paid_out_of_band === true) return payOutOfBand(scope, invoice);
    return paid(scope, invoice, params, version);
  },
);

/** Nobody is sent anything, as in test mode. */
const send = operation(
  'POST',
  `${PATH}/send`,
  {
    answers: INVOICE,
    sdkParams: 'InvoiceSendInvoiceParams',
    params: {} satisfies ParamsOf<Stripe.InvoiceSendInvoiceParams>,
  },
  ({ scope, id }) => {
    const before = scope.require(INVOICE, id);
    const status = stateOf(before);
    if (status !== 'draft' && status !== 'open') throw errors.invoiceNotSendable();
    if (before.collection_method !== 'send_invoice') throw errors.invoiceSentByHand();
    const invoice = status === 'draft' ? finalizeInvoice(scope, before) : before;
    scope.emit('invoice.sent', invoice);
    return invoice;
  },
);

const markUncollectible = operation(
  'POST',
  `${PATH}/mark_uncollectible`,
  {
    answers: INVOICE,
    sdkParams: 'InvoiceMarkUncollectibleParams',
    params: {} satisfies ParamsOf<Stripe.InvoiceMarkUncollectibleParams>,
  },
  ({ scope, id }) => {
    const invoice = requireInvoice(scope, id);
    checkMarkable(invoice);
    return mark(scope, invoice);
  },
);

const annul = operation(
  'POST',
  `${PATH}/void`,
  {
    answers: INVOICE,
    sdkParams: 'InvoiceVoidInvoiceParams',
    params: {} satisfies ParamsOf<Stripe.InvoiceVoidInvoiceParams>,
  },
  ({ scope, id }) => {
    const invoice = requireInvoice(scope, id);
    checkVoidable(invoice);
    return voidInvoice(scope, invoice);
  },
);

export const invoiceActions: readonly Operation[] = [finalize, markUncollectible, pay, send, annul];
