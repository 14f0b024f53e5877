import { expect, it } from 'vitest';
import { billed } from '../../../support/invoices.ts';

it('a draft is finalized and paid by one call, and paid when the bank has answered', async () => {
  const world = await billed();

  const open = await world.stripe.invoices.pay(world.draft.id);
  await world.emulator.clock.advance(1_000);
  const paid = await world.stripe.invoices.retrieve(world.draft.id);

  expect(open).toMatchObject({ status: 'open', attempted: true, attempt_count: 1 });
  expect(paid).toMatchObject({ status: 'paid', amount_paid: 2000, amount_remaining: 0 });
});
