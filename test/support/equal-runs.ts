import { type Setup, setup } from './setup.ts';

/* What two runs have left behind, of which one may have been a user's and the other a played one. */

/** The same at every start, so that what differs is what was done. */
export const seeded = (): Setup =>
  setup({ seed: 'equal', time: { start: '2026-01-01T00:00:00Z', runs: false } });

interface Left {
  readonly scopes: readonly {
    readonly tables: Record<string, unknown>;
    readonly facts: Record<string, unknown>;
  }[];
  readonly jobs: unknown;
}

/** What a sandbox holds, but for where users are in the flow, and which request has sent an event. */
export async function left({ emulator }: Setup, ...without: readonly string[]): Promise<Left> {
  // A cast: a snapshot is plain JSON to its users.
  const { scopes, jobs } = structuredClone(await emulator.snapshot()) as unknown as Left;
  const strip = (parts: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(parts).filter(([name]) => !['flows', ...without].includes(name)));
  const told = JSON.stringify({
    scopes: scopes.map(({ tables, facts }) => ({ tables: strip(tables), facts: strip(facts) })),
    jobs,
  });
  return JSON.parse(told.replaceAll(/"(req_|stripe-node-retry-)[\w-]+"/g, '"$1"'));
}

/** With a session of its own, which nobody has who is played. */
export const OF_SESSIONS = ['financial_connections.session', 'sessions', 'sessionSecrets'];
