import { after, get, post, type Refusal, row } from './refusal-row.ts';

const INTENTS = '/v1/payment_intents';
const INTENT = 'amount=2000&currency=usd';
const ACH = `${INTENT}&allowed_payment_method_types[]=us_bank_account`;

/** An intent whose types are named, as versions before endive can: dynamic ones that do not fit are left out. */
const named =
  (form: string): Refusal['provoke'] =>
  (world) =>
    world.call('POST', INTENTS, {
      form: `${form}&payment_method_types[]=us_bank_account`,
      headers: { 'stripe-version': '2026-08-26.dahlia' },
    });
const SUCCESS = 'payment_method=pm_usBankAccount_success';
const MANDATE = 'mandate_data[customer_acceptance][type]=offline';
const METHODS = '/v1/payment_methods';
const DATA = 'payment_method_data';
const TYPED_IN = `${DATA}[type]=us_bank_account&${DATA}[billing_details][name]=Jenny&${DATA}[us_bank_account][routing_number]=110000000&${DATA}[us_bank_account][account_number]=000123456789`;
const OPTIONS = 'payment_method_options[us_bank_account]';
const FATE = { code: 'payment_intent_unexpected_state' };

/** What is refused of a PaymentIntent. */
export const INTENT_REFUSALS = {
  amountTooLarge: row(
    post(INTENTS, 'amount=100000000&currency=usd'),
    400,
    'Amount must be no more than $999,999.99',
    { code: 'amount_too_large' },
  ),
  amountTooSmall: row(
    post(
      INTENTS,
      `amount=49&currency=usd&allowed_payment_method_types[]=us_bank_account&confirm=true&${SUCCESS}`,
    ),
    400,
    'Amount must be at least $0.50 usd',
    { code: 'amount_too_small', param: 'amount' },
  ),
  applicationFeeWithoutAccount: row(
    post(INTENTS, `${INTENT}&application_fee_amount=100`),
    400,
    'Can only apply an application_fee_amount when the PaymentIntent is attempting a direct payment (using an OAuth key or Stripe-Account header) or destination payment (using `transfer_data[destination]`).',
    { code: 'parameter_missing', param: 'application_fee_amount' },
  ),
  noPaymentMethodTypes: row(
    post(INTENTS, `${INTENT}&payment_method_configuration=pmc_none_on`),
    400,
    'No valid payment method types for this Payment Intent. Please ensure that you have activated payment methods compatible with your chosen currency in your dashboard (https://dashboard.stripe.com/settings/payment_methods) or specify payment_method_types',
  ),
  captureMethodUnsupported: row(
    named(`${INTENT}&capture_method=manual&confirm=true&${SUCCESS}&${MANDATE}`),
    400,
    '`capture_method=manual` is not supported by payment method type `us_bank_account`. Use a different capture method.',
  ),
  clientSecretMismatch: row(
    get(`${INTENTS}/pi_1?client_secret=pi_1_secret_x`),
    400,
    'The client_secret provided does not match the client_secret associated with the PaymentIntent.',
    { code: 'payment_intent_invalid_parameter', param: 'client_secret' },
  ),
  confirmationByPublishableKey: row(
    async (world) => {
      const { body } = await post(INTENTS, `${ACH}&confirmation_method=manual&${SUCCESS}`)(world);
      const { id, client_secret: secret } = body as { id: string; client_secret: string };
      const answer = await world.call('POST', `${INTENTS}/${id}/confirm`, {
        form: `client_secret=${secret}`,
        headers: { authorization: `Bearer ${world.emulator.publishableKey}` },
      });
      // The id is as random as any.
      return { ...answer, body: JSON.parse(JSON.stringify(answer.body).replaceAll(id, 'pi_2')) };
    },
    400,
    'This PaymentIntent pi_2 cannot be confirmed using your publishable key because its `confirmation_method` is set to `manual`. Please use your secret key instead, or create a PaymentIntent with `confirmation_method` set to `automatic`.',
  ),
  confirmationParameter: row(
    post(INTENTS, `${INTENT}&return_url=https://example.com`),
    400,
    'The parameter `return_url` cannot be passed when creating a PaymentIntent unless `confirm` is set to true.',
    { code: 'payment_intent_invalid_parameter', param: 'return_url' },
  ),
  customerOfPaymentMethod: row(
    post(INTENTS, `${INTENT}&payment_method=pm_1`),
    400,
    'The `payment_method` parameter supplied pm_1 belongs to the Customer cus_1. Please include the Customer in the `customer` parameter on the PaymentIntent.',
    { code: 'parameter_missing', param: 'source' },
  ),
  errorOnRequiresAction: row(
    post(
      INTENTS,
      `${INTENT}&confirm=true&${SUCCESS}&error_on_requires_action=true&return_url=https://example.com`,
    ),
    400,
    "The `error_on_requires_action` parameter can't be used with PaymentIntents which use payment methods managed through the Dashboard. Use `payment_method_types` instead.",
    { param: 'error_on_requires_action' },
  ),
  futureUsageOffSession: row(
    post(INTENTS, `${INTENT}&confirm=true&${SUCCESS}&off_session=true&setup_future_usage=off_session`),
    400,
    'You cannot confirm with the `off_session` parameter when `setup_future_usage` is also set on the PaymentIntent because you cannot set up future usages when processing payments off-session.',
  ),
  incompatiblePaymentMethod: row(
    post(INTENTS, `${INTENT}&allowed_payment_method_types[]=card&payment_method=pm_usBankAccount_success`),
    400,
    'The PaymentMethod provided (us_bank_account) is not allowed for this PaymentIntent. Please attach a PaymentMethod of one of the following types: card. Alternatively, update the allowed payment_method_types for this PaymentIntent to include "us_bank_account".',
    { code: 'payment_intent_incompatible_payment_method', param: 'payment_method' },
  ),
  mandateDataRequired: row(
    post(INTENTS, `${ACH}&confirm=true&${SUCCESS}&setup_future_usage=off_session`),
    400,
    'When confirming a PaymentIntent with a `us_bank_account` PaymentMethod and `setup_future_usage` value of off_session, `mandate_data` is required.',
  ),
  mandateRequired: row(
    post(INTENTS, `${ACH}&confirm=true&${SUCCESS}`),
    400,
    'This PaymentIntent requires a mandate, but no existing mandate was found. Collect mandate acceptance from the customer and try again, providing acceptance data in the mandate_data parameter.',
  ),
  negativeAmount: row(
    post(INTENTS, 'amount=0&currency=usd'),
    400,
    'The amount must be greater than or equal to the minimum charge amount allowed for your account and the currency set (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).  If you want to save a Payment Method for future use without an immediate payment, use a Setup Intent instead: https://docs.stripe.com/payments/setup-intents',
    { code: 'parameter_invalid_integer', param: 'amount' },
  ),
  notYetEmulated: row(
    post(INTENTS, `${INTENT}&payment_method=pm_card_visa`),
    400,
    'stripe-fc-emulator does not emulate card payments yet. Use pm_usBankAccount_success.',
  ),
  paymentFailed: row(
    post(INTENTS, `${ACH}&confirm=true&payment_method=pm_usBankAccount_weeklyLimitExceeded&${MANDATE}`),
    402,
    'This charge would cause you to exceed your rolling-window processing limit for this source type. Please retry the charge later, or contact us to request a higher processing limit.',
    { type: 'card_error', code: 'charge_exceeds_source_limit' },
  ),
  paymentIntentAmountLocked: row(
    after(post(`${INTENTS}/pi_1/cancel`), post(`${INTENTS}/pi_1`, 'amount=100')),
    400,
    "This PaymentIntent's amount could not be updated because it has a status of canceled. You may only update the amount of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.",
    { ...FATE, param: 'amount' },
  ),
  paymentIntentNotCancelable: row(
    after(post(`${INTENTS}/pi_1/cancel`), post(`${INTENTS}/pi_1/cancel`)),
    400,
    'You cannot cancel this PaymentIntent because it has a status of canceled. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_reauthorization, requires_confirmation, requires_action, expired, processing.',
    FATE,
  ),
  paymentIntentNotCapturable: row(
    post(`${INTENTS}/pi_1/capture`),
    400,
    'This PaymentIntent could not be captured because it has a status of requires_payment_method. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.',
    FATE,
  ),
  paymentIntentNotConfirmable: row(
    after(post(`${INTENTS}/pi_1/cancel`), post(`${INTENTS}/pi_1/confirm`)),
    400,
    'You cannot confirm this PaymentIntent because it has a status of canceled. Only a PaymentIntent with one of the following statuses may be confirmed: requires_payment_method, requires_confirmation, requires_action.',
    FATE,
  ),
  paymentIntentNotIncrementable: row(
    post(`${INTENTS}/pi_1/increment_authorization`, 'amount=3000'),
    400,
    "This PaymentIntent's authorization could not be incremented because it has a status of requires_payment_method. Only a PaymentIntent with one of the following statuses may be incremented: requires_capture.",
    FATE,
  ),
  paymentIntentWithoutPaymentMethod: row(
    post(`${INTENTS}/pi_1/confirm`),
    400,
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    FATE,
  ),
  paymentMethodOfAnotherCustomer: row(
    post(INTENTS, `${INTENT}&customer=cus_2&payment_method=pm_1`),
    400,
    'The PaymentMethod pm_1 does not belong to the Customer you supplied cus_2. Please use this PaymentMethod with the Customer that it belongs to instead.',
    { param: 'payment_method' },
  ),
  paymentMethodTypeInvalid: row(
    post(INTENTS, `${INTENT}&payment_method_types[]=us_bank_acount`),
    400,
    'The payment method type "us_bank_acount" is invalid. Please ensure the provided type is activated in your dashboard (https://dashboard.stripe.com/account/payments/settings) and your account is enabled for any preview features that you are trying to use.',
    { param: 'payment_method_types' },
  ),
  paymentMethodTypesRetired: row(
    post(INTENTS, `${INTENT}&payment_method_types[]=us_bank_account`, {
      'stripe-version': '2026-10-28.endive',
    }),
    400,
    'The `payment_method_types` parameter is no longer supported. Use `allowed_payment_method_types` or `excluded_payment_method_types` to control which payment methods are offered.',
    { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
  ),
  paymentMethodUsed: row(
    after(post(`${METHODS}/pm_1/detach`), post(INTENTS, `${INTENT}&payment_method=pm_1`)),
    400,
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
  ),
  permissionsWithoutPaymentMethod: row(
    post(INTENTS, `${INTENT}&${OPTIONS}[financial_connections][permissions][]=balances`),
    400,
    'If this parameter is passed, the `payment_method` permission must be included.',
    { param: `${OPTIONS}[financial_connections][permissions]` },
  ),
  requiresActionRefused: row(
    post(INTENTS, `${ACH}&confirm=true&error_on_requires_action=true&${MANDATE}&${TYPED_IN}`),
    402,
    "This payment required an authentication action to complete, but `error_on_requires_action` was set. When you're ready, you can upgrade your integration to handle actions at https://stripe.com/docs/payments/payment-intents/upgrade-to-handle-actions.",
    {
      type: 'card_error',
      code: 'authentication_required',
      decline_code: 'authentication_not_handled',
    },
  ),
  returnUrlMissing: row(
    post(INTENTS, `${INTENT}&confirm=true&${SUCCESS}&${MANDATE}`),
    400,
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
  ),
  statementDescriptorTooLong: row(
    post(INTENTS, `${INTENT}&statement_descriptor=ROCKET+RIDES+TO+THE+MOON`),
    400,
    'The statement descriptor must be at most 22 characters.',
    { param: 'statement_descriptor' },
  ),
  statementDescriptorWithoutLetter: row(
    post(INTENTS, `${INTENT}&statement_descriptor_suffix=100001`),
    400,
    'The statement descriptor must contain at least one Latin character.',
    { param: 'statement_descriptor_suffix' },
  ),
  targetDateInvalid: row(
    post(INTENTS, `${INTENT}&${OPTIONS}[target_date]=2026-01-02`),
    400,
    'Invalid target_date: 2026-01-02 must be a YYYY-MM-DD date between 3 and 15 calendar days from now.',
    { param: `${OPTIONS}[target_date]` },
  ),
  // No calls of the API lead here: only an intent that was put in place and contradicts itself.
  unexpectedState: row(
    after(
      post(
        '/_emulator/objects',
        'payment_intents[0][id]=pi_2&payment_intents[0][status]=requires_payment_method&payment_intents[0][payment_method]=pm_2&payment_intents[0][allowed_payment_method_types][]=us_bank_account',
      ),
      post(`${INTENTS}/pi_2/confirm`, 'mandate_data[customer_acceptance][type]=offline'),
    ),
    400,
    'This payment_intent cannot confirm because it has a status of requires_payment_method.',
  ),
  unsupportedCurrency: row(
    named('amount=2000&currency=eur'),
    400,
    'The currency provided (eur) is invalid for one or more payment method types on this PaymentIntent. The payment method type us_bank_account only supports the following currencies: usd. Either correct the provided currency, or use a different PaymentIntent to accept this payment method type.',
    { code: 'payment_intent_invalid_parameter', param: 'currency' },
  ),
} as const satisfies Readonly<Record<string, Refusal>>;
