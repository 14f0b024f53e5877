import { get, post, type Refusal, row } from './refusal-row.ts';

const SESSIONS = '/v1/checkout/sessions';
const URL = 'success_url=https://shop.test/';
const ONCE =
  'line_items[0][price_data][currency]=usd&line_items[0][price_data][product_data][name]=Mug&line_items[0][price_data][unit_amount]=700&line_items[0][quantity]=1';
const AGAIN = `${ONCE}&line_items[0][price_data][recurring][interval]=month`;
const PAID = `mode=payment&${URL}&${ONCE}`;
const SET_UP = `mode=setup&${URL}&currency=usd`;

/** What is there: an intent of either kind that a session has made, a session that has ended, and prices. */
const given = {
  objects: {
    payment_intents: [{ id: 'pi_1' }],
    setup_intents: [{ id: 'seti_1' }],
    products: [{ id: 'prod_1', name: 'Mug' }],
    prices: [
      { id: 'price_1', product: 'prod_1', unit_amount: 700, active: false },
      { id: 'price_2', product: 'prod_1', unit_amount: 700, currency: 'eur' },
    ],
    'checkout.sessions': [
      { id: 'cs_1', payment_intent: 'pi_1', status: 'complete' },
      { id: 'cs_2', mode: 'setup', setup_intent: 'seti_1' },
    ],
  },
};

/** What is refused of Checkout Sessions. */
export const CHECKOUT_REFUSALS = {
  checkoutCustomerCreation: row(
    post(SESSIONS, `mode=subscription&${URL}&${AGAIN}&customer_creation=always`),
    400,
    '`customer_creation` can only be used in `payment` mode.',
  ),
  checkoutExpiry: row(
    post(SESSIONS, `${PAID}&expires_at=1767226000`),
    400,
    'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
    { param: 'expires_at' },
  ),
  checkoutIdInvalid: row(
    get(`${SESSIONS}/%7BCHECKOUT_SESSION_ID%7D`),
    404,
    'Invalid checkout.session id: {CHECKOUT_SESSION_ID}',
  ),
  checkoutIntentByHand: row(
    post('/v1/payment_intents/pi_1/cancel'),
    400,
    'You cannot perform this action on PaymentIntents created by Checkout. Try expiring the Checkout Session instead.',
    {},
    given,
  ),
  checkoutIntentParameters: row(
    post('/v1/payment_intents/pi_1', 'statement_descriptor=RIDES&transfer_group=x'),
    400,
    'Some of the parameters you provided (statement_descriptor, transfer_group) cannot be used when modifying a PaymentIntent that was created by Checkout. You can try again without those parameters.',
    {},
    given,
  ),
  checkoutInvoiceCreation: row(
    post(SESSIONS, `${SET_UP}&invoice_creation[enabled]=true`),
    400,
    'You can only enable invoice creation when `mode` is set to `payment`. Invoices are created automatically when `mode` is set to `subscription`, and are unsupported when set to `setup`. To learn more visit https://stripe.com/docs/payments/checkout/post-payment-invoices.',
  ),
  checkoutModeForeign: row(
    post(SESSIONS, `mode=subscription&${URL}&${AGAIN}&payment_intent_data[description]=x`),
    400,
    'You can not pass `payment_intent_data` in `subscription` mode.',
  ),
  checkoutNotExpirable: row(
    post(`${SESSIONS}/cs_1/expire`),
    400,
    'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of `complete`.',
    {},
    given,
  ),
  checkoutNotUpdatable: row(
    post(`${SESSIONS}/cs_1`, ONCE),
    400,
    'Only Checkout Sessions with a status in ["open"] can have their line_items updated. This Checkout Session has a status of `complete`.',
    { param: 'line_items' },
    given,
  ),
  checkoutPriceOnce: row(
    post(SESSIONS, `mode=subscription&${URL}&${ONCE}`),
    400,
    'You must provide at least one recurring price in `subscription` mode when using prices.',
  ),
  checkoutPriceRecurring: row(
    post(SESSIONS, `mode=payment&${URL}&${AGAIN}`),
    400,
    'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
    { param: 'line_items[0]' },
  ),
  checkoutTotalTooSmall: row(
    post(SESSIONS, PAID.replace('700', '49')),
    400,
    "The Checkout Session's total amount must convert to at least 50 cents.",
    { code: 'amount_too_small' },
  ),
  checkoutTrialTooShort: row(
    post(SESSIONS, `mode=subscription&${URL}&${AGAIN}&subscription_data[trial_end]=1767312000`),
    400,
    'The `trial_end` date has to be at least 2 days in the future.',
    { param: 'subscription_data[trial_end]' },
  ),
  checkoutUpdateOfNobody: row(
    post(SESSIONS, `${PAID}&customer_update[name]=auto`),
    400,
    '`customer_update` can only be used with `customer`.',
  ),
  checkoutUrlForeign: row(
    post(SESSIONS, `${PAID}&ui_mode=elements`),
    400,
    'The parameter `success_url` is not allowed if `ui_mode` is `elements`.',
    { param: 'success_url' },
  ),
  checkoutWithoutRecurring: row(
    post(SESSIONS, `${PAID}&payment_method_collection=always`),
    400,
    'You can only set `payment_method_collection` if there are recurring prices.',
  ),
  priceInactive: row(
    post(SESSIONS, `mode=payment&${URL}&line_items[0][price]=price_1&line_items[0][quantity]=1`),
    400,
    'The price specified is inactive. This field only accepts active prices.',
    { param: 'line_items[0][price]' },
    given,
  ),
  priceInOtherCurrency: row(
    post(SESSIONS, `${PAID}&line_items[1][price]=price_2&line_items[1][quantity]=1`),
    400,
    "The price specified only supports `eur`. This doesn't match the expected currency: `usd`.",
    { param: 'line_items[1][price]' },
    given,
  ),
} satisfies Readonly<Record<string, Refusal>>;
