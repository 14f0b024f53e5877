import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../../src/index.ts';

/* Without the official client's types: no SDK has this field. */

async function refreshed(outcome: string, feature: 'balance' | 'ownership' | 'transactions', told: boolean) {
  const emulator = createEmulator({ assume: told ? { refreshError: 'cause_and_action' } : {} });
  const { id } = await emulator.linkAccount({ refresh: { [feature]: { outcome } } });
  const headers = { authorization: `Bearer ${emulator.apiKey}` };
  const path = `https://api.stripe.com/v1/financial_connections/accounts/${id}`;
  await emulator.fetch(`${path}/refresh`, { method: 'POST', headers, body: `features[]=${feature}` });
  await emulator.clock.advance('1s');
  const account = await (await emulator.fetch(path, { headers })).json();
  const other = createEmulator({ assume: { refreshError: 'cause_and_action' } });
  await other.restore(await emulator.snapshot());
  return { account, event: emulator.events().find(({ type }) => type.includes('.refreshed_')) };
}

const FIELDS = {
  balance: 'balance_refresh',
  ownership: 'ownership_refresh',
  transactions: 'transaction_refresh',
} as const;

describe('the error of a refresh that has failed', () => {
  it.each(['balance', 'ownership', 'transactions'] as const)(
    'is there where it is asked for: %s',
    async (feature) => {
      const { account, event } = await refreshed('failed', feature, true);

      const error = { cause: 'account_unavailable', action: 'none' };
      expect(account[FIELDS[feature]]).toMatchObject({ status: 'failed', error });
      expect(event?.data.object[FIELDS[feature]].error).toEqual(error);
      expect(Object.keys(account[FIELDS[feature]])).toEqual(Object.keys(account[FIELDS[feature]]).toSorted());
    },
  );

  it('says that access was denied, when the account is inactive with it', async () => {
    const { account } = await refreshed('failed_and_deactivated', 'balance', true);

    expect(account.status).toBe('inactive');
    expect(account.balance_refresh.error).toEqual({ cause: 'access_denied', action: 'relink_required' });
  });

  it('is not there by default, and never of one that succeeds', async () => {
    const byDefault = await refreshed('failed', 'balance', false);
    const succeeded = await refreshed('succeeded', 'balance', true);

    for (const { account } of [byDefault, succeeded])
      expect(account.balance_refresh).not.toHaveProperty('error');
  });

  it('can be put in place as it was answered', async () => {
    const { account } = await refreshed('failed', 'transactions', true);
    const emulator = createEmulator({ assume: { refreshError: 'cause_and_action' } });

    const put = await emulator.putObjects({ 'financial_connections.accounts': [account] });

    expect(put['financial_connections.accounts']?.[0]).toEqual(account);
  });
});
