import { createEmulator } from '../../../src/index.ts';
import { atMost, heapBytes, megabytes, same } from '../promise.ts';

/* 1,000 accounts over 24 months of daily refreshes, each with its webhook: 730,000 of both. */

const ACCOUNTS = 1_000;
const DAYS = 730;
const DAY_MS = 86_400_000;
const REFRESHED = 'financial_connections.account.refreshed_balance';

let received = 0;
const handler = () => {
  received++;
  return new Response('ok');
};
const emulator = createEmulator({ log: false, webhooks: [{ handler, enabledEvents: [REFRESHED] }] });
const headers = { authorization: `Bearer ${emulator.apiKey}` };

const paths: string[] = [];
for (let at = 0; at < ACCOUNTS; at++) {
  const { id } = await emulator.linkAccount({ permissions: ['balances'] });
  paths.push(`/v1/financial_connections/accounts/${id}`);
}

/** A month, and what the heap holds after it. */
async function days(count: number): Promise<number> {
  for (let day = 0; day < count; day++) {
    for (const path of paths)
      await emulator.fetch(`${path}/refresh`, { method: 'POST', headers, body: 'features[]=balance' });
    await emulator.clock.advance(DAY_MS);
  }
  return heapBytes();
}

// Events are kept for 30 days or 100,000 of them; after four months every bound has been reached.
const FIRST = 120;
const reachedBytes = await days(FIRST);
const grownBytes = (await days(DAYS - FIRST)) - reachedBytes;
same('webhooks of refreshes', received, ACCOUNTS * DAYS);
const account: { readonly balance: { readonly as_of: number } | null } = await (
  await emulator.fetch(paths[0] ?? '', { headers })
).json();
const ageMs = emulator.clock.now().getTime() - (account.balance?.as_of ?? 0) * 1000;
atMost('age of the last balance', ageMs / DAY_MS, 1, (age) => `${age.toFixed(2)} days`);
console.info(`  the heap has ${megabytes(reachedBytes)} after ${FIRST} days`);
atMost('how much it grows in all further ones', Math.max(0, grownBytes), reachedBytes * 0.1, megabytes);
