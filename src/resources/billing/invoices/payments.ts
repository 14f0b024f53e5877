import type Stripe from 'stripe';
import { errors } from '../../../core/catalogue.ts';
import { pageOf, pagination } from '../../../core/list.ts';
import { hash, oneOf, optional, string } from '../../../core/shape.ts';
import { timeRange } from '../../../core/time-range.ts';
import { INVOICE_PAYMENT_STATUSES } from '../../../model/billing-words.ts';
import type { InvoicePayment, ParamsOf } from '../../../model/wire.ts';
import { type Operation, operation } from '../../operation.ts';
import { PAYMENT } from './payment-intent.ts';

const PATH = '/v1/invoice_payments';

const retrieve = operation(
  'GET',
  `${PATH}/:invoice_payment`,
  {
    answers: PAYMENT,
    sdkParams: 'InvoicePaymentRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.InvoicePaymentRetrieveParams>,
  },
  ({ scope, id }) => scope.require(PAYMENT, id),
);

const PAYMENT_PARAMS = {
  payment_intent: optional(string()),
  payment_record: optional(string()),
  type: oneOf('payment_intent', 'payment_record'),
} satisfies ParamsOf<Stripe.InvoicePaymentListParams.Payment>;

/** The way from a PaymentIntent to its invoice. */
const list = operation(
  'GET',
  PATH,
  {
    answers: PAYMENT,
    list: true,
    sdkParams: 'InvoicePaymentListParams',
    params: {
      ...pagination,
      created: optional(timeRange),
      invoice: optional(string()),
      payment: optional(hash(PAYMENT_PARAMS)),
      status: optional(oneOf(...INVOICE_PAYMENT_STATUSES)),
    } satisfies ParamsOf<Stripe.InvoicePaymentListParams>,
  },
  ({ scope, params }) => {
    const { invoice, payment: by, status } = params;
    if (by !== undefined && by[by.type] === undefined) throw errors.parameterMissing(`payment[${by.type}]`);
    const intent = by?.payment_intent;
    const [index, key] =
      intent !== undefined
        ? (['payment_intent', intent] as const)
        : invoice !== undefined
          ? (['invoice', invoice] as const)
          : (['status', status] as const);
    const where = (one: InvoicePayment): boolean =>
      (invoice === undefined || one.invoice === invoice) &&
      (status === undefined || one.status === status) &&
      (by === undefined || (one.payment.type === by.type && one.payment[by.type] === by[by.type]));
    const { limitOutOfRange: outOfRange } = scope.settings.assume;
    return pageOf(
      scope.tables[PAYMENT],
      { url: PATH, noun: PAYMENT, params, outOfRange },
      { ...params.created, index, key, where },
    );
  },
);

export const invoicePaymentOperations: readonly Operation[] = [retrieve, list];
