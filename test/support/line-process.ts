import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A child process that speaks JSON lines, read in order and waited for. */
export interface LineProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  /** The first line that matches, past or future. */
  readonly line: (matches: (line: Line) => boolean) => Promise<Line>;
}

interface Line {
  readonly [name: string]: unknown;
}

/** Starts `node <script> <args>` with the Node that runs the tests. */
export function startLineProcess(
  script: URL,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): LineProcess {
  const child = spawn(process.execPath, [script.pathname, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (text) => {
    lines.push(JSON.parse(text) as Line);
    for (const wake of waiting) wake();
  });
  const line = async (matches: (line: Line) => boolean): Promise<Line> => {
    for (;;) {
      const found = lines.find(matches);
      if (found !== undefined) return found;
      await new Promise<void>((resolve, reject) => {
        waiting.add(resolve);
        child.once('exit', (code) =>
          reject(new Error(`${script.pathname} has ended (${code}) without the line.`)),
        );
      });
    }
  };
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    child,
    line,
    [Symbol.asyncDispose]: () => {
      child.kill();
      return ended;
    },
  };
}
