import { describe, expect, it } from 'vitest';
import { DAY, eventsDuring, eventsOf, lastEvent, living } from '../../support/account-life.ts';
import { setup } from '../../support/setup.ts';

const EVENTUALLY = 'Eventually Requires Reauthentication';
const IMMEDIATELY = 'Immediately Requires Reauthentication';

describe('an account whose deactivation is expected', () => {
  it('tells of it at once, 30 days before, and on the day: itself and its authorization', async () => {
    const { emulator, now, update, shown, ...world } = await living();
    const date = now() + 40 * DAY;
    const active = { action: 'relink_required', cause: 'institution_requirement' } as const;

    const told = await eventsDuring({ emulator }, () =>
      update({ status_details: { active: { ...active, expected_deactivation_date: date } } }),
    );
    const details = (await shown()).status_details;
    const early = await eventsDuring({ emulator }, () => emulator.clock.advance('9d'));
    const near = await eventsDuring({ emulator }, () => emulator.clock.advance('1d'));
    const between = await eventsDuring({ emulator }, () => emulator.clock.advance('29d'));
    const end = await eventsDuring({ emulator }, () => emulator.clock.advance('1d'));

    expect(told).toEqual([
      'account.expected_deactivation_date_updated',
      'authorization.expected_deactivation_date_updated',
    ]);
    expect(details).toEqual({ active: { ...active, expected_deactivation_date: date } });
    expect([early, between]).toEqual([[], []]);
    expect(near).toEqual(['account.upcoming_deactivation', 'authorization.upcoming_deactivation']);
    expect(end).toEqual(['account.deactivated']);
    expect(now()).toBe(date);
    expect(await shown()).not.toHaveProperty('status_details');
    expect(world.received.at(-1)?.event.created).toBe(date);
  });

  it('tells what the date was before, of the account and of the authorization', async () => {
    const world = await living();
    const [first, second] = [world.now() + 40 * DAY, world.now() + 50 * DAY];
    const { update } = world;
    await update({ status_details: { active: { expected_deactivation_date: first } } });
    const set = lastEvent(world, 'account.expected_deactivation_date_updated');

    await update({ status_details: { active: { expected_deactivation_date: second } } });

    const moved = lastEvent(world, 'account.expected_deactivation_date_updated');
    const authorization = lastEvent(world, 'authorization.expected_deactivation_date_updated');
    const before = { status_details: { active: { expected_deactivation_date: first } } };
    expect(set.data.previous_attributes).toEqual({ status_details: null });
    expect(moved.data.previous_attributes).toEqual(before);
    expect(authorization.data.previous_attributes).toEqual(before);
    expect(authorization.data.object).toMatchObject({
      object: 'financial_connections.authorization',
      status: 'active',
      status_details: { active: { action: 'relink_required', expected_deactivation_date: second } },
    });
  });

  it('ends when the date was moved to, and not before', async () => {
    const { emulator, now, update, shown } = await living();
    const [first, second] = [now() + 10 * DAY, now() + 20 * DAY];
    await update({ status_details: { active: { expected_deactivation_date: first } } });
    await update({ status_details: { active: { expected_deactivation_date: second } } });

    await emulator.clock.advance('10d');
    const then = (await shown()).status;
    await emulator.clock.advance('10d');

    expect(then).toBe('active');
    expect((await shown()).status).toBe('inactive');
    expect(eventsOf({ emulator }).filter((type) => type === 'account.deactivated')).toHaveLength(1);
  });

  it('stays active when the date is moved and moved back: the announcement comes once', async () => {
    const { emulator, now, update } = await living();
    const [first, second] = [now() + 40 * DAY, now() + 50 * DAY];
    for (const date of [first, second, first])
      await update({ status_details: { active: { expected_deactivation_date: date } } });

    const told = await eventsDuring({ emulator }, () => emulator.clock.advance('50d'));

    expect(told).toEqual([
      'account.upcoming_deactivation',
      'authorization.upcoming_deactivation',
      'account.deactivated',
    ]);
  });

  it.each([
    ['null', null],
    ['nothing', ''],
    ['no active', { active: null }],
  ] as const)('stays active when the date is cleared, with %s', async (_, nothing) => {
    const world = await living({ institution: EVENTUALLY });
    const { emulator, update, shown } = world;

    const told = await eventsDuring(world, () => update({ status_details: nothing }));
    const later = await eventsDuring(world, () => emulator.clock.advance('100d'));

    expect(told).toEqual([
      'account.expected_deactivation_date_updated',
      'authorization.expected_deactivation_date_updated',
    ]);
    expect(later).toEqual([]);
    expect(await shown()).not.toHaveProperty('status_details');
    expect(emulator.clock.pending()).toEqual([]);
  });

  it('says nothing when the same date is given again', async () => {
    const world = await living();
    const active = { expected_deactivation_date: world.now() + 40 * DAY };
    await world.update({ status_details: { active } });

    const told = await eventsDuring(world, () =>
      world.update({ status_details: { active: { ...active, cause: 'unspecified' } } }),
    );

    expect(told).toEqual([]);
    expect((await world.shown()).status_details?.active?.cause).toBe('unspecified');
  });

  it('is not deactivated a second time when it has become inactive before, and active again', async () => {
    const world = await living({ institution: EVENTUALLY });
    await world.update({ status: 'inactive' });
    await world.update({ status: 'active' });

    const later = await eventsDuring(world, () => world.emulator.clock.advance('40d'));

    expect(later).toEqual([]);
    expect((await world.shown()).status).toBe('active');
  });

  it('goes on in a snapshot, and elsewhere', async () => {
    const world = await living();
    const { emulator: other, stripe } = setup();
    await world.update({
      status_details: { active: { expected_deactivation_date: world.now() + 40 * DAY } },
    });

    await other.restore(await world.emulator.snapshot());
    const told = await eventsDuring({ emulator: other }, () => other.clock.advance('40d'));

    expect(told).toEqual([
      'account.upcoming_deactivation',
      'authorization.upcoming_deactivation',
      'account.deactivated',
    ]);
    expect((await stripe.financialConnections.accounts.retrieve(world.id)).status).toBe('inactive');
  });

  it('ends when it is put in place with a date, without having been announced', async () => {
    const { emulator, stripe } = setup();
    const expected_deactivation_date = Math.floor(emulator.clock.now().getTime() / 1000) + 40 * DAY;
    const active = { action: 'none', cause: 'unspecified', expected_deactivation_date };
    await emulator.putObjects({
      'financial_connections.accounts': [{ id: 'fca_1', status_details: { active } }],
    });

    const told = await eventsDuring({ emulator }, () => emulator.clock.advance('40d'));

    expect(told).toEqual([
      'account.upcoming_deactivation',
      'authorization.upcoming_deactivation',
      'account.deactivated',
    ]);
    expect((await stripe.financialConnections.accounts.retrieve('fca_1')).status).toBe('inactive');
  });

  it.each([
    ['of an inactive account', { status: 'inactive' as const }, 'only of an active one'],
    ['of a disconnected account', { status: 'disconnected' as const }, 'only of an active one'],
  ])('cannot be said %s', async (_, given, sentence) => {
    const { update, now } = await living(given);

    const refused = update({ status_details: { active: { expected_deactivation_date: now() + DAY } } });

    await expect(refused).rejects.toThrow(sentence);
  });

  it('cannot have a date that is past', async () => {
    const { update, now } = await living();

    const refused = update({ status_details: { active: { expected_deactivation_date: now() } } });

    await expect(refused).rejects.toThrow('Write a time to come, or say status inactive.');
  });

  it('cannot be told why it is inactive, because it is not', async () => {
    const { update } = await living();

    await expect(update({ inactive: { cause: 'account_closed' } })).rejects.toThrow('say status inactive');
  });
});

