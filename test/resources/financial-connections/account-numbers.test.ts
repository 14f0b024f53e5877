import { describe, expect, it } from 'vitest';
import { DAY, eventsDuring, eventsOf, lastEvent, living, methodOf } from '../../support/account-life.ts';
import { OFFLINE, TO_PAY } from '../../support/payments.ts';
import { refusal } from '../../support/setup.ts';

const TOKENIZED = 'Tokenized Account Number';
const TOKEN = { identifier_type: 'tokenized_account_number', status: 'transactable' } as const;

describe('the institution Tokenized Account Number', () => {
  it('has a number that is deactivated, and of which no PaymentMethod can be made', async () => {
    const world = await living({ institution: TOKENIZED, account: 'Expired' });

    const error = await refusal(methodOf(world, world.id));

    expect(world.account.account_numbers).toMatchObject([{ ...TOKEN, status: 'deactivated' }]);
    expect(error.code).toBe('financial_connections_account_unavailable_account_numbers');
  });

  it('has one that expires in 30 days, and tells so at linking', async () => {
    const world = await living({ institution: TOKENIZED, account: 'Expiring in 30 Days' });

    const later = await eventsDuring(world, () => world.emulator.clock.advance('30d'));

    expect(eventsOf(world).slice(0, 2)).toEqual([
      'account.created',
      'account.upcoming_account_number_expiry',
    ]);
    expect(later).toEqual(['account.account_numbers_updated']);
    expect((await world.shown()).account_numbers).toMatchObject([{ ...TOKEN, status: 'expired' }]);
  });

  it('has one that expires at once', async () => {
    const world = await living({ institution: TOKENIZED, account: 'Expiring at Once' });

    const later = await eventsDuring(world, () => world.emulator.clock.advance('1s'));

    expect(later).toEqual(['account.account_numbers_updated']);
    expect(lastEvent(world, 'account.account_numbers_updated').data.previous_attributes).toEqual({
      account_numbers: world.account.account_numbers,
    });
  });
});

