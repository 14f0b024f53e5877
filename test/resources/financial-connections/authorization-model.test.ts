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
  readonly id: string;
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

type World = ReturnType<typeof previewSetup>;
type Step = typeof STEP extends fc.Arbitrary<infer Of> ? Of : never;

/** What becomes of an account that is not disconnected. */
async function change({ emulator, preview }: World, { id, status }: Shown, { what, days }: Step) {
  if (what === 'disconnect') return preview.financialConnections.accounts.disconnect(id);
  if (what === 'active' || what === 'inactive') return emulator.updateAccount(id, { status: what });
  if (status !== 'active') return undefined;
  const date = Math.floor(emulator.clock.now().getTime() / 1000) + days * DAY;
  const active = what === 'expect' ? { expected_deactivation_date: date } : null;
  return emulator.updateAccount(id, { status_details: { active } });
}

async function play(steps: readonly Step[]): Promise<void> {
  const world = previewSetup();
  const { accounts, authorizations } = world.preview.financialConnections;
  const holder = { type: 'customer' as const, customer_account: 'acct_1' };
  const link = () => world.emulator.linkAccount({ account_holder: holder });
  const { authorization = '' } = await accounts.retrieve((await link()).id);
  const all = async () => (await accounts.list()).data as unknown as readonly [Shown, ...Shown[]];
  for (const step of steps) {
    const there = await all();
    const account = there[step.at % there.length] ?? there[0];
    if (step.what === 'link') await link();
    else if (account.status !== 'disconnected') await change(world, account, step);

    const shown: Shown = await authorizations.retrieve(authorization);
    const date = shown.status_details?.active?.expected_deactivation_date;
    expect({ status: shown.status, date }).toEqual(expected(await all()));
  }
}

it('an authorization shows what follows from its accounts', async () => {
  await fc.assert(fc.asyncProperty(fc.array(STEP, { maxLength: 12 }), play), { numRuns: 60 });
});
