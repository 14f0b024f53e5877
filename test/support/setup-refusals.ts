import { after, post, type Refusal, row } from './refusal-row.ts';

const SETUPS = '/v1/setup_intents';
const ACH = 'allowed_payment_method_types[]=us_bank_account';
const SUCCESS = 'payment_method=pm_usBankAccount_success';
const MANDATE = 'mandate_data[customer_acceptance][type]=offline';
const STATE = { code: 'setup_intent_unexpected_state' };

/** Puts a PaymentMethod in place that no debit is possible from. */
const blocked = post(
  '/_emulator/objects',
  'payment_methods[0][id]=pm_3&payment_methods[0][us_bank_account][status_details][blocked][reason]=bank_account_closed&payment_methods[0][us_bank_account][status_details][blocked][network_code]=R02',
);

/** What is refused of a SetupIntent, and of no PaymentIntent in the same words. */
export const SETUP_REFUSALS = {
  attachToSelfOfCustomer: row(
    post(SETUPS, 'attach_to_self=true&customer=cus_1'),
    400,
    '`attach_to_self` cannot be set to true when setting up a PaymentMethod for a Customer. Leave out either of the two.',
    { param: 'attach_to_self' },
  ),
  bankAccountUnusable: row(
    after(blocked, post(SETUPS, `${ACH}&payment_method=pm_3&confirm=true&${MANDATE}`)),
    402,
    'The bank account provided cannot be used. A different bank account must be used.',
    { type: 'card_error', code: 'bank_account_unusable' },
  ),
  setupIntentLocked: row(
    after(post(`${SETUPS}/seti_1/cancel`), post(`${SETUPS}/seti_1`, SUCCESS)),
    400,
    'You cannot update this SetupIntent because it is already canceled.',
    STATE,
  ),
  setupIntentNotCancelable: row(
    after(post(`${SETUPS}/seti_1/cancel`), post(`${SETUPS}/seti_1/cancel`)),
    400,
    'You cannot cancel this SetupIntent because it is already canceled.',
    STATE,
  ),
  setupIntentNotConfirmable: row(
    after(post(`${SETUPS}/seti_1/cancel`), post(`${SETUPS}/seti_1/confirm`, SUCCESS)),
    400,
    'You cannot confirm this SetupIntent because it is already canceled.',
    STATE,
  ),
  setupIntentWithoutPaymentMethod: row(
    post(`${SETUPS}/seti_1/confirm`),
    400,
    "You cannot confirm this SetupIntent because it's missing a payment method. You can either update the SetupIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    STATE,
  ),
  setupMethodIncompatible: row(
    post(SETUPS, `allowed_payment_method_types[]=card&${SUCCESS}`),
    400,
    'The PaymentMethod provided (us_bank_account) is not allowed for this SetupIntent. Please attach a PaymentMethod of one of the following types: card. Alternatively update the allowed payment_method_types for this SetupIntent to include "us_bank_account".',
    { code: 'setup_intent_invalid_parameter', param: 'payment_method' },
  ),
  setupMethodOfCustomer: row(
    post(SETUPS, 'payment_method=pm_1'),
    400,
    'The payment method supplied (pm_1) belongs to the Customer cus_1. Please include the Customer in the `customer` parameter on the SetupIntent.',
    { param: 'payment_method' },
  ),
  setupTypeInvalid: row(
    post(SETUPS, 'payment_method_types[]=us_bank_acount'),
    400,
    'The payment method type "us_bank_acount" is invalid. See https://stripe.com/docs/api/setup_intents/create#create_setup_intent-payment_method_types for the full list of supported payment method types.',
    { param: 'payment_method_types' },
  ),
} as const satisfies Readonly<Record<string, Refusal>>;
