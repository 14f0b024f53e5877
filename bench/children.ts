import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const READY_MS = 30_000;

/** A program of this folder in a process of its own, which answers each message with one. */
export class Child {
  readonly #process: ChildProcess;

  constructor(file: string, args: readonly string[] = [], execArgv: readonly string[] = []) {
    this.#process = fork(join(import.meta.dirname, file), args, { execArgv: [...execArgv] });
  }

  async ask<Answer>(question: object): Promise<Answer> {
    this.#process.send(question);
    const answered = new AbortController();
    const { signal } = answered;
    const ended = once(this.#process, 'exit', { signal }).then(([code]) => {
      throw new Error(`A process of the bench has ended with ${code}.`);
    });
    const [answer] = await Promise.race([once(this.#process, 'message', { signal }), ended]);
    ended.catch(() => {});
    answered.abort();
    return answer;
  }

  end(): void {
    this.#process.kill();
  }
}

/** The other side of `Child`: answers every question. */
export function answerQuestions<Question>(answer: (question: Question) => Promise<object>): void {
  process.on('message', async (question) => process.send?.(await answer(question as Question)));
}

export interface RunningServer {
  readonly port: number;
  end(): void;
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
}

/** Starts a server that says `{"port":…}` on its first line. */
export async function startServer(file: string, args: readonly string[]): Promise<RunningServer> {
  const server = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: server.stdout });
  const [line] = (await once(lines, 'line', { signal: AbortSignal.timeout(READY_MS) })) as [string];
  const { port } = JSON.parse(line) as { port: number };
  return { port, end: () => void server.kill(), ended: once(server, 'exit') };
}

const POLL_MS = 20;

/** Starts a server whose output goes into a file, as when a user redirects it. */
export async function startLogging(
  file: string,
  args: readonly string[],
  log: string,
): Promise<RunningServer> {
  const output = await open(log, 'w');
  const server = spawn(process.execPath, [file, ...args], { stdio: ['ignore', output.fd, 'inherit'] });
  await output.close();
  for (let waitedMs = 0; waitedMs < READY_MS; waitedMs += POLL_MS) {
    const [, port] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(await readFile(log, 'utf8')) ?? [];
    if (port !== undefined)
      return { port: Number(port), end: () => void server.kill(), ended: once(server, 'exit') };
    await delay(POLL_MS);
  }
  server.kill();
  throw new Error('A server of the bench has not become ready.');
}
