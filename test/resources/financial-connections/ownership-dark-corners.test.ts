import { describe, expect, it } from 'vitest';
import { cornersOf } from '../../support/dark-corners.ts';
import { linkedAccount, setup } from '../../support/setup.ts';

const { corner, expectAllTold } = cornersOf('resources/financial-connections/ownership-dark-corners.test.ts');

describe('ownership', () => {
  corner(
    26,
    'owners are listed of an ownership that has to be named, and the url of the list names it',
    async () => {
      const world = setup();
      const { id } = await linkedAccount(world, { permissions: ['ownership'], prefetch: ['ownership'] });
      await world.emulator.clock.advance(1_000);
      const { ownership } = await world.stripe.financialConnections.accounts.retrieve(id);
      const path = `/v1/financial_connections/accounts/${id}/owners`;

      const without = await world.call('GET', path);
      const list = await world.stripe.financialConnections.accounts.listOwners(id, {
        ownership: ownership as string,
      });

      expect(without.status).toBe(400);
      expect(without.body.error).toMatchObject({ code: 'parameter_missing', param: 'ownership' });
      expect(list.url).toBe(`${path}?ownership=${ownership}`);
      expect(list.data.map(({ name }) => name)).toEqual(['Jenny Rosen']);
    },
  );

  corner(27, 'ownership is an id unless it is expanded, and in events always', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { permissions: ['ownership'], prefetch: ['ownership'] });
    await world.emulator.clock.advance(1_000);

    const plain = await world.stripe.financialConnections.accounts.retrieve(id);
    const { ownership } = await world.stripe.financialConnections.accounts.retrieve(id, {
      expand: ['ownership'],
    });

    const event = world.received.at(-1)?.event;
    expect(plain.ownership).toMatch(/^fcaowns_/);
    expect(ownership).toMatchObject({
      id: plain.ownership,
      object: 'financial_connections.account_ownership',
    });
    expect(event?.type).toBe('financial_connections.account.refreshed_ownership');
    expect(event?.data.object).toMatchObject({ id, ownership: plain.ownership });
  });

  it('has all its dark corners told', expectAllTold);
});
