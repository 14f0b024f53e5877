import { describe, expect, it } from 'vitest';
import { linkedAccount, setup } from '../support/setup.ts';

describe('the time of a balance', () => {
  it('moves with each success, within one second, too', async () => {
    const { emulator, stripe, call } = setup();
    const { id } = await linkedAccount(
      { emulator, stripe },
      { institution: 'Emulator: Refreshes', account: 'Current Only' },
    );
    const seen: number[] = [];
    for (let time = 0; time < 3; time++) {
      await call('POST', `/v1/financial_connections/accounts/${id}/refresh`, {
        form: 'features[]=balance',
        headers: { 'emulator-refresh': 'immediate' },
      });
      seen.push((await stripe.financialConnections.accounts.retrieve(id)).balance?.as_of ?? 0);
      await emulator.clock.advance(1_000);
    }

    expect(new Set(seen).size).toBe(3);
    expect(seen).toEqual([...seen].sort());
  });
});
