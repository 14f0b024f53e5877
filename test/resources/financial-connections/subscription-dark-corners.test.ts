import { describe, expect, it } from 'vitest';
import { cornersOf } from '../../support/dark-corners.ts';
import { linkedAccount, setup } from '../../support/setup.ts';

const { corner, expectAllTold } = cornersOf(
  'resources/financial-connections/subscription-dark-corners.test.ts',
);

describe('subscriptions', () => {
  corner(38, 'subscribing starts a refresh at once, which the answer shows pending', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { permissions: ['transactions'] });

    const account = await world.stripe.financialConnections.accounts.subscribe(id, {
      features: ['transactions'],
    });

    expect(account.subscriptions).toEqual(['transactions']);
    expect(account.transaction_refresh).toMatchObject({ status: 'pending', next_refresh_available_at: null });
    expect(account.transaction_refresh?.id).toMatch(/^fctxnref_/);
  });

  corner(39, 'balances cannot be subscribed to outside previews', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { permissions: ['balances', 'transactions'] });

    const { status, body } = await world.call('POST', `/v1/financial_connections/accounts/${id}/subscribe`, {
      form: 'features[]=balance',
    });

    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      message: 'Invalid features[0]: must be one of transactions',
      param: 'features[0]',
    });
  });

  it('have all their dark corners told', expectAllTold);
});
