import { drafted, saved } from './invoices.ts';
import { type Refusal, row } from './refusal-row.ts';
import type { Setup } from './setup.ts';

type Answered = Awaited<ReturnType<Refusal['provoke']>>;
type Then = (world: Setup, path: string, draft: string) => Promise<Answered>;

const KNOWN = { objects: { customers: [{ id: 'cus_1' }] } };

/** A draft of a customer's, and what is done with it then. */
const billed =
  (then: Then): Refusal['provoke'] =>
  async (world) => {
    const { id } = await drafted(world, 'cus_1');
    return then(world, `/v1/invoices/${id}`, id);
  };

/** The same of one that is open. */
const opened = (then: Then): Refusal['provoke'] =>
  billed(async (world, path, draft) => {
    await world.stripe.invoices.finalizeInvoice(draft);
    return then(world, path, draft);
  });

/** The same of one that is paid. */
const paid = (then: Then): Refusal['provoke'] =>
  opened(async (world, path, draft) => {
    await world.stripe.invoices.pay(draft, { paid_out_of_band: true });
    return then(world, path, draft);
  });

const creating =
  (form: string): Refusal['provoke'] =>
  ({ call }) =>
    call('POST', '/v1/invoices', { form: `customer=cus_1&${form}` });

/** The PaymentIntent of an open invoice, and what is done with it then. */
const paying = (then: (world: Setup, path: string) => Promise<Answered>): Refusal['provoke'] =>
  opened(async (world) => {
    const [intent] = (await world.stripe.paymentIntents.list({ limit: 1 })).data;
    return then(world, `/v1/payment_intents/${intent?.id}`);
  });

/** What an invoice refuses that is asked for at a path of its own. */
const asking =
  (action: string, form = ''): Then =>
  ({ call }, path) =>
    call('POST', `${path}${action}`, { form });

/** The row of what a known customer's invoice refuses. */
const refused = (
  provoke: Refusal['provoke'],
  message: string,
  told: Parameters<typeof row>[3] = {},
): Refusal => row(provoke, 400, message, told, KNOWN);

const OF_SUBSCRIPTION = {
  objects: {
    ...KNOWN.objects,
    products: [{ id: 'prod_1' }],
    prices: [{ id: 'price_1', product: 'prod_1', recurring: { interval: 'month' } }],
    subscriptions: [{ id: 'sub_1', customer: 'cus_1', items: [{ price: 'price_1' }] }],
    invoices: [
      {
        id: 'in_1',
        customer: 'cus_1',
        parent: {
          quote_details: null,
          subscription_details: { metadata: {}, subscription: 'sub_1' },
          type: 'subscription_details',
        },
      },
    ],
  },
};

/** What is refused of invoices. */
export const INVOICE_REFUSALS = {
  invoiceAlreadyFinal: refused(
    opened(asking('/finalize')),
    "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
  ),
  invoiceAlreadyPaid: refused(paid(asking('/pay')), 'Invoice is already paid'),
  invoiceAlreadyUncollectible: refused(
    opened(async (world, path, draft) => {
      await world.stripe.invoices.markUncollectible(draft);
      return asking('/mark_uncollectible')(world, path, draft);
    }),
    'This invoice has already been marked uncollectible.',
  ),
  invoiceDueDateMissing: refused(
    creating('collection_method=send_invoice'),
    "If invoice collection method is 'send_invoice', you must specify 'due_date' or 'days_until_due'.",
  ),
  invoiceDueDateUnexpected: refused(
    creating('days_until_due=3'),
    "You can only specify 'due_date' or 'days_until_due' if invoice collection method is 'send_invoice'.",
  ),
  invoiceLineAmountAndQuantity: refused(
    billed(asking('/add_lines', 'lines[0][amount]=1&lines[0][quantity]=2')),
    'You may only specify one of these parameters: amount, quantity.',
    { param: 'lines[0][amount]' },
  ),
  invoiceNotDeletable: refused(
    opened(({ call }, path) => call('DELETE', path)),
    'You can only delete draft invoices.',
  ),
  invoiceNotEditable: refused(
    opened(asking('/add_lines', 'lines[0][amount]=1')),
    'Invalid invoice: This invoice is no longer editable',
    { code: 'invoice_not_editable' },
  ),
  invoiceNotOpen: refused(
    billed(asking('/void')),
    "You can only pass in open invoices. This invoice isn't open.",
  ),
  invoiceNotSendable: refused(
    paid(asking('/send')),
    'This invoice cannot be sent right now. Please contact us via https://support.stripe.com/contact with details, so we can help.',
  ),
  invoiceOfSubscription: row(
    ({ call }) => call('DELETE', '/v1/invoices/in_1'),
    400,
    "You can't delete invoices created by subscriptions.",
    {},
    OF_SUBSCRIPTION,
  ),
  invoicePaidNotVoidable: refused(paid(asking('/void')), 'Invoices with `paid` payments cannot be voided.'),
  invoicePayerMissing: refused(
    billed(asking('/pay')),
    'This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
    { code: 'resource_missing' },
  ),
  invoiceSentByHand: refused(
    billed(asking('/send')),
    "You can only manually send an invoice if its collection method is 'send_invoice'.",
  ),
  invoiceUpdateRefused: refused(
    opened(asking('', 'description=x')),
    "Finalized invoices can't be updated in this way",
    { param: 'description' },
  ),
  invoiceUpcomingNone: row(
    ({ call }) => call('POST', '/v1/invoices/create_preview', { form: 'customer=cus_1' }),
    404,
    'No upcoming invoices for customer: cus_1',
    { code: 'invoice_upcoming_none' },
    KNOWN,
  ),
  upcomingOfNobody: refused(
    ({ call }) => call('POST', '/v1/invoices/create_preview'),
    'You must either provide a `customer` or a `subscription` to the upcoming invoice endpoint.',
  ),
  mandateInvalid: refused(
    billed(async (world, path, draft) => {
      const one = await saved(world, 'cus_1');
      const [setUp] = (await world.stripe.setupIntents.list({ payment_method: one })).data;
      const form = `payment_method=${await saved(world, 'cus_1')}&mandate=${String(setUp?.mandate)}`;
      return asking('/pay', form)(world, path, draft);
    }),
    "The provided mandate is invalid and can't be used for the payment intent",
    { code: 'payment_intent_mandate_invalid' },
  ),
  paymentIntentFixedByInvoice: refused(
    paying(({ call }, path) => call('POST', path, { form: 'amount=5' })),
    'You cannot update the amount of PaymentIntents created by invoices. Try updating the invoice instead.',
    { param: 'amount' },
  ),
  paymentIntentOfInvoice: refused(
    paying(({ call }, path) => call('POST', `${path}/cancel`)),
    'You cannot cancel PaymentIntents created by invoices. Try voiding the invoice instead.',
  ),
} as const satisfies Readonly<Record<string, Refusal>>;
