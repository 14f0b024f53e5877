import { describe, expect, it } from 'vitest';
import {
  before3,
  before4,
  before5,
  before6,
  before7,
  type Document,
  waiting,
} from '../support/older-snapshots.ts';
import { TYPED_IN, typedIn } from '../support/payment-methods.ts';
import { OFFLINE, paying } from '../support/payments.ts';
import { setup } from '../support/setup.ts';
import { TO_SET_UP } from '../support/setups.ts';

describe('a snapshot of version 2', () => {
  it('becomes, by its deliveries, what version 3 would have been', async () => {
    const { emulator, document } = await waiting();
    const { emulator: other } = setup();

    await other.restore(before3(document));

    expect(await other.snapshot()).toEqual(document);
    expect(emulator.events().map(({ pending_webhooks }) => pending_webhooks)).toEqual([2, 2]);
  });

  it('counts down from there', async () => {
    const { document, endpoint } = await waiting();
    const { emulator: other, stripe } = setup();
    await other.restore(before3(document));

    await stripe.webhookEndpoints.del(endpoint.id);

    expect(other.events().map(({ pending_webhooks }) => pending_webhooks)).toEqual([1, 1]);
  });
});

describe('a snapshot of version 3', () => {
  it('becomes what version 4 would have been: charges get the fields that were null, in their place', async () => {
    const world = setup();
    await paying(world);
    const document = (await world.emulator.snapshot()) as Document;
    const { emulator: other } = setup();

    await other.restore(before4(document));

    const { scopes } = (await other.snapshot()) as Document;
    expect(JSON.stringify(scopes)).toBe(JSON.stringify(document.scopes));
  });

  it('keeps its succeeded charges without a balance transaction, and gives one to each that succeeds later', async () => {
    const world = setup();
    await paying(world);
    await world.emulator.clock.advance(1_000);
    await paying(world);
    const old = before4((await world.emulator.snapshot()) as Document);
    for (const [charge] of old.scopes[0]?.tables.charge ?? []) charge.balance_transaction = null;
    const { emulator, stripe } = setup();

    await emulator.restore(old);
    await emulator.clock.advance(1_000);

    const { data } = await stripe.charges.list({ expand: ['data.balance_transaction'] });
    expect(data.map(({ status, balance_transaction: row }) => [status, row])).toMatchObject([
      ['succeeded', { object: 'balance_transaction', source: data[0]?.id }],
      ['succeeded', null],
    ]);
  });

  it('gets what PaymentIntents show since', async () => {
    const { emulator, stripe } = setup();
    const connections = { permissions: ['payment_method' as const] };
    await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      payment_method_options: { us_bank_account: { financial_connections: connections } },
    });
    const document = before4((await emulator.snapshot()) as Document);
    const old = JSON.parse(
      JSON.stringify(document)
        .replaceAll('"shared_payment_granted_token":null,', '')
        .replaceAll('"prefetch":[]', '"prefetch":null'),
    );
    const { emulator: other, stripe: client } = setup();

    await other.restore(old);

    const [intent] = (await client.paymentIntents.list()).data;
    expect(intent).toEqual((await stripe.paymentIntents.list()).data[0]);
    expect(JSON.stringify(intent)).toContain('"shared_payment_granted_token":null,"shipping"');
  });
});

describe('a snapshot of version 6', () => {
  it('becomes what version 7 would have been', async () => {
    const world = setup();
    await paying(world);
    const document = (await world.emulator.snapshot()) as Document;
    const { emulator: other } = setup();

    await other.restore(before7(document));

    expect(await other.snapshot()).toEqual(document);
  });
});

describe('a snapshot of version 5', () => {
  it('becomes what version 6 would have been', async () => {
    const world = setup();
    await world.emulator.linkAccount({ prefetch: ['balances'] });
    const document = (await world.emulator.snapshot()) as Document;
    const { emulator: other } = setup();

    await other.restore(before6(document));

    expect(await other.snapshot()).toEqual(document);
  });
});

describe('a snapshot of version 4', () => {
  it('goes on with the payments that were under way', async () => {
    const world = setup();
    await paying(world);
    const { emulator, stripe } = setup();

    await emulator.restore(before5((await world.emulator.snapshot()) as Document));
    await emulator.clock.advance(1_000);

    expect((await stripe.paymentIntents.list()).data[0]?.status).toBe('succeeded');
  });

  it.each([
    ['unsupported:no_account', 'no_account'],
    ['unsupported:charge_exceeds_weekly_limit', 'charge_exceeds_source_limit'],
    ['unsupported:dispute', 'disputed'],
    ['unsupported:failed_microdeposits', 'succeeds'],
    ['unsupported:the weather', 'succeeds'],
    ['stays_processing', 'stays_processing'],
  ])('has today’s word for how a payment ends: %s', async (then, now) => {
    const { emulator } = setup();
    await emulator.linkAccount({ account: 'Failure' });
    const old = before5((await emulator.snapshot()) as Document);
    const text = JSON.stringify(old).replace('"payment":"no_account"', `"payment":"${then}"`);
    const { emulator: other } = setup();

    await other.restore(JSON.parse(text));

    expect(JSON.stringify(await other.snapshot())).toContain(`"payment":"${now}"`);
  });

  it('has bank accounts that microdeposits do not reach', async () => {
    const { emulator, stripe } = setup();
    const { id } = await stripe.paymentMethods.create(
      typedIn({ us_bank_account: { ...TYPED_IN, account_number: '000666666661' } }),
    );
    const text = JSON.stringify(before5((await emulator.snapshot()) as Document));
    const { emulator: other, stripe: client } = setup();

    await other.restore(
      JSON.parse(
        text.replace(
          /"fate":"succeeds","unreachable":true|"unreachable":true,"fate":"succeeds"/,
          '"fate":"unsupported:failed_microdeposits"',
        ),
      ),
    );
    const asked = await client.setupIntents.create({
      ...TO_SET_UP,
      payment_method: id,
      confirm: true,
      mandate_data: OFFLINE,
    });
    await other.clock.advance('1s');

    expect(asked.status).toBe('requires_action');
    expect((await client.setupIntents.retrieve(asked.id)).last_setup_error?.code).toBe(
      'payment_method_microdeposit_failed',
    );
  });
});
