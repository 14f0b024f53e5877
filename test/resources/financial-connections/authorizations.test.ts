import { describe, expect, it } from 'vitest';
import { DAY, eventsDuring, lastEvent, living } from '../../support/account-life.ts';
import { setup } from '../../support/setup.ts';

interface Kept {
  readonly id: string;
  readonly status: string;
  readonly status_details: object;
}

type Living = Awaited<ReturnType<typeof living>>;
type World = Pick<Living, 'emulator'>;

/** No endpoint shows authorizations; a snapshot has those that were named. */
async function authorizations({ emulator }: World): Promise<readonly Kept[]> {
  const { scopes } = (await emulator.snapshot()) as unknown as {
    scopes: readonly [{ tables: Record<string, readonly (readonly [Kept, boolean])[]> }];
  };
  return (scopes[0].tables['financial_connections.authorization'] ?? []).map(([record]) => record);
}

const expecting = (days: number, now: number) => ({
  status_details: { active: { expected_deactivation_date: now + days * DAY } },
});

describe('an authorization', () => {
  it('is not there before it is named', async () => {
    const world = await living();
    await world.update({ status: 'inactive' });

    expect(await authorizations(world)).toEqual([]);
  });

  it.each([
    ['has ended', (world: Living) => world.emulator.clock.advance('20d')],
    ['is disconnected', (world: Living) => world.update({ status: 'disconnected' })],
    ['is inactive', (world: Living) => world.update({ status: 'inactive' })],
    ['ends later', (world: Living) => world.update(expecting(60, world.now()))],
    ['does not end any more', (world: Living) => world.update({ status_details: { active: null } })],
  ])('expects the end of the next account when the first %s', async (_, act) => {
    const world = await living();
    const { emulator, holder, now, id } = world;
    const second = await emulator.linkAccount({ account_holder: holder, account: 'High Balance' });
    await emulator.updateAccount(second.id, expecting(30, now()));
    await emulator.updateAccount(id, expecting(20, now()));
    const [next, first] = [expecting(30, now()), expecting(20, now())];

    const told = await eventsDuring(world, () => act(world));

    expect(told.filter((type) => type.startsWith('authorization.'))).toEqual([
      'authorization.expected_deactivation_date_updated',
      'authorization.upcoming_deactivation',
    ]);
    const { object, previous_attributes } = lastEvent(
      { emulator },
      'authorization.expected_deactivation_date_updated',
    ).data;
    expect(object).toMatchObject(next);
    expect(previous_attributes).toEqual(first);
  });

  it('is announced later when the next of its accounts ends later', async () => {
    const world = await living();
    const { emulator, holder, now, id } = world;
    const second = await emulator.linkAccount({ account_holder: holder, account: 'High Balance' });
    await emulator.updateAccount(second.id, expecting(90, now()));
    await emulator.updateAccount(id, expecting(20, now()));

    const ended = await eventsDuring(world, () => emulator.clock.advance('20d'));
    const later = await eventsDuring(world, () => emulator.clock.advance('40d'));

    expect(ended).toEqual(['account.deactivated', 'authorization.expected_deactivation_date_updated']);
    expect(later).toEqual(['account.upcoming_deactivation', 'authorization.upcoming_deactivation']);
  });

  it('is of all accounts of one holder at one institution, and told of with the first that ends', async () => {
    const world = await living();
    const { emulator, holder, now, id } = world;
    const second = await emulator.linkAccount({ account_holder: holder, account: 'High Balance' });
    const elsewhere = await emulator.linkAccount({
      account_holder: holder,
      institution: 'Ownership Accounts',
    });
    const other = await emulator.linkAccount({ account: 'High Balance' });
    await emulator.updateAccount(id, expecting(50, now()));

    const sooner = await eventsDuring(world, () => emulator.updateAccount(second.id, expecting(40, now())));
    const later = await eventsDuring(world, () => emulator.updateAccount(id, expecting(45, now())));
    await emulator.updateAccount(elsewhere.id, expecting(60, now()));
    await emulator.updateAccount(other.id, expecting(70, now()));
    const kept = await authorizations(world);
    const near = await eventsDuring(world, () => emulator.clock.advance('15d'));

    expect(sooner).toEqual([
      'account.expected_deactivation_date_updated',
      'authorization.expected_deactivation_date_updated',
    ]);
    expect(later).toEqual(['account.expected_deactivation_date_updated']);
    expect(kept).toHaveLength(3);
    expect(near).toEqual([
      'account.upcoming_deactivation',
      'authorization.upcoming_deactivation',
      'account.upcoming_deactivation',
    ]);
  });

  it('is inactive when all of its accounts have lost access, and active with the first that has it again', async () => {
    const world = await living();
    const { emulator, holder, now, id } = world;
    const { id: second } = await emulator.linkAccount({ account_holder: holder, account: 'High Balance' });
    await emulator.updateAccount(id, expecting(40, now()));
    const states: unknown[] = [];
    const note = async () => states.push((await authorizations(world)).map(({ status }) => status));

    await emulator.updateAccount(id, { status: 'inactive' });
    await note();
    await emulator.updateAccount(second, { status: 'inactive' });
    await note();
    const [lost] = await authorizations(world);
    await emulator.reconnectAccount(id);
    await note();

    expect(states).toEqual([['active'], ['inactive'], ['active']]);
    expect(lost?.status_details).toEqual({ inactive: { action: 'relink_required' } });
    expect((await authorizations(world))[0]?.status_details).toEqual({});
  });

  it('stays active when an account was closed: the credentials are as good as before', async () => {
    const world = await living();
    await world.update(expecting(40, world.now()));

    await world.update({ status: 'inactive', inactive: { cause: 'account_closed' } });
    const [closed] = await authorizations(world);
    await world.update({ inactive: { cause: 'access_denied' } });
    const [denied] = await authorizations(world);

    expect(closed).toMatchObject({ status: 'active', status_details: {} });
    expect(denied?.status).toBe('inactive');
  });

  it('shows that nothing can be done once its last account is disconnected, until one is linked', async () => {
    const world = await living();
    await world.update(expecting(40, world.now()));
    await world.stripe.financialConnections.accounts.disconnect(world.id);
    const [left] = await authorizations(world);

    await world.emulator.linkAccount({ account_holder: world.holder });
    const [again] = await authorizations(world);

    expect(left).toMatchObject({ status: 'inactive', status_details: { inactive: { action: 'none' } } });
    expect(again).toMatchObject({ id: left?.id, status: 'active', status_details: {} });
  });

  it.each(['a seed', undefined])('has one id, whenever it is first named, with %s', async (seed) => {
    const world = await living({}, seed === undefined ? {} : { seed });
    const { emulator, id, now } = world;
    const { emulator: other } = setup(seed === undefined ? {} : { seed });
    const saved = await emulator.snapshot();
    await emulator.updateAccount(id, expecting(40, now()));
    await other.restore(saved);
    await other.linkAccount();
    await other.clock.advance('1d');

    await other.updateAccount(id, expecting(50, now()));

    const [first] = await authorizations(world);
    expect(first?.id).toMatch(/^fcauth_[A-Za-z0-9]{24}$/);
    expect(
      lastEvent({ emulator: other }, 'authorization.expected_deactivation_date_updated').data.object.id,
    ).toBe(first?.id);
  });

  it('of a connected account is told of there', async () => {
    const { emulator } = setup();
    const { id } = await emulator.linkAccount({
      account_holder: { type: 'account', account: 'acct_1' },
      institution: 'Eventually Requires Reauthentication',
    });
    await emulator.clock.advance('30d');

    const told = lastEvent({ emulator }, 'authorization.upcoming_deactivation');
    const end = lastEvent({ emulator }, 'account.deactivated');

    expect([told.account, end.account, end.data.object.id]).toEqual(['acct_1', 'acct_1', id]);
  });

  it('can be put in place as it was told of', async () => {
    const world = await living();
    await world.update(expecting(40, world.now()));
    const [answer] = await authorizations(world);
    const { emulator } = setup({ time: { start: world.emulator.clock.now(), runs: false } });

    const put = await emulator.putObjects({
      'financial_connections.authorizations': [{ ...answer }, { id: 'fcauth_1', status: 'inactive' }],
    });

    expect(put['financial_connections.authorizations']).toEqual([
      answer,
      {
        id: 'fcauth_1',
        object: 'financial_connections.authorization',
        institution_name: 'StripeBank',
        livemode: false,
        status: 'inactive',
        status_details: { inactive: { action: 'none' } },
      },
    ]);
  });
});