describe('a test institution', () => {
  it(`called ${EVENTUALLY} announces the end in 30 days at linking, and ends then`, async () => {
    const world = await living({ institution: EVENTUALLY });
    const linked = eventsOf(world);

    const later = await eventsDuring(world, () => world.emulator.clock.advance('30d'));

    expect(linked).toEqual([
      'account.created',
      'account.expected_deactivation_date_updated',
      'authorization.expected_deactivation_date_updated',
      'account.upcoming_deactivation',
      'authorization.upcoming_deactivation',
    ]);
    expect(world.account.status_details?.active).toEqual({
      action: 'relink_required',
      cause: 'access_expired',
      expected_deactivation_date: world.account.created + 30 * DAY,
    });
    expect(later).toEqual(['account.deactivated']);
  });

  it(`called ${IMMEDIATELY} breaks at once, and after each login once more in a day`, async () => {
    const world = await living({ institution: IMMEDIATELY });
    const { emulator, id, now } = world;
    const broken = await eventsDuring(world, () => emulator.clock.advance('1s'));

    const again = await eventsDuring(world, () => emulator.reconnectAccount(id));
    const active = (await world.shown()).status_details?.active;
    const reconnected = now();
    const after = await eventsDuring(world, () => emulator.clock.advance('1d'));
    const third = await eventsDuring(world, () => emulator.reconnectAccount(id));

    const RELINKED = [
      'account.reactivated',
      'account.expected_deactivation_date_updated',
      'authorization.expected_deactivation_date_updated',
      'account.upcoming_deactivation',
      'authorization.upcoming_deactivation',
    ];
    expect(broken).toEqual(['account.deactivated']);
    expect(again).toEqual(RELINKED);
    expect(active).toEqual({
      action: 'relink_required',
      cause: 'institution_requirement',
      expected_deactivation_date: reconnected + DAY,
    });
    expect(after).toEqual(['account.deactivated']);
    expect(third).toEqual(RELINKED);
  });

  it('called Inactive Accounts breaks at once, and after a login no more', async () => {
    const world = await living({ institution: 'Inactive Accounts' });
    await world.emulator.clock.advance('1s');
    const broken = (await world.shown()).status;

    const again = await eventsDuring(world, () => world.emulator.reconnectAccount(world.id));
    const later = await eventsDuring(world, () => world.emulator.clock.advance('100d'));

    expect(broken).toBe('inactive');
    expect(again).toEqual(['account.reactivated']);
    expect(later).toEqual([]);
  });
});

