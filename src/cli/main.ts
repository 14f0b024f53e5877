import type { EmulatorConfig } from '../options/config.ts';
import { VERSION } from '../version.ts';
import { type GivenFlags, readCommandLine } from './flags.ts';
import { UsageError } from './usage-error.ts';

/** Runs the command line; sets the exit code of the process: 0, 1 for a failure, 2 for a usage error. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    const code = await run(argv);
    if (code !== undefined) process.exitCode = code;
  } catch (thrown) {
    process.exitCode = report(thrown);
  }
}

/** Resolves to the exit code of what has ended, or to nothing while the server runs on. */
async function run(argv: readonly string[]): Promise<number | undefined> {
  // `help` and `version` work without dashes, too, because people try them.
  const line = readCommandLine(asFlags(argv), process.env);
  const { flags, rest } = line;
  // Imported as they are needed: the first request should not wait for the help to load.
  if (flags.has('help')) {
    const { helpText } = await import('./help.ts');
    process.stdout.write(helpText(line.command));
    return 0;
  }
  if (flags.has('version')) {
    process.stdout.write(`${VERSION}\n`);
    return 0;
  }
  const { config, said } = await configOf(flags);
  const { makePlan } = await import('./plan.ts');
  const plan = makePlan(flags, config);
  const notices = [...said, ...line.notices];
  if (flags.has('print-secret')) {
    const { printSecret } = await import('./launch.ts');
    await printSecret(plan);
    return 0;
  }
  if (line.command === 'exec') {
    const { exec } = await import('./exec.ts');
    return exec(plan, rest, notices);
  }
  const { start } = await import('./start.ts');
  await start(plan, notices);
  return undefined;
}

function asFlags(argv: readonly string[]): readonly string[] {
  const [first, ...rest] = argv;
  if (first === 'help') return [...rest, '--help'];
  return first === 'version' ? ['--version'] : argv;
}

/** The options that stand in a file, and what is said of one that nobody has named. */
async function configOf(
  flags: GivenFlags,
): Promise<{ readonly config: EmulatorConfig; readonly said: readonly string[] }> {
  const named = flags.get('config')?.values.at(-1);
  const { foundConfig } = await import('./found-config.ts');
  const file = named ?? foundConfig();
  if (file === undefined) return { config: {}, said: [] };
  const { readConfig } = await import('./config.ts');
  const config = await readConfig(file);
  return {
    config,
    said: named === undefined ? [`The options are those of ${file}, found in this folder.`] : [],
  };
}

function report(thrown: unknown): number {
  if (thrown instanceof UsageError) {
    process.stderr.write(`stripe-fc-emulator: ${thrown.message}\nAll flags: stripe-fc-emulator --help\n`);
    return 2;
  }
  process.stderr.write(`stripe-fc-emulator: ${textOf(thrown)}\n`);
  return 1;
}

/** An error of the state, or one with a cause, has a message written for users; any other is a bug: its stack is shown. */
function textOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const isForUsers = thrown.name === 'StateError' || thrown.cause !== undefined;
  return isForUsers ? thrown.message : (thrown.stack ?? thrown.message);
}
