import type Stripe from 'stripe';
import type { EmulatorOptions } from '../../src/index.ts';
import { OFFLINE } from './payments.ts';
import { type Setup, setup } from './setup.ts';

/** A payment method of a customer's, who has agreed to be debited at any time. */
export async function saved(
  { stripe }: Pick<Setup, 'stripe'>,
  customer: string,
  method: string = 'pm_usBankAccount_success',
): Promise<string> {
  const intent = await stripe.setupIntents.create({
    allowed_payment_method_types: ['us_bank_account'],
    confirm: true,
    customer,
    mandate_data: OFFLINE,
    payment_method: method,
  });
  return String(intent.payment_method);
}

/** The same as the customer's default. */
export async function savedByDefault(world: Pick<Setup, 'stripe'>, customer: string, method?: string) {
  const id = await saved(world, customer, method);
  await world.stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
  return id;
}

/** A draft with a line of that amount. */
export async function drafted(
  { stripe }: Pick<Setup, 'stripe'>,
  customer: string,
  fields: Partial<Stripe.InvoiceCreateParams> & { readonly amount?: number } = {},
): Promise<Stripe.Invoice> {
  const { amount = 2000, ...params } = fields;
  const draft = await stripe.invoices.create({ customer, ...params });
  await stripe.invoiceItems.create({ amount, customer, description: 'Work', invoice: draft.id });
  return stripe.invoices.retrieve(draft.id);
}

/** A customer who pays by default, and a draft for them. */
export async function billed(
  fields: Partial<Stripe.InvoiceCreateParams> & { readonly amount?: number; readonly method?: string } = {},
  options: EmulatorOptions = {},
) {
  const world = setup(options);
  const { method, ...params } = fields;
  const customer = await world.stripe.customers.create({ name: 'Jenny Rosen', email: 'jenny@example.com' });
  const paymentMethod = await savedByDefault(world, customer.id, method);
  const draft = await drafted(world, customer.id, params);
  return { ...world, customer, paymentMethod, draft };
}
