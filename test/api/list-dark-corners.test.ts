import { describe, expect, it } from 'vitest';
import { cornersOf } from '../support/dark-corners.ts';
import { linkedAccount, refusal, setup } from '../support/setup.ts';

const { corner, expectAllTold } = cornersOf('api/list-dark-corners.test.ts');

describe('lists and expansion', () => {
  corner(70, 'a limit of 0 or 101 is refused', async () => {
    const { call } = setup();

    const [low, high] = [
      await call('GET', '/v1/customers?limit=0'),
      await call('GET', '/v1/customers?limit=101'),
    ];

    expect(low).toMatchObject({
      status: 400,
      body: { error: { param: 'limit', code: 'parameter_invalid_integer' } },
    });
    expect(high).toMatchObject({
      status: 400,
      body: { error: { param: 'limit', code: 'parameter_invalid_integer' } },
    });
  });

  const customers = async (count: number) => {
    const world = setup();
    const ids: string[] = [];
    for (let made = 0; made < count; made++) ids.unshift((await world.stripe.customers.create()).id);
    return { ...world, ids };
  };

  corner(71, 'a list goes one way at a time', async () => {
    const { stripe, ids } = await customers(2);

    const error = await refusal(
      stripe.customers.list({ starting_after: ids[0] ?? '', ending_before: ids[1] ?? '' }),
    );

    expect(error.message).toBe(
      'Received both starting_after and ending_before parameters. Please pass in only one.',
    );
  });

  corner(72, 'ending_before gives the page next to its cursor', async () => {
    const { stripe, ids } = await customers(6);

    const page = await stripe.customers.list({ ending_before: ids[4] ?? '', limit: 2 });

    expect(page.data.map(({ id }) => id)).toEqual([ids[2], ids[3]]);
    expect(page.has_more).toBe(true);
  });

  corner(73, 'objects of one second are listed in one order, none twice and none lost', async () => {
    const { stripe, ids } = await customers(25);

    const paged: string[] = [];
    for await (const { id } of stripe.customers.list({ limit: 4 })) paged.push(id);

    expect(paged).toEqual(ids);
  });

  corner(74, 'a list expands under data, an object does not', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const onList = await refusal(world.stripe.financialConnections.accounts.list({ expand: ['ownership'] }));
    const onObject = await refusal(
      world.stripe.financialConnections.accounts.retrieve(id, { expand: ['data.ownership'] }),
    );

    expect(onList.message).toBe(
      "This property cannot be expanded (ownership). You may want to try expanding 'data.ownership' instead.",
    );
    expect(onObject.message).toBe('This property cannot be expanded (data).');
  });

  it('have all their dark corners told', expectAllTold);
});
