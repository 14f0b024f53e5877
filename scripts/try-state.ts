import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killServers } from '../test/support/kills.ts';

/*
 * `npm run try-state -- [kills]`: kills a server under load at that many random points, 200 unless told otherwise, and
 * opens its state after each.
 */

const PROGRESS_EVERY = 20;

const { positionals } = parseArgs({ allowPositionals: true });
const kills = Number(positionals[0] ?? 200);
if (!Number.isSafeInteger(kills) || kills < 1) {
  console.error('Usage: npm run try-state -- [kills]');
  process.exit(2);
}
const folder = await mkdtemp(join(tmpdir(), 'stripe-fc-emulator-kills-'));
try {
  const told = await killServers({
    file: join(folder, 'state'),
    kills,
    random: Math.random,
    tell: (round, sofar) => {
      if (round % PROGRESS_EVERY === 0) console.info(JSON.stringify(sofar));
    },
  });
  console.info(`${JSON.stringify(told)}: every state was whole, and nothing was lost`);
} finally {
  await rm(folder, { recursive: true });
}
