import { nodeFs } from '../server/node-modules.ts';

/*
 * npm runs a script in a shell, and hands a signal to that shell alone. A shell such as dash ends by it and leaves what
 * it has started behind: a server that nobody knows of, on a port that is taken. So does npm when it is killed.
 */

/** Whether the script that npm, or a runner like it, has started is this command line, and waits for it to end. */
export function isWaitedFor(script: string | undefined): boolean {
  if (script === undefined || !/\b(?:stripe-fc-emulator|src\/bin\.ts)\b/.test(script)) return false;
  // `pretest: stripe-fc-emulator &`: the shell is meant to end first.
  return !/(?<![&>])&(?![&>\d])|\b(?:nohup|setsid)\b/.test(script);
}

const SHELLS: ReadonlySet<string | undefined> = new Set([
  'sh',
  'dash',
  'ash',
  'bash',
  'busybox',
  'ksh',
  'zsh',
]);

/**
 * Who has started a shell, where the system tells: Linux does. Of what is no shell nothing is told: some shells are
 * replaced by what they run, and then this process's parent is the runner, which may well outlive its own (nohup).
 */
function starterOf(shell: number): string | undefined {
  try {
    const status = nodeFs().readFileSync(`/proc/${shell}/stat`, 'latin1');
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+) [^)]*$/s.exec(status) ?? [];
    return SHELLS.has(name) ? parent : undefined;
  } catch {
    return undefined;
  }
}

const LOOK_EVERY_MS = 50;

/** Ends this process as SIGTERM does, when the shell that a script's runner has started it by is gone, or the runner is. */
export function endWithScript(script = process.env.npm_lifecycle_script): void {
  if (!isWaitedFor(script)) return;
  const shell = process.ppid;
  const runner = starterOf(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && starterOf(shell) === runner) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  timer.unref();
}
