import { expect, it } from 'vitest';
import { paid, paying } from '../support/payments.ts';
import { setup } from '../support/setup.ts';

/* The `py_` charges of public recordings, 2024 to 2026-03, under 2023-10-16, 2024-06-20, clover and dahlia. */

const ALWAYS = {
  object: 'charge',
  amount_refunded: 0,
  application: null,
  application_fee: null,
  application_fee_amount: null,
  calculated_statement_descriptor: null,
  captured: true,
  destination: null,
  dispute: null,
  disputed: false,
  failure_balance_transaction: null,
  failure_code: null,
  failure_message: null,
  fraud_details: {},
  livemode: false,
  order: null,
  radar_options: {},
  refunded: false,
  source: null,
};

const BANK = [
  'account_holder_type',
  'account_type',
  'bank_name',
  'fingerprint',
  'last4',
  'mandate',
  'payment_reference',
  'routing_number',
];

it('a charge that waits for the bank is as recorded', async () => {
  const world = setup();
  const { latest_charge: id } = await paying(world);

  const charge = await world.stripe.charges.retrieve(String(id));

  expect(charge).toMatchObject({
    ...ALWAYS,
    amount_captured: charge.amount,
    balance_transaction: null,
    outcome: null,
    paid: false,
    receipt_url: null,
    status: 'pending',
  });
  expect(charge.id).toMatch(/^py_/);
  expect(Object.keys(charge.payment_method_details?.us_bank_account ?? {})).toEqual(BANK);
  expect(charge.payment_method_details?.us_bank_account?.payment_reference).toBeNull();
  expect(charge).not.toHaveProperty('refunds');
});

it('a charge that the bank has paid is as recorded', async () => {
  const { charge } = await paid();

  expect(charge).toMatchObject({
    ...ALWAYS,
    balance_transaction: expect.stringMatching(/^txn_/),
    outcome: {
      network_status: 'approved_by_network',
      reason: null,
      risk_level: 'not_assessed',
      seller_message: 'Payment complete.',
      type: 'authorized',
    },
    paid: true,
    receipt_url: expect.stringMatching(/^https:\/\/pay\.stripe\.com\/receipts\/payment\//),
    status: 'succeeded',
  });
  const [id, object, ...rest] = Object.keys(charge);
  expect([id, object]).toEqual(['id', 'object']);
  expect(rest).toEqual(rest.toSorted());
});
