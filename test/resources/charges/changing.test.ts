import { describe, expect, it } from 'vitest';
import { eventTypes, paid } from '../../support/payments.ts';
import { refusal } from '../../support/setup.ts';

const ADDRESS = {
  city: null,
  country: null,
  line1: 'Main Street 1',
  line2: null,
  postal_code: null,
  state: null,
};

describe('a charge', () => {
  it('takes what may be said of it, and tells what was before', async () => {
    const { charge, emulator, stripe } = await paid();

    const changed = await stripe.charges.update(charge.id, {
      description: 'Rent',
      fraud_details: { user_report: 'safe' },
      metadata: { order: '7' },
      receipt_email: 'jenny@example.com',
      shipping: { address: { line1: 'Main Street 1' }, name: 'Jenny Rosen', carrier: 'UPS' },
      transfer_group: 'rents',
    });

    expect(changed).toMatchObject({
      description: 'Rent',
      fraud_details: { user_report: 'safe' },
      metadata: { order: '7' },
      receipt_email: 'jenny@example.com',
      shipping: {
        address: ADDRESS,
        carrier: 'UPS',
        name: 'Jenny Rosen',
        phone: null,
        tracking_number: null,
      },
      transfer_group: 'rents',
    });
    const [{ data, type } = { data: {}, type: '' }] = emulator.events().slice(-1);
    expect([type, data.previous_attributes]).toEqual([
      'charge.updated',
      {
        description: null,
        fraud_details: { user_report: null },
        metadata: { order: null },
        receipt_email: null,
        shipping: null,
        transfer_group: null,
      },
    ]);
  });

  it('forgets a report that is unset', async () => {
    const { charge, stripe } = await paid();
    await stripe.charges.update(charge.id, { fraud_details: { user_report: 'fraudulent' } });

    const { fraud_details: details } = await stripe.charges.update(charge.id, {
      fraud_details: { user_report: '' },
    });

    expect(details).toEqual({});
  });

  it('tells nothing where nothing changes', async () => {
    const world = await paid({ description: 'Rent' });
    const before = eventTypes(world).length;

    await world.stripe.charges.update(world.charge.id, { description: 'Rent' });

    expect(eventTypes(world)).toHaveLength(before);
  });

  it('gets a customer once', async () => {
    const { emulator, stripe } = await paid();
    await emulator.putObjects({ charges: [{ id: 'py_1' }] });
    const first = await stripe.customers.create();
    const second = await stripe.customers.create();

    expect((await stripe.charges.update('py_1', { customer: first.id })).customer).toBe(first.id);
    expect((await stripe.charges.update('py_1', { customer: first.id })).customer).toBe(first.id);
    expect(await refusal(stripe.charges.update('py_1', { customer: second.id }))).toMatchObject({
      param: 'customer',
    });
    expect((await stripe.charges.list({ customer: first.id })).data.map(({ id }) => id)).toEqual(['py_1']);
  });

  it('is missing by its name', async () => {
    const { stripe } = await paid();

    expect(await refusal(stripe.charges.update('x', {}))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
      message: "No such charge: 'x'",
    });
  });
});

describe('what only cards have is refused:', () => {
  it('captures, of charges with and without an intent', async () => {
    const { charge, emulator, stripe } = await paid();
    await emulator.putObjects({ charges: [{ id: 'py_1', captured: false }] });

    expect(await refusal(stripe.charges.capture(charge.id))).toMatchObject({
      code: 'charge_already_captured',
    });
    expect((await refusal(stripe.charges.capture('py_1'))).message).toMatch(
      /does not emulate charges without/,
    );
  });

  it('charges without a bank account', async () => {
    const { customer, stripe } = await paid();
    const fields = { amount: 1000, currency: 'usd' };

    // Seen in a sandbox under 2026-08-26.dahlia.
    expect(await refusal(stripe.charges.create({ ...fields, customer: customer.id }))).toMatchObject({
      statusCode: 402,
      code: 'missing',
    });
    expect((await refusal(stripe.charges.create({ ...fields, source: 'tok_visa' }))).message).toMatch(
      /does not emulate charges of cards and other sources yet/,
    );
    expect(await refusal(stripe.charges.create({ ...fields, customer: 'cus_x' }))).toMatchObject({
      code: 'resource_missing',
    });
  });
});
