import { expect, it } from 'vitest';
import { eventTypes, paid } from '../../support/payments.ts';

it('smoke', async () => {
  const world = await paid();
  const r = await world.stripe.refunds.create({ charge: world.charge.id, amount: 500 });
  console.log(r);
  await world.emulator.clock.advance(1000);
  console.log(
    await world.stripe.refunds.retrieve(r.id),
    await world.stripe.charges.retrieve(world.charge.id, { expand: ['refunds'] }),
    eventTypes(world),
  );
  console.log((await world.stripe.balanceTransactions.list()).data);
  expect(1).toBe(1);
});
