import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import { afterAll, afterEach } from 'vitest';

const BIN = fileURLToPath(new URL('../../src/bin.ts', import.meta.url));

/** Without what a developer's own shell may hold. */
const bareEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(?:STRIPE_|NO_COLOR|FORCE_COLOR|NODE_OPTIONS|VITEST)/.test(name),
  ),
);

interface Ready {
  readonly event: 'ready';
  readonly url: string;
  readonly port: number;
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly webhookSecret: string;
  readonly version: string;
}

/** The command line in processes of its own, in a folder of its own, until the tests of a file have ended. */
export function commandLine() {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-fc-emulator-'));
  afterAll(() => rm(folder, { recursive: true }));
  const running: ChildProcess[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });

  const started = (
    args: readonly string[],
    environment: NodeJS.ProcessEnv = {},
    options: SpawnOptions = {},
  ) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd: folder,
      env: { ...bareEnvironment, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    running.push(child);
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) throw new Error('The child has no pipes.');
    const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    return { child, stdout, stderr, exited };
  };

  /** Everything a run that ends by itself has to say. */
  const ran = async (args: readonly string[], environment: NodeJS.ProcessEnv = {}) => {
    const { stdout, stderr, exited } = started(args, environment);
    const [out, err, [code]] = await Promise.all([text(stdout), text(stderr), exited]);
    return { out, err, code };
  };

  /** A server, from its ready line on. */
  const ready = async (args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}) => {
    const { child, stdout, stderr, exited } = started(
      ['--port', '0', '--format', 'json', ...args],
      environment,
    );
    const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
    const next = async (): Promise<Record<string, unknown>> =>
      JSON.parse((await lines.next()).value ?? 'null');
    const first = await next();
    if (first === null) throw new Error(await text(stderr));
    const line = first as unknown as Ready;
    const clientFor = (key: string) =>
      new Stripe(key, { host: '127.0.0.1', port: line.port, protocol: 'http' });
    return { child, exited, stderr, line, next, clientFor, stripe: clientFor(line.secretKey) };
  };

  return { folder, started, ran, ready };
}
