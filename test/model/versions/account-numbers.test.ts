import { expect, it } from 'vitest';
import { setup } from '../../support/setup.ts';

it('numbers that are pending are told to no version before endive, nor that they were', async () => {
  const { emulator } = setup({ apiVersion: '2026-08-26.dahlia' });
  await emulator.linkAccount({ institution: 'Emulator: Account Numbers', account: 'Numbers Arrive Later' });

  await emulator.clock.advance('30s');

  const told = emulator
    .events()
    .find(({ type }) => type === 'financial_connections.account.account_numbers_updated');
  expect(told?.data).toMatchObject({
    object: { account_numbers: [{ status: 'transactable' }] },
    previous_attributes: { account_numbers: [] },
  });
});
