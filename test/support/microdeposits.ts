import type Stripe from 'stripe';
import { OFFLINE, TO_PAY } from './payments.ts';
import type { Setup } from './setup.ts';

/* Both kinds of intents, as far as microdeposits are concerned: what is true of one is tested of the other. */

/** A bank account that was typed in. */
export const typedIn = (number = '000123456789') =>
  ({
    type: 'us_bank_account',
    billing_details: { name: 'Jenny Rosen' },
    us_bank_account: { routing_number: '110000000', account_number: number },
  }) satisfies Stripe.PaymentIntentCreateParams.PaymentMethodData;

type Intent = Stripe.PaymentIntent | Stripe.SetupIntent;

export interface Kind {
  readonly type: 'payment_intent' | 'setup_intent';
  readonly path: string;
  readonly noun: string;
  /** A new one, confirmed with a bank account that was typed in. */
  readonly waiting: (world: Setup, number?: string) => Promise<Intent>;
  readonly retrieve: (world: Setup, id: string) => Promise<Intent>;
  readonly cancel: (world: Setup, id: string) => Promise<Intent>;
  /** Confirms it again, with another bank account or the same. */
  readonly confirm: (world: Setup, id: string, paymentMethod: string) => Promise<Intent>;
  readonly verify: (world: Setup, id: string, how: Verification, idempotencyKey?: string) => Promise<Intent>;
  readonly lastError: (intent: Intent) => Stripe.PaymentIntent.LastPaymentError | null;
  /** Its status once its bank account is verified. */
  readonly after: string;
  /** The events of a verification, and of one that has failed. */
  readonly verified: readonly string[];
  readonly failed: readonly string[];
}

export type Verification = Pick<Stripe.PaymentIntentVerifyMicrodepositsParams, 'amounts' | 'descriptor_code'>;

const withKey = (idempotencyKey: string | undefined) =>
  idempotencyKey === undefined ? {} : { idempotencyKey };

const PAYMENT: Kind = {
  type: 'payment_intent',
  path: '/v1/payment_intents',
  noun: 'PaymentIntent',
  waiting: ({ stripe }, number) =>
    stripe.paymentIntents.create({
      ...TO_PAY,
      payment_method_data: typedIn(number),
      mandate_data: OFFLINE,
      confirm: true,
    }),
  retrieve: ({ stripe }, id) => stripe.paymentIntents.retrieve(id),
  cancel: ({ stripe }, id) => stripe.paymentIntents.cancel(id),
  confirm: ({ stripe }, id, paymentMethod) =>
    stripe.paymentIntents.confirm(id, { payment_method: paymentMethod, mandate_data: OFFLINE }),
  verify: ({ stripe }, id, how, key) => stripe.paymentIntents.verifyMicrodeposits(id, how, withKey(key)),
  // A cast: each kind is only asked about its own.
  lastError: (intent) => (intent as Stripe.PaymentIntent).last_payment_error,
  after: 'processing',
  verified: ['mandate.updated', 'charge.pending', 'payment_intent.processing'],
  failed: ['payment_intent.payment_failed', 'mandate.updated'],
};

const SETUP: Kind = {
  type: 'setup_intent',
  path: '/v1/setup_intents',
  noun: 'SetupIntent',
  waiting: ({ stripe }, number) =>
    stripe.setupIntents.create({
      allowed_payment_method_types: ['us_bank_account'],
      payment_method_data: typedIn(number),
      mandate_data: OFFLINE,
      confirm: true,
    }),
  retrieve: ({ stripe }, id) => stripe.setupIntents.retrieve(id),
  cancel: ({ stripe }, id) => stripe.setupIntents.cancel(id),
  confirm: ({ stripe }, id, paymentMethod) =>
    stripe.setupIntents.confirm(id, { payment_method: paymentMethod, mandate_data: OFFLINE }),
  verify: ({ stripe }, id, how, key) => stripe.setupIntents.verifyMicrodeposits(id, how, withKey(key)),
  // A cast: each kind is only asked about its own.
  lastError: (intent) => (intent as Stripe.SetupIntent).last_setup_error,
  after: 'succeeded',
  verified: ['mandate.updated', 'setup_intent.succeeded'],
  failed: ['setup_intent.setup_failed', 'mandate.updated'],
};

export const KINDS: readonly Kind[] = [PAYMENT, SETUP];

/** Another bank account, typed in and not yet used. */
export async function anotherMethod({ stripe }: Setup): Promise<string> {
  const { id } = await stripe.paymentMethods.create(typedIn('000222222227'));
  return id;
}
