import { linkedAccount, openSession, type Setup } from './setup.ts';

/* Accounts that were lost, as tests link them again. */

export const EVERYTHING = ['balances' as const, 'ownership' as const, 'transactions' as const];

/** An account that was linked, and to which access was lost a day later; then what its holder links. */
export async function lost(world: Setup, fields: Parameters<Setup['emulator']['linkAccount']>[0] = {}) {
  const account = await linkedAccount(world, fields);
  await world.emulator.clock.advance('1d');
  await world.emulator.updateAccount(account.id, { status: 'inactive' });
  const holder = { type: 'customer' as const, customer: String(account.account_holder?.customer) };
  const session = (params: Parameters<typeof openSession>[1] = {}) =>
    openSession(world, { account_holder: holder, ...params });
  return { account, holder, session };
}

/** The types of an account's events that came after the first `count` of all events. */
export const typesSince = ({ emulator }: Setup, count: number): string[] =>
  emulator
    .events()
    .slice(count)
    .map(({ type }) => type.replace('financial_connections.account.', ''));
