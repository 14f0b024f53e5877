import type Stripe from 'stripe';
import type { EmulatorOptions } from '../../src/index.ts';
import { OFFLINE } from './payments.ts';
import { type Setup, setup } from './setup.ts';
import { settingUp } from './setups.ts';

/* What most tests of subscriptions begin with. */

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** When these tests begin: a day that every month has. */
export const START = '2026-01-15T12:00:00Z';

/** Unix seconds. */
export const at = (text: string): number => Date.parse(text) / 1000;

export interface Shop extends Setup {
  readonly customer: string;
  /** Ten dollars a month. */
  readonly price: string;
}

/** Somebody sells something for ten dollars a month, and somebody else may want it. */
export async function shop(options: EmulatorOptions = {}): Promise<Shop> {
  const world = setup({ time: { start: START, runs: false }, ...options });
  const { stripe } = world;
  const { id: customer } = await stripe.customers.create({ email: 'jenny@example.com' });
  const { default_price: price } = await stripe.products.create({
    name: 'Gold',
    default_price_data: { currency: 'usd', unit_amount: 1000, recurring: { interval: 'month' } },
  });
  return { ...world, customer, price: String(price) };
}

/** Another price of the same shop. */
export async function priceOf(
  { stripe }: Pick<Setup, 'stripe'>,
  fields: Partial<Stripe.PriceCreateParams> = {},
): Promise<string> {
  const { id } = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 2000,
    recurring: { interval: 'month' },
    product_data: { name: 'Platinum' },
    ...fields,
  });
  return id;
}

/** One that is billed once. */
export async function feeOf({ stripe }: Pick<Setup, 'stripe'>, amount = 500): Promise<string> {
  const { id } = await stripe.prices.create({
    currency: 'usd',
    unit_amount: amount,
    product_data: { name: 'Set-up' },
  });
  return id;
}

/** A bank account that the customer has agreed to be debited from. */
export async function agreedAccount(
  world: Pick<Shop, 'customer' | 'stripe'>,
  token = 'pm_usBankAccount_success',
): Promise<string> {
  const { payment_method: method } = await settingUp(world, {
    customer: world.customer,
    payment_method: token,
  });
  return String(method);
}

/** A shop whose customer can be debited by default. */
export async function shopWithMethod(token?: string, options: EmulatorOptions = {}) {
  const world = await shop(options);
  const method = await agreedAccount(world, token);
  await world.stripe.customers.update(world.customer, {
    invoice_settings: { default_payment_method: method },
  });
  return { ...world, method };
}

/** A subscription whose first payment waits to be confirmed, with what confirms it. */
export async function waitingSubscription(
  world: Shop,
  fields: Partial<Stripe.SubscriptionCreateParams> = {},
) {
  const subscription = await world.stripe.subscriptions.create({
    customer: world.customer,
    items: [{ price: world.price }],
    payment_behavior: 'default_incomplete',
    ...fields,
  });
  const intent = await intentOf(world, String(subscription.latest_invoice));
  const confirm = (method = 'pm_usBankAccount_success') =>
    world.stripe.paymentIntents.confirm(intent, { payment_method: method, mandate_data: OFFLINE });
  return { subscription, intent, confirm };
}

/** The PaymentIntent that an invoice is paid by. */
export async function intentOf({ stripe }: Pick<Setup, 'stripe'>, invoice: string): Promise<string> {
  const { data } = await stripe.invoicePayments.list({ invoice });
  return String(data[0]?.payment.payment_intent);
}

/** What has been told since, by the types of the events. */
export function tellingFrom({ emulator }: Pick<Setup, 'emulator'>): () => readonly string[] {
  const known = new Set(emulator.events().map(({ id }) => id));
  return () =>
    emulator
      .events()
      .filter(({ id }) => !known.has(id))
      .map(({ type }) => type);
}

/** The events of a type. */
export const toldOf = ({ emulator }: Pick<Setup, 'emulator'>, type: string) =>
  emulator.events().filter((event) => event.type === type);

export const statusOf = async ({ stripe }: Pick<Setup, 'stripe'>, id: string): Promise<string> =>
  (await stripe.subscriptions.retrieve(id)).status;