describe('a user who logs in again', () => {
  it('has an account that can be refreshed at once, with the permissions that were granted now', async () => {
    const world = await living({ permissions: ['balances'], prefetch: ['balances'] });
    const { emulator, stripe, id } = world;
    await emulator.clock.advance('1s');
    await world.update({ status: 'inactive' });

    const account = await emulator.reconnectAccount(id, { permissions: ['balances', 'ownership'] });
    const refreshed = await stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    expect(account).toMatchObject({ id, status: 'active', permissions: ['balances', 'ownership'] });
    expect(lastEvent(world, 'account.reactivated').data.object.permissions).toEqual([
      'balances',
      'ownership',
    ]);
    expect(refreshed.balance_refresh?.status).toBe('pending');
  });

  it.each([
    ['Account closes after linking', 'it is inactive because of account_closed'],
    ['Failure', 'it is inactive because of account_unavailable'],
  ])('cannot repair %s', async (account, sentence) => {
    const world = await living({ account });

    const told = await eventsDuring(world, () =>
      expect(world.emulator.reconnectAccount(world.id)).rejects.toThrow(sentence),
    );

    expect(told).toEqual([]);
  });

  it('before the end takes the end away', async () => {
    const world = await living();
    await world.update({
      status_details: { active: { expected_deactivation_date: world.now() + 40 * DAY } },
    });

    const told = await eventsDuring(world, () => world.emulator.reconnectAccount(world.id));

    expect(told).toEqual([
      'account.expected_deactivation_date_updated',
      'authorization.expected_deactivation_date_updated',
    ]);
    expect(await world.shown()).not.toHaveProperty('status_details');
  });
});

describe('why an account is inactive', () => {
  it.each([
    ['access_denied', undefined, true],
    ['access_expired', undefined, true],
    ['institution_requirement', undefined, true],
    ['unspecified', undefined, true],
    ['unspecified', 'none', false],
    ['account_closed', undefined, false],
    ['account_unavailable', undefined, false],
  ] as const)('decides whether a login repairs it: %s, %s', async (cause, action, isRepaired) => {
    const inactive = { cause, ...(action === undefined ? {} : { action }) };
    const linked = await living({ status: 'inactive', inactive });
    const updated = await living();
    await updated.update({ status: 'inactive', inactive });
    const placed = setup();
    await placed.emulator.putObjects({
      'financial_connections.accounts': [{ id: 'fca_1', status: 'inactive', inactive }],
    });

    for (const { emulator, id } of [linked, updated, { ...placed, id: 'fca_1' }]) {
      const status = await emulator.reconnectAccount(id).then(
        (account) => account.status,
        () => 'refused',
      );
      expect(status).toBe(isRepaired ? 'active' : 'refused');
    }
  });

  it('is what was announced, once the end has come', async () => {
    const { emulator, id, now, update } = await living();
    const active = { expected_deactivation_date: now() + DAY, action: 'none' } as const;
    await update({ status_details: { active } });
    await emulator.clock.advance('1d');

    await expect(emulator.reconnectAccount(id)).rejects.toThrow('inactive because of access_expired');
  });

  it('is not said of an account that is linked active', async () => {
    const { emulator } = setup();

    const refused = emulator.linkAccount({ inactive: { cause: 'account_closed' } });

    await expect(refused).rejects.toThrow('say status inactive as well');
  });
});
