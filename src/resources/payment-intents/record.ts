import { errors } from '../../core/catalogue.ts';
import { type Lifecycle, next } from '../../core/lifecycle.ts';
import { mergedMetadata } from '../../core/metadata.ts';
import { isBefore } from '../../model/versions/version-string.ts';
import type { PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { requestedPermissions } from '../dashboard.ts';
import { chosenTypes, configurationOf, defaultTypes, type ShownTypes } from '../intents/types.ts';
import { given } from '../params/changes.ts';
import { checkLargest } from '../params/largest-amount.ts';
import {
  type ShippingParams,
  shownAmounts,
  shownPaymentDetails,
  shownShipping,
  shownTransfer,
  type TransferParams,
} from './members.ts';
import { shownOptions } from './options.ts';
import type { CreateParams, UpdateParams } from './parameters.ts';

export const INTENT = 'payment_intent';

/**
 * Without Stripe's transitions for capture, which ACH has not. A confirmation comes to `confirm` with a bank account that
 * is verified, to `ask` for microdeposits with one that is not, to `decline` where it is refused at once.
 */
export const intentLifecycle: Lifecycle<
  PaymentIntent['status'],
  'attach' | 'confirm' | 'ask' | 'decline' | 'verify' | 'settle' | 'fail' | 'cancel'
> = {
  requires_payment_method: { attach: 'requires_confirmation', cancel: 'canceled' },
  requires_confirmation: {
    attach: 'requires_confirmation',
    confirm: 'processing',
    ask: 'requires_action',
    decline: 'requires_payment_method',
    cancel: 'canceled',
  },
  requires_action: {
    attach: 'requires_confirmation',
    confirm: 'processing',
    ask: 'requires_action',
    decline: 'requires_payment_method',
    verify: 'processing',
    fail: 'requires_payment_method',
    cancel: 'canceled',
  },
  processing: { settle: 'succeeded', fail: 'requires_payment_method', cancel: 'canceled' },
  requires_capture: { cancel: 'canceled' },
  canceled: {},
  succeeded: {},
};

/** The first version whose intents are captured asynchronously by default (changelog 2024-04-10). */
const ASYNC_SINCE = '2024-04-10';

/** A PaymentIntent of which nothing is known yet, with every field that one can have. Its defaults are its version's. */
export function newPaymentIntent(
  scope: Scope,
  version: string = scope.settings.apiVersion,
  id: string = scope.id('pi'),
): PaymentIntent {
  const types = defaultTypes(scope, version, { currency: 'usd' });
  return {
    id,
    object: INTENT,
    allowed_payment_method_types: types.allowed_payment_method_types,
    amount: 2000,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: types.automatic_payment_methods,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: isBefore(version, ASYNC_SINCE) ? 'automatic' : 'automatic_async',
    client_secret: `${id}_${scope.id('secret')}`,
    confirmation_method: 'automatic',
    created: scope.seconds(),
    currency: 'usd',
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: types.excluded_payment_method_types,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: configurationOf(scope, types, null, undefined),
    payment_method_options: shownOptions(
      { before: types, after: types, requested: requestedPermissions(scope) },
      null,
    ),
    payment_method_types: types.payment_method_types,
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shared_payment_granted_token: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
}

/** What creating, updating or confirming may change. */
export type IntentChange = Partial<Omit<UpdateParams, 'shipping' | 'transfer_data'>> &
  Partial<Pick<CreateParams, 'automatic_payment_methods' | 'confirmation_method' | 'on_behalf_of'>> & {
    readonly shipping?: ShippingParams | null;
    readonly transfer_data?: TransferParams;
  };

/** Parameters that an intent shows as they came. */
export const PLAIN = [
  'amount',
  'application_fee_amount',
  'capture_method',
  'confirmation_method',
  'currency',
  'customer',
  'customer_account',
  'description',
  'on_behalf_of',
  'receipt_email',
  'setup_future_usage',
  'statement_descriptor',
  'statement_descriptor_suffix',
  'transfer_group',
] as const;

/** The intent after a change; its payment method is another step. What it may be paid with follows from the change. */
export function changedIntent(
  scope: Scope,
  intent: PaymentIntent,
  params: IntentChange,
  types: ShownTypes = chosenTypes(scope, intent, params, {
    currency: params.currency ?? intent.currency,
    capture_method: params.capture_method ?? intent.capture_method,
    on_behalf_of: params.on_behalf_of ?? intent.on_behalf_of,
  }),
): PaymentIntent {
  const { payment_method_options: options, shipping, transfer_data: transfer } = params;
  const changed = {
    ...intent,
    ...given(params, ...PLAIN),
    ...types,
    amount_details: shownAmounts(intent.amount_details, params.amount_details),
    metadata: mergedMetadata(intent.metadata, params.metadata),
    payment_method_options: shownOptions(
      { before: intent, after: types, requested: requestedPermissions(scope) },
      intent.payment_method_options,
      options,
    ),
    ...(shipping === undefined ? {} : { shipping: shipping && shownShipping(shipping) }),
    ...(transfer === undefined ? {} : { transfer_data: shownTransfer(intent.transfer_data, transfer) }),
  };
  return params.payment_details === undefined
    ? changed
    : shownPaymentDetails(changed, params.payment_details);
}

/** The intent with a payment method, which always has to be confirmed anew. */
export const withPaymentMethod = (intent: PaymentIntent, paymentMethod: string): PaymentIntent => ({
  ...intent,
  // What another bank account waited for.
  next_action: null,
  payment_method: paymentMethod,
  status: next(intentLifecycle, INTENT, intent.status, 'attach'),
});

const MIN_AMOUNT = 50;

export const isTooSmall = ({ amount, currency }: Pick<PaymentIntent, 'amount' | 'currency'>): boolean =>
  currency === 'usd' && amount < MIN_AMOUNT;

/** Refuses amounts that an intent cannot be created with; those below 1 are refused as parameters. */
export function checkAmount(scope: Scope, intent: Pick<PaymentIntent, 'amount' | 'currency'>): void {
  checkLargest(intent.amount, intent.currency);
  if (scope.settings.assume.amountMinimum === 'create' && isTooSmall(intent)) throw errors.amountTooSmall();
}
