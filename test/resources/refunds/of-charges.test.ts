import { describe, expect, it } from 'vitest';
import { paid } from '../../support/payments.ts';

/* The refunds of a charge, as older clients ask for them. */

const ACACIA = { 'stripe-version': '2025-02-24.acacia' };

describe('the paths under a charge', () => {
  it('refund it: one answers the charge, the other the refund', async () => {
    const { call, charge } = await paid();

    const old = await call('POST', `/v1/charges/${charge.id}/refund`, {
      form: 'amount=500',
      headers: ACACIA,
    });
    const newer = await call('POST', `/v1/charges/${charge.id}/refunds`, { form: 'reason=duplicate' });

    expect(old.body).toMatchObject({ object: 'charge', id: charge.id, amount_refunded: 500 });
    expect(newer.body).toMatchObject({
      object: 'refund',
      amount: 1500,
      charge: charge.id,
      reason: 'duplicate',
    });
  });

  it('list its refunds, and find those of others nowhere', async () => {
    const { call, charge, emulator, stripe } = await paid();
    await emulator.putObjects({
      charges: [{ id: 'py_other' }],
      refunds: [{ id: 'pyr_other', charge: 'py_other' }],
    });
    const { id } = await stripe.refunds.create({ charge: charge.id });

    const list = await call('GET', `/v1/charges/${charge.id}/refunds`);
    const one = await call('GET', `/v1/charges/${charge.id}/refunds/${id}`);
    const other = await call('GET', `/v1/charges/${charge.id}/refunds/pyr_other`);

    expect(list.body).toMatchObject({
      object: 'list',
      data: [{ id }],
      url: `/v1/charges/${charge.id}/refunds`,
    });
    expect(one.body.id).toBe(id);
    expect([other.status, other.body.error.message]).toEqual([404, "No such refund: 'pyr_other'"]);
  });
});

describe('charge.refunds', () => {
  it('has the newest ten of them where it is expanded, each in the version of the call', async () => {
    const { charge, clientFor, emulator, stripe } = await paid();
    for (let count = 0; count < 11; count++) await stripe.refunds.create({ charge: charge.id, amount: 1 });
    const dated = clientFor(emulator.apiKey, { apiVersion: '2022-11-15' as never });

    const { refunds } = await dated.charges.retrieve(charge.id, { expand: ['refunds'] });

    expect(refunds).toMatchObject({
      object: 'list',
      has_more: true,
      total_count: 11,
      url: `/v1/charges/${charge.id}/refunds`,
    });
    expect(refunds?.data).toHaveLength(10);
  });

  it('is there without being asked for before 2022-11-15, in events as well, with those of then', async () => {
    const { call, charge, emulator, stripe } = await paid({}, { apiVersion: '2022-08-01' });
    await stripe.refunds.create({ charge: charge.id, amount: 500 });
    await emulator.clock.runToIdle();
    const headers = { 'stripe-version': '2022-08-01' };

    const now = await call('GET', `/v1/charges/${charge.id}`, { headers });
    const refunded = await call('GET', '/v1/events?type=charge.refunded', { headers });
    const succeeded = await call('GET', '/v1/events?type=charge.succeeded', { headers });
    const amounts = ({ data }: { data: readonly { amount: number }[] }) => data.map(({ amount }) => amount);

    expect(amounts(now.body.refunds)).toEqual([500]);
    expect(amounts(refunded.body.data[0].data.object.refunds)).toEqual([500]);
    expect(amounts(succeeded.body.data[0].data.object.refunds)).toEqual([]);
  });
});

describe('the fields of a refund, where additive fields are dated', () => {
  it.each([
    ['2023-10-16', []],
    ['2024-06-20', ['destination_details']],
    ['2025-04-30.basil', ['destination_details', 'pending_reason']],
    [
      '2026-08-26.dahlia',
      ['customer', 'customer_account', 'destination_details', 'payment_method', 'pending_reason'],
    ],
  ])('in %s there are those that had come', async (version, fields) => {
    const { call, charge } = await paid({}, { assume: { additiveFields: 'dated' } });

    const { body } = await call('POST', '/v1/refunds', {
      form: `charge=${charge.id}`,
      headers: { 'stripe-version': version },
    });

    const dated = ['customer', 'customer_account', 'destination_details', 'payment_method', 'pending_reason'];
    expect(dated.filter((name) => name in body)).toEqual(fields);
  });
});
