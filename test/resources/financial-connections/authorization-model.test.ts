import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY } from '../../support/account-life.ts';
import { previewSetup } from '../../support/preview.ts';

/* What an authorization shows follows from its accounts, whatever has become of them, and in whatever order. */

const STEP = fc.record({
  at: fc.nat(3),
  what: fc.constantFrom('link', 'expect', 'expect', 'clear', 'inactive', 'active', 'disconnect'),
  days: fc.integer({ min: 35, max: 38 }),
});

interface Shown {
  readonly status: string;
  readonly status_details?: { readonly active?: { readonly expected_deactivation_date: number } };
}

/** By a look at all of its accounts. */
function expected(accounts: readonly Shown[]): object {
  const connected = accounts.filter(({ status }) => status !== 'disconnected');
  if (connected.length === 0) return { status: 'disconnected', date: undefined };
  const active = connected.filter(({ status }) => status === 'active');
  const dates = active.flatMap(({ status_details: details }) =>
    details?.active === undefined ? [] : [details.active.expected_deactivation_date],
  );
  return {
    status: active.length === 0 ? 'inactive' : 'active',
    date: dates.toSorted((a, b) => a - b)[0],
  };
}

it('an authorization shows what follows from its accounts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(STEP, { maxLength: 12 }), async (steps) => {
      const { emulator, preview } = previewSetup();
      const { accounts, authorizations } = preview.financialConnections;
      const holder = { type: 'customer' as const, customer_account: 'acct_1' };
      const link = () => emulator.linkAccount({ account_holder: holder });
      const ids = [(await link()).id];
      const { authorization = '' } = await accounts.retrieve(String(ids[0]));
      const now = Math.floor(emulator.clock.now().getTime() / 1000);
      for (const { at, what, days } of steps) {
        const id = String(ids[at % ids.length]);
        const { status } = await accounts.retrieve(id);
        const end = { active: { expected_deactivation_date: now + days * DAY } };
        if (what === 'link') ids.push((await link()).id);
        else if (status === 'disconnected') continue;
        else if (what === 'disconnect') await accounts.disconnect(id);
        else if (what === 'active' || what === 'inactive') await emulator.updateAccount(id, { status: what });
        else if (status === 'active')
          await emulator.updateAccount(id, { status_details: what === 'expect' ? end : { active: null } });

        const shown: Shown = await authorizations.retrieve(authorization);
        const all = (await accounts.list()).data as unknown as readonly Shown[];
        const date = shown.status_details?.active?.expected_deactivation_date;
        expect({ status: shown.status, date }).toEqual(expected(all));
      }
    }),
    { numRuns: 60 },
  );
});