describe('a tokenized number', () => {
  it('may be given to an account that is linked, and expires', async () => {
    const start = Date.UTC(2026, 0) / 1000;
    const number = { ...TOKEN, expected_expiry_date: start + DAY };
    const world = await living({ account_numbers: [number] }, { time: { start, runs: false } });

    const later = await eventsDuring(world, () => world.emulator.clock.advance('1d'));

    expect(world.account.account_numbers).toEqual([{ ...number, supported_networks: ['ach'] }]);
    expect(later).toEqual(['account.account_numbers_updated']);
    await expect(world.emulator.linkAccount({ account_numbers: [number] })).rejects.toThrow(
      'Write a time to come, or say status expired.',
    );
  });

  it.each([
    [0, 'Write a time to come, or say status expired.'],
    [-60, 'Write a time to come, or say status expired.'],
    [Date.UTC(2030, 0), 'Write Unix seconds, not milliseconds.'],
  ])('expires at a time to come: not %i seconds from now', async (seconds, message) => {
    const { account, emulator, id, shown } = await living();
    const now = Math.floor(emulator.clock.now().getTime() / 1000);
    const number = { ...TOKEN, expected_expiry_date: now + seconds };

    const refused = emulator.updateAccount(id, { account_numbers: [number] });

    await expect(refused).rejects.toThrow(message);
    expect((await shown()).account_numbers).toEqual(account.account_numbers);
  });

  it('that expires blocks its PaymentMethod; the user logs in again, and another number can be used', async () => {
    const world = await living({ institution: TOKENIZED, account: 'Expiring in 30 Days' });
    const { emulator, stripe, id } = world;
    const old = await methodOf(world, id);
    await emulator.clock.advance('30d');
    const blocked = await stripe.paymentMethods.retrieve(old.id);

    const again = await eventsDuring(world, () => emulator.reconnectAccount(id));
    const anew = await methodOf(world, id);

    expect(blocked.us_bank_account?.status_details?.blocked).toEqual({
      network_code: null,
      reason: 'tokenized_account_number_deactivated',
    });
    expect(emulator.events().map(({ type }) => type)).toContain('payment_method.automatically_updated');
    expect(again).toEqual(['account.account_numbers_updated']);
    expect((await world.shown()).account_numbers).toMatchObject([
      { ...TOKEN, status: 'expired' },
      { ...TOKEN, expected_expiry_date: null },
    ]);
    expect(anew.us_bank_account?.status_details?.blocked).toBeUndefined();
    expect((await stripe.paymentMethods.retrieve(old.id)).us_bank_account).toEqual(blocked.us_bank_account);
  });

  it('is new after each login: with it the order is reactivated, numbers', async () => {
    const world = await living({ institution: TOKENIZED, account: 'Expiring in 30 Days' });
    await world.update({ status: 'inactive' });

    const told = await eventsDuring(world, () => world.emulator.reconnectAccount(world.id));

    expect(told).toEqual(['account.reactivated', 'account.account_numbers_updated']);
    expect((await world.shown()).account_numbers).toHaveLength(2);
  });

  it('that is deactivated blocks neither typed-in accounts nor those of others', async () => {
    const world = await living();
    const { emulator, stripe, id, update } = world;
    const beside = await emulator.linkAccount({ account: 'Success' });
    await update({ account_numbers: [TOKEN] });
    await methodOf(world, id);

    await update({ account_numbers: [{ ...TOKEN, status: 'deactivated' }] });

    const other = await methodOf(world, beside.id);
    const typed = await stripe.paymentMethods.create({
      type: 'us_bank_account',
      billing_details: { name: 'Jenny Rosen' },
      us_bank_account: { routing_number: '110000000', account_number: '000123456789' },
    });
    for (const { us_bank_account: bank } of [other, typed])
      expect(bank?.status_details?.blocked).toBeUndefined();
  });

  it('that is deactivated fails the debits of its PaymentMethods, under way and later', async () => {
    const world = await living({ permissions: ['payment_method'] });
    const { emulator, stripe, id, update } = world;
    const { customer } = world.holder;
    await update({ account_numbers: [TOKEN] });
    const { id: method } = await methodOf(world, id);
    await stripe.paymentMethods.attach(method, { customer });
    const pay = () =>
      stripe.paymentIntents.create({
        ...TO_PAY,
        customer,
        payment_method: method,
        confirm: true,
        mandate_data: OFFLINE,
      });
    const { id: underWay } = await pay();

    await update({ account_numbers: [{ ...TOKEN, status: 'deactivated' }, TOKEN] });
    await emulator.clock.advance('1s');
    const later = await refusal(pay());

    const intent = await stripe.paymentIntents.retrieve(underWay);
    expect(intent.status).toBe('requires_payment_method');
    expect(intent.last_payment_error?.code).toBe('bank_account_unusable');
    expect([later.statusCode, later.code]).toEqual([402, 'bank_account_unusable']);
  });

  it('takes the mandates of its PaymentMethods with it', async () => {
    const world = await living({ permissions: ['payment_method'] });
    const { stripe, emulator, id, update } = world;
    await update({ account_numbers: [TOKEN] });
    const { id: method } = await methodOf(world, id);
    const setUp = await stripe.setupIntents.create({
      payment_method: method,
      confirm: true,
      allowed_payment_method_types: ['us_bank_account'],
      mandate_data: OFFLINE,
    });

    await update({ account_numbers: [{ ...TOKEN, status: 'deactivated' }] });

    expect((await stripe.mandates.retrieve(setUp.mandate as string)).status).toBe('inactive');
    expect(
      emulator
        .events()
        .map(({ type }) => type)
        .slice(-2),
    ).toEqual(['mandate.updated', 'payment_method.automatically_updated']);
  });

  it('is announced 30 days before its date, and expires on it', async () => {
    const world = await living();
    const { emulator, update, now } = world;
    const number = { ...TOKEN, expected_expiry_date: now() + 40 * DAY };

    const set = await eventsDuring(world, () => update({ account_numbers: [number] }));
    const near = await eventsDuring(world, () => emulator.clock.advance('10d'));
    const between = await eventsDuring(world, () => emulator.clock.advance('29d'));
    const end = await eventsDuring(world, () => emulator.clock.advance('1d'));

    expect(set).toEqual(['account.account_numbers_updated']);
    expect(near).toEqual(['account.upcoming_account_number_expiry']);
    expect(between).toEqual([]);
    expect(end).toEqual(['account.account_numbers_updated']);
    expect((await world.shown()).account_numbers).toMatchObject([{ status: 'expired' }]);
  });

  it('does not expire when its date was taken away', async () => {
    const world = await living();
    await world.update({ account_numbers: [{ ...TOKEN, expected_expiry_date: world.now() + 40 * DAY }] });
    await world.update({ account_numbers: [TOKEN] });

    const later = await eventsDuring(world, () => world.emulator.clock.advance('100d'));

    expect(later).toEqual([]);
    expect(world.emulator.clock.pending()).toEqual([]);
  });

  it('is shown as deactivated to clients of before 2026-09-30, once it has expired', async () => {
    const world = await living({ institution: TOKENIZED, account: 'Expiring at Once' });
    await world.emulator.clock.advance('1s');

    const older = await world.stripe.financialConnections.accounts.retrieve(
      world.id,
      {},
      { apiVersion: '2026-08-26.dahlia' },
    );

    expect(older.account_numbers).toMatchObject([{ ...TOKEN, status: 'deactivated' }]);
  });
});

