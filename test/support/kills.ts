import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { resolveOptions } from '../../src/options/resolve.ts';
import { StateReader } from '../../src/server/state/reader.ts';

/* Kills a server under load, again and again, and looks at the state that it has left behind. */

const BIN = fileURLToPath(new URL('../../src/bin.ts', import.meta.url));
const KEYS = ['sk_test_kills_a', 'sk_test_kills_b', 'sk_test_kills_c'];
// Few events, so that the state does not outgrow what can be read after each kill.
const CONFIG = { limits: { events: 1000, requests: 100, idempotencyKeys: 100 } };
const CUSTOMERS_A_ROUND = 100;
const LONGEST_START_MS = 500;
const LONGEST_RUN_MS = 700;

export interface KillsTold {
  readonly kills: number;
  /** How many were killed while they wrote. */
  readonly insideWrites: number;
  /** How many were killed before they were ready. */
  readonly insideStarts: number;
  /** How often the state held something new. */
  readonly grown: number;
  readonly customers: number;
}

interface KillsGiven {
  readonly file: string;
  readonly kills: number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly tell?: (round: number, told: KillsTold) => void;
}

/** Throws when a state is not whole, or lacks what an earlier one had. */
export async function killServers({ file, kills, random, tell }: KillsGiven): Promise<KillsTold> {
  const config = `${file}.config.json`;
  await writeFile(config, JSON.stringify(CONFIG));
  let told: KillsTold = { kills: 0, insideWrites: 0, insideStarts: 0, grown: 0, customers: 0 };
  let before: ReadonlySet<string> = new Set();
  for (let round = 1; round <= kills; round++) {
    const wasReady = await roundOf(['--state', file, '--config', config], random);
    const after = existsSync(file) ? customersIn(file) : new Set<string>();
    const lost = [...before].filter((id) => !after.has(id));
    if (lost.length > 0) throw new Error(`Kill ${round}: ${lost.length} customers are lost, as ${lost[0]}.`);
    told = {
      kills: round,
      insideWrites: told.insideWrites + Number(existsSync(`${file}.tmp`)),
      insideStarts: told.insideStarts + Number(!wasReady),
      grown: told.grown + Number(after.size > before.size),
      customers: after.size,
    };
    before = after;
    tell?.(round, told);
  }
  return told;
}

/** One server, from its start to its death; whether it was ready before. */
async function roundOf(args: readonly string[], random: () => number): Promise<boolean> {
  const child = spawn(process.execPath, [BIN, '--port', '0', '--format', 'json', '--quiet', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ready = lines.next().then(({ value }) => value as string | undefined);
  let complaints = '';
  child.stderr.on('data', (text) => {
    complaints += text;
  });
  const isStartRound = random() < 0.1;
  if (isStartRound) await Promise.race([delay(random() * LONGEST_START_MS), ready]);
  else {
    const line = await ready;
    if (line === undefined) throw new Error(`A server has not started: ${complaints}`);
    const stopped = Promise.all(KEYS.map((key) => load(JSON.parse(line).url, key)));
    await delay(random() * LONGEST_RUN_MS);
    child.kill('SIGKILL');
    await stopped;
  }
  child.kill('SIGKILL');
  await exited;
  return !isStartRound;
}

/** Calls until nobody answers: new customers first, then changes of the last of them. */
async function load(url: string, key: string): Promise<void> {
  const post = async (path: string, body: string): Promise<string> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
    const { id } = (await response.json()) as { readonly id: string };
    return id;
  };
  try {
    let id = '';
    for (let at = 0; ; at++) {
      const text = `metadata[at]=${at}`;
      if (at < CUSTOMERS_A_ROUND) id = await post('/v1/customers', text);
      else await post(`/v1/customers/${id}`, text);
    }
  } catch {
    // It was killed.
  }
}

/** Every customer in a state, with the sandbox it is in; throws if the state is not whole. */
function customersIn(file: string): ReadonlySet<string> {
  const bytes = readFileSync(file);
  const reader = new StateReader(resolveOptions({ log: false }).settings.limits);
  reader.write(bytes);
  reader.end();
  let sandbox = '';
  const found = new Set<string>();
  for (const line of bytes.toString().trimEnd().split('\n')) {
    const value = JSON.parse(line);
    if (value.sandbox !== undefined) sandbox = value.sandbox;
    for (const { tables } of value.scopes ?? [])
      for (const [{ id }] of tables.customer) found.add(`${id} in ${sandbox}`);
  }
  return found;
}
