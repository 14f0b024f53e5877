import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killServers } from '../../support/kills.ts';
import { same } from '../promise.ts';

/* 200 servers that are killed under load, at random points, and leave a state that is whole and lacks nothing. */

const KILLS = 200;
const TOLD_EVERY = 50;

const folder = await mkdtemp(join(tmpdir(), 'stripe-fc-emulator-kills-'));
try {
  const told = await killServers({
    file: join(folder, 'state'),
    kills: KILLS,
    random: Math.random,
    tell: (round, sofar) => {
      if (round % TOLD_EVERY === 0) console.info(`  ${JSON.stringify(sofar)}`);
    },
  });
  same('states that were whole and lacked nothing', told.kills, KILLS);
} finally {
  await rm(folder, { recursive: true });
}