describe('numbers', () => {
  it('that are the same again tell nothing', async () => {
    const world = await living();
    const { account_numbers: numbers } = world.account;

    const told = await eventsDuring(world, () => world.update({ account_numbers: numbers as [] }));

    expect(told).toEqual([]);
  });

  it('of an account that asked for no payments come with a login that does', async () => {
    const world = await living({ permissions: ['balances'] });

    const told = await eventsDuring(world, () =>
      world.emulator.reconnectAccount(world.id, { permissions: ['balances', 'payment_method'] }),
    );

    expect(world.account.account_numbers).toBeNull();
    expect(told).toEqual(['account.account_numbers_updated']);
    expect((await world.shown()).account_numbers).toMatchObject([{ status: 'transactable' }]);
  });

  it('arrive later, and PaymentMethods can be made from then on', async () => {
    const world = await living({ institution: 'Account Numbers', account: 'Numbers Arrive Later' });
    const { emulator, id } = world;
    const early = await refusal(methodOf(world, id));

    const told = await eventsDuring(world, () => emulator.clock.advance('30s'));

    expect(world.account.account_numbers).toMatchObject([
      { identifier_type: 'account_number', status: 'pending' },
    ]);
    expect([early.statusCode, early.code]).toEqual([
      400,
      'financial_connections_account_pending_account_numbers',
    ]);
    expect(told).toEqual(['account.account_numbers_updated']);
    expect((await world.shown()).account_numbers).toMatchObject([{ status: 'transactable' }]);
    expect((await methodOf(world, id)).us_bank_account?.financial_connections_account).toBe(id);
  });

  it('of one account expire each on its own date, each date is announced once, and the others stay', async () => {
    const world = await living();
    const { emulator, update, now } = world;
    const [first, second] = [40, 45].map((days) => now() + days * DAY);
    const others = [
      { ...TOKEN, status: 'deactivated' as const, expected_expiry_date: now() + 35 * DAY },
      { ...TOKEN, status: 'pending' as const },
    ];
    const dates = [first, first, second].map((date) => ({ ...TOKEN, expected_expiry_date: date ?? 0 }));
    await update({ account_numbers: [...dates, ...others] });
    const told: (readonly string[])[] = [];
    const statuses: string[] = [];
    for (const days of [5, 5, 5, 24, 1, 5]) {
      told.push(await eventsDuring(world, () => emulator.clock.advance(`${days}d`)));
      statuses.push((await world.shown()).account_numbers?.map(({ status }) => status).join(' ') ?? '');
    }

    const [NEAR, CHANGED] = ['account.upcoming_account_number_expiry', 'account.account_numbers_updated'];
    expect(told).toEqual([[], [NEAR], [NEAR], [], [CHANGED], [CHANGED]]);
    expect(statuses.slice(-3)).toEqual([
      'transactable transactable transactable deactivated pending',
      'expired expired transactable deactivated pending',
      'expired expired expired deactivated pending',
    ]);
  });

  it('that were deactivated do not come back when others arrive', async () => {
    const world = await living({ institution: 'Account Numbers', account: 'Numbers Arrive Later' });
    await world.update({
      account_numbers: [
        { ...TOKEN, status: 'deactivated' },
        { ...TOKEN, status: 'pending' },
      ],
    });

    await world.emulator.clock.advance('30s');

    expect((await world.shown()).account_numbers).toMatchObject([
      { status: 'deactivated' },
      { status: 'transactable' },
    ]);
  });

  it('never arrive at all, or when they are told to', async () => {
    const world = await living({ institution: 'Account Numbers', account: 'Numbers Never Arrive' });
    await world.emulator.clock.advance('1000d');
    const still = (await world.shown()).account_numbers;

    await world.update({
      account_numbers: [{ identifier_type: 'account_number', status: 'transactable' }],
    });

    expect(still).toMatchObject([{ status: 'pending' }]);
    expect((await methodOf(world, world.id)).id).toMatch(/^pm_/);
  });

  it('of a disconnected account neither arrive nor expire nor change', async () => {
    const world = await living({ institution: TOKENIZED, account: 'Expiring in 30 Days' });
    await world.stripe.financialConnections.accounts.disconnect(world.id);

    const later = await eventsDuring(world, () => world.emulator.clock.advance('40d'));

    expect(later).toEqual([]);
    await expect(world.update({ account_numbers: [TOKEN] })).rejects.toThrow('cannot change any more');
  });

  it.each(['linkAccount', 'reconnectAccount'] as const)(
    'goes with the permission payment_method, by %s, and nothing more is told of it',
    async (how) => {
      const named = { institution: TOKENIZED, account: 'Expiring in 30 Days' };
      const world = await living(named);
      const { emulator, holder, id, now, stripe, update } = world;
      await update({ account_numbers: [{ ...TOKEN, expected_expiry_date: now() + 60 * DAY }] });
      const method = await methodOf(world, id);
      await update({ status: 'inactive' });
      const permissions = ['balances' as const];

      const again = await eventsDuring(world, () =>
        how === 'linkAccount'
          ? emulator.linkAccount({ account_holder: holder, ...named, permissions })
          : emulator.reconnectAccount(id, { permissions }),
      );
      const later = await eventsDuring(world, () => emulator.clock.advance('70d'));

      expect(again).toEqual(['account.reactivated', 'account.account_numbers_updated']);
      expect(lastEvent(world, 'account.account_numbers_updated').data).toMatchObject({
        object: { id, account_numbers: null, permissions },
        previous_attributes: { account_numbers: [TOKEN] },
      });
      expect(later).toEqual([]);
      const { us_bank_account: bank } = await stripe.paymentMethods.retrieve(method.id);
      expect(bank?.status_details?.blocked?.reason).toBe('tokenized_account_number_deactivated');
    },
  );
});
