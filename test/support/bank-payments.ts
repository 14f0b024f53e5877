import type Stripe from 'stripe';
import { OFFLINE, TO_PAY } from './payments.ts';
import type { Setup } from './setup.ts';

/* How payments from bank accounts end, by what Stripe's testing page says of the account. */

interface End {
  /** What the confirmation comes to: a status, or the HTTP status of its refusal. */
  readonly confirmed: 'processing' | 402;
  readonly status: Stripe.PaymentIntent.Status;
  /** Of the charge and of the intent's last error. */
  readonly code: string | null;
  readonly message: string | null;
  readonly charge: Stripe.Charge.Status;
  readonly outcome: Stripe.Charge.Outcome['type'] | undefined;
  readonly mandate: Stripe.Mandate.Status;
  /** Where the payment method is then: with the intent, or in its last error. */
  readonly method: 'intent' | 'error';
  /** From the confirmation on, but for those of the linked account. */
  readonly events: readonly string[];
}

const UNDER_WAY = ['charge.pending', 'payment_intent.processing'] as const;
const FAILED = ['charge.failed', 'payment_intent.payment_failed'] as const;

const succeeded: End = {
  confirmed: 'processing',
  status: 'succeeded',
  code: null,
  message: null,
  charge: 'succeeded',
  outcome: 'authorized',
  mandate: 'active',
  method: 'intent',
  events: [...UNDER_WAY, 'charge.succeeded', 'payment_intent.succeeded'],
};

/** By the bank, for the account's or for the customer's sake: then the mandate ends with it. */
const returned = (code: string, message: string, mandate: 'active' | 'inactive' = 'inactive'): End => ({
  confirmed: 'processing',
  status: 'requires_payment_method',
  code,
  message,
  charge: 'failed',
  outcome: 'issuer_declined',
  mandate,
  method: 'error',
  events: [...UNDER_WAY, ...FAILED, ...(mandate === 'inactive' ? ['mandate.updated'] : [])],
});

const refusedAtOnce = (code: string, message: string): End => ({
  confirmed: 402,
  status: 'requires_payment_method',
  code,
  message,
  charge: 'failed',
  outcome: 'blocked',
  mandate: 'active',
  method: 'error',
  events: FAILED,
});

export const ENDS = {
  succeeds: succeeded,
  disputed: {
    ...succeeded,
    mandate: 'inactive',
    events: [
      ...succeeded.events,
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.closed',
      'mandate.updated',
    ],
  },
  staysProcessing: {
    confirmed: 'processing',
    status: 'processing',
    code: null,
    message: null,
    charge: 'pending',
    outcome: undefined,
    mandate: 'active',
    method: 'intent',
    events: UNDER_WAY,
  },
  accountClosed: returned('account_closed', "The customer's bank account has been closed."),
  noAccount: returned('no_account', 'The bank account could not be located.'),
  insufficientFunds: returned(
    'insufficient_funds',
    "The customer's account has insufficient funds to cover this payment.",
    'active',
  ),
  debitNotAuthorized: returned(
    'debit_not_authorized',
    'The customer has notified their bank that this payment was unauthorized.',
  ),
  invalidCurrency: returned(
    'payment_method_currency_mismatch',
    'The currency specified does not match the currency for the attached payment method. A payment can only be created for the same currency as the corresponding payment method.',
    'active',
  ),
  numberDeactivated: returned(
    'bank_account_unusable',
    'The bank account provided cannot be used. A different bank account must be used.',
  ),
  weeklyLimit: refusedAtOnce(
    'charge_exceeds_source_limit',
    'This charge would cause you to exceed your rolling-window processing limit for this source type. Please retry the charge later, or contact us to request a higher processing limit.',
  ),
  highestRisk: refusedAtOnce(
    'payment_method_provider_decline',
    'The payment or setup attempt was declined by the issuer or customer. Check the last_payment_error or last_setup_error property on the PaymentIntent or SetupIntent respectively for more details, and provide a new payment method to attempt to fulfill this intent again.',
  ),
} as const satisfies Readonly<Record<string, End>>;

/** Confirms an intent and lets a day pass: how it ends. */
export async function endOf(world: Setup, confirm: () => Promise<Stripe.PaymentIntent>): Promise<End> {
  const { emulator, stripe } = world;
  const before = new Set(emulator.events().map(({ id }) => id));
  const confirmed = await confirm().then(
    ({ status }) => status,
    (error: Stripe.errors.StripeError) => error.statusCode,
  );
  await emulator.clock.advance('1d');
  const [last] = (await stripe.paymentIntents.list({ limit: 1 })).data;
  const intent = last as Stripe.PaymentIntent;
  const charge = await stripe.charges.retrieve(String(intent.latest_charge));
  const { mandate } = charge.payment_method_details?.us_bank_account ?? {};
  const error = intent.last_payment_error;
  if (
    error?.code !== (charge.failure_code ?? undefined) ||
    error?.message !== (charge.failure_message ?? undefined)
  )
    throw new Error(
      `The intent and its charge tell of different failures: ${JSON.stringify([error, charge])}`,
    );
  if (intent.payment_method === null && error?.payment_method?.id !== charge.payment_method)
    throw new Error(`The payment method is nowhere: ${JSON.stringify(intent)}`);
  const events = emulator
    .events()
    .flatMap(({ id, type }) => (before.has(id) || type.startsWith('financial_connections.') ? [] : [type]));
  return {
    confirmed: confirmed as End['confirmed'],
    status: intent.status,
    code: charge.failure_code,
    message: charge.failure_message,
    charge: charge.status,
    outcome: charge.outcome?.type,
    mandate: (await stripe.mandates.retrieve(String(mandate))).status,
    method: intent.payment_method === charge.payment_method ? 'intent' : 'error',
    events,
  };
}

/** An intent that waits to be confirmed with a payment method, or a test token. */
export async function confirmationOf(
  { stripe }: Pick<Setup, 'stripe'>,
  payment_method: string,
): Promise<() => Promise<Stripe.PaymentIntent>> {
  const { id } = await stripe.paymentIntents.create({ ...TO_PAY, payment_method });
  return () => stripe.paymentIntents.confirm(id, { mandate_data: OFFLINE });
}
