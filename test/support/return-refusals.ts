import { after, post, type Refusal, row } from './refusal-row.ts';
import type { CallOptions, Setup } from './setup.ts';

const REFUNDS = '/v1/refunds';

/** A charge of 10 dollars that is put in place, with what else is said of it. */
const charge =
  (fields: object = {}, beside: object = {}) =>
  (world: Setup) => {
    const json: CallOptions['json'] = {
      charges: [{ id: 'py_1', amount: 1000, status: 'succeeded', ...fields }],
      ...beside,
    };
    return world.call('POST', '/_emulator/objects', { json });
  };

/** What is refused about charges, refunds and disputes. */
export const RETURNS = {
  chargeAlreadyCaptured: row(
    after(charge(), post('/v1/charges/py_1/capture')),
    400,
    'Charge py_1 has already been captured.',
    { code: 'charge_already_captured' },
  ),
  chargeAlreadyHas: row(
    after(charge({ transfer_group: 'a' }), post('/v1/charges/py_1', 'transfer_group=b')),
    400,
    'The transfer_group of a charge can only be set once, and this charge already has one.',
    { param: 'transfer_group' },
  ),
  chargeAlreadyRefunded: row(
    after(charge({ amount_refunded: 1000, refunded: true }), post(REFUNDS, 'charge=py_1')),
    400,
    'Charge py_1 has already been refunded.',
    { code: 'charge_already_refunded' },
  ),
  chargeCustomerWithoutCard: row(
    post('/v1/charges', 'amount=1000&currency=usd&customer=cus_1'),
    402,
    'Cannot charge a customer that has no active card',
    { type: 'card_error', code: 'missing', param: 'card' },
  ),
  chargeDisputed: row(
    after(charge({ disputed: true }), post(REFUNDS, 'charge=py_1')),
    400,
    'Charge py_1 has been charged back; cannot issue a refund.',
    { code: 'charge_disputed' },
  ),
  chargeOfIntent: row(
    after(charge({ captured: false, payment_intent: 'pi_1' }), post('/v1/charges/py_1/capture')),
    400,
    'This uncaptured Charge was created by a PaymentIntent (pi_1). You must capture the PaymentIntent instead.',
  ),
  sourceNotOfCustomer: row(
    post('/v1/charges', 'amount=1000&currency=usd&customer=cus_1&source=ba_0'),
    404,
    'Customer cus_1 does not have a linked source with ID ba_0.',
    { code: 'missing', param: 'source' },
  ),
  sourceUnverified: row(
    after(
      post('/_emulator/objects', 'bank_accounts[0][id]=ba_1&bank_accounts[0][customer]=cus_1'),
      post('/v1/charges', 'amount=1000&currency=usd&customer=cus_1&source=ba_1'),
    ),
    400,
    "The customer's bank account must be verified in order to create an ACH payment.",
  ),
  chargeWithoutSource: row(
    post('/v1/charges', 'amount=1000&currency=usd'),
    400,
    'Must provide source or customer.',
    { code: 'parameter_missing' },
  ),
  disputeClosed: row(
    after(
      charge({}, { disputes: [{ id: 'du_1', charge: 'py_1', status: 'lost' }] }),
      post('/v1/disputes/du_1/close'),
    ),
    400,
    'This dispute is already closed',
  ),
  refundNotCancelable: row(
    after(charge({}, { refunds: [{ id: 'pyr_1', charge: 'py_1' }] }), post(`${REFUNDS}/pyr_1/cancel`)),
    400,
    'Canceling this refund is unsupported.',
  ),
  refundOfFailedCharge: row(
    after(charge({ status: 'failed' }), post(REFUNDS, 'charge=py_1')),
    400,
    'Charge py_1 has failed; cannot issue a refund.',
  ),
  refundOfNothing: row(
    post(REFUNDS, 'amount=1'),
    400,
    'One of the following params should be provided for this request: payment_intent or charge.',
  ),
  refundTooLarge: row(
    after(charge(), post(REFUNDS, 'charge=py_1&amount=1100')),
    400,
    'Refund amount ($11.00) is greater than charge amount ($10.00)',
    { param: 'amount' },
  ),
  refundTooLate: row(
    after(charge({ created: Date.parse('2025-07-04T23:59:59Z') / 1000 }), post(REFUNDS, 'charge=py_1')),
    400,
    'Charge py_1 is older than 180 days; cannot issue a refund.',
  ),
  refundWithoutCharge: row(
    post(REFUNDS, 'payment_intent=pi_1'),
    400,
    'This PaymentIntent (pi_1) does not have a successful charge to refund.',
  ),
} as const satisfies Readonly<Record<string, Refusal>>;
