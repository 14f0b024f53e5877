import { describe, expect, it } from 'vitest';
import { linkedAccount, setup } from '../support/setup.ts';

describe('a fingerprint', () => {
  it('is the same for the same bank account, however it was given', async () => {
    const world = setup();
    const account = await linkedAccount(world, { permissions: ['payment_method'] });
    const fingerprintOf = async (bankAccount: object) => {
      const method = await world.stripe.paymentMethods.create({
        type: 'us_bank_account',
        billing_details: { name: 'Jenny Rosen' },
        us_bank_account: bankAccount,
      });
      return method.us_bank_account?.fingerprint;
    };
    const typedIn = (accountNumber: string) =>
      fingerprintOf({
        account_holder_type: 'individual',
        routing_number: '110000000',
        account_number: accountNumber,
      });

    const linked = await fingerprintOf({ financial_connections_account: account.id });
    const [first, other] = [await typedIn('000123456789'), await typedIn('000000000009')];

    expect(first).toBe(linked);
    expect(other).not.toBe(first);
  });
});
