import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ended, type Launched, launch } from './launch.ts';
import { endWithScript } from './left-behind.ts';
import { makeOutput, paintFor } from './output.ts';
import type { Plan } from './plan.ts';
import { UsageError } from './usage-error.ts';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a command against an emulator of its own; resolves to the command's exit code. */
export async function exec(
  plan: Plan,
  words: readonly string[],
  notices: readonly string[],
): Promise<number> {
  const [command, ...args] = words;
  if (command === undefined)
    throw new UsageError('exec has no command to run: stripe-fc-emulator exec -- <command…>');
  // Standard output belongs to the command, so only notices and errors are logged unless `verbose` is asked for.
  const level = plan.level === 'verbose' ? 'verbose' : 'quiet';
  const paint = paintFor(process.stderr, plan.colour);
  const output = makeOutput({ stream: process.stderr, format: plan.format, level, paint });
  output.begin('');
  for (const text of notices) output.log({ kind: 'notice', text });
  const serve = plan.portGiven ? plan.serve : { ...plan.serve, port: 0 };
  const launched = await launch(plan, output.log, serve);
  try {
    const code = await run(command, args, { ...process.env, ...environmentOf(launched) });
    const kept = await ended(launched);
    return code === 0 ? kept : code;
  } finally {
    await launched.server.close();
    launched.close();
  }
}

const environmentOf = ({ server, ...given }: Launched): Readonly<Record<string, string>> => ({
  STRIPE_API_BASE: server.url,
  STRIPE_API_KEY: given.apiKey,
  STRIPE_SECRET_KEY: given.apiKey,
  STRIPE_PUBLISHABLE_KEY: given.publishableKey,
  STRIPE_WEBHOOK_SECRET: given.webhookSecret,
  STRIPE_FC_EMULATOR_URL: server.url,
});

function spawned(command: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  // On Windows `npm` and its like are scripts, which only a shell runs.
  if (process.platform !== 'win32') return spawn(command, args, { env, stdio: 'inherit' });
  const quoted = [command, ...args].map((word) =>
    /[\s"&|<>^]/.test(word) ? `"${word.replaceAll('"', '\\"')}"` : word,
  );
  return spawn(quoted.join(' '), { env, stdio: 'inherit', shell: true });
}

// The exit codes of shells for commands that cannot be found, or cannot be run.
const NOT_FOUND = 127;
const NOT_RUNNABLE = 126;

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawned(command, args, env);
  let isOver = false;
  for (const signal of FORWARDED) {
    process.on(signal, () => {
      // Whatever is still being written.
      if (isOver) process.exit(128 + constants.signals[signal]);
      // A terminal sends Ctrl-C to the command, too. Passed on as well, it would arrive twice, and many programs then quit
      // without cleaning up.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  endWithScript();
  return new Promise((resolve) => {
    child.once('error', (error: Error & { code?: string }) => {
      const missing = error.code === 'ENOENT';
      const why = missing ? 'there is no such command' : error.message;
      process.stderr.write(
        `stripe-fc-emulator: Failed to run "${command}": ${why}. Check what stands behind --.\n`,
      );
      resolve(missing ? NOT_FOUND : NOT_RUNNABLE);
    });
    child.once('exit', (code, signal) => {
      isOver = true;
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}
