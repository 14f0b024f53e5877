import { linkedAccount, type Setup, setup } from './setup.ts';

/* Accounts with a subscription, as tests watch their days go by. */

export const START = '2026-01-01T00:00:00Z';
export const START_SECONDS = Date.parse(START) / 1000;
export const DAY_MS = 86_400_000;
export const DAY = 86_400;
export const FEATURES = { features: ['transactions' as const] };
export const REFRESHED = 'financial_connections.account.refreshed_transactions';

export const world = (options: Parameters<typeof setup>[0] = {}) =>
  setup({ time: { start: START, runs: false }, ...options });
type Fields = Parameters<Setup['emulator']['linkAccount']>[0];

export async function linked(at: Setup, fields: Fields = {}): Promise<string> {
  const { id } = await linkedAccount(at, { permissions: ['transactions'], ...fields });
  return id;
}

export async function subscribed(at: Setup, fields: Fields = {}): Promise<string> {
  const id = await linked(at, fields);
  await at.stripe.financialConnections.accounts.subscribe(id, FEATURES);
  return id;
}

/** The seconds since the start at which a refresh of transactions has ended, by the webhooks that told it. */
export const refreshedAt = ({ received }: Setup): readonly number[] =>
  received.filter(({ event }) => event.type === REFRESHED).map(({ event }) => event.created - START_SECONDS);

export const runs = ({ emulator }: Setup) =>
  emulator.clock
    .pending()
    .filter(({ kind }) => kind === 'account.subscription')
    .map(({ due, background }) => [due - START_SECONDS, background]);
