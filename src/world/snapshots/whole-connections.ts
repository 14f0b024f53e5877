import { subscriptionsOf } from '../../resources/financial-connections/daily-run.ts';
import type { StagedScope, StagedWorld } from './staged.ts';
import { damaged, named } from './voice.ts';

/* What accounts have beside their records: whatever needs a fact, or a job, has it. */

const ACCOUNT = 'financial_connections.account';

/** The records of which nothing could be told without a fact of theirs. */
const KNOWN = {
  ownerships: 'financial_connections.account_ownership',
  authorizations: 'financial_connections.authorization',
} as const;
const FACTS = ['ownerships', 'authorizations'] as const satisfies readonly (keyof typeof KNOWN)[];

export function checkConnections({ facts, tables }: StagedScope, place: string): void {
  for (const name of FACTS)
    for (const { id } of tables[KNOWN[name]].values())
      if (!facts[name].has(id))
        throw damaged(`${place}.${name}`, `nothing is known of the ${KNOWN[name]} ${named(id)}.`);
}

const keyOf = (owner: string | null, account: string, feature: string): string =>
  `${owner ?? ''} ${account} ${feature}`;

function runsIn({ jobs }: StagedWorld): ReadonlyMap<string, number> {
  const runs = new Map<string, number>();
  for (const { job } of jobs) {
    if (job.kind !== 'account.subscription') continue;
    const key = keyOf(job.account ?? null, job.subject, job.feature);
    runs.set(key, (runs.get(key) ?? 0) + 1);
  }
  return runs;
}

/** An account is refreshed by itself as often as it is subscribed: each day once. */
export function checkRuns(world: StagedWorld): void {
  const runs = runsIn(world);
  for (const { account: owner, tables } of world.scopes)
    for (const account of tables[ACCOUNT].values())
      for (const feature of subscriptionsOf(account)) {
        const count = runs.get(keyOf(owner, account.id, feature)) ?? 0;
        if (count !== 1)
          throw damaged(
            'jobs',
            `${named(account.id)} is subscribed to ${feature}, for which there is one job, and there are ${count}.`,
          );
      }
}
