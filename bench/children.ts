import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const READY_MS = 30_000;

const running = new Set<ChildProcess>();

function noted(child: ChildProcess): ChildProcess {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Ends whatever runs, for a bench that ends before its time. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** What a child says instead of an answer. */
interface Failed {
  readonly failed: string;
}

const isFailure = (answer: unknown): answer is Failed =>
  typeof answer === 'object' && answer !== null && 'failed' in answer;

/** A program of this folder in a process of its own, which answers each message with one. */
export class Child {
  readonly #process: ChildProcess;

  constructor(file: string, args: readonly string[] = [], execArgv: readonly string[] = []) {
    this.#process = noted(fork(join(import.meta.dirname, file), args, { execArgv: [...execArgv] }));
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
    if (isFailure(answer)) throw new Error(answer.failed);
    return answer;
  }

  end(): void {
    this.#process.kill();
  }
}

/** The other side of `Child`: answers every question. */
export function answerQuestions<Question>(answer: (question: Question) => Promise<object>): void {
  process.on('message', async (question) => {
    const answered = await answer(question as Question).catch(
      (thrown: unknown): Failed => ({ failed: thrown instanceof Error ? thrown.message : String(thrown) }),
    );
    process.send?.(answered);
  });
}

export interface RunningServer {
  readonly port: number;
  end(): void;
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
}

const runningServer = (child: ChildProcess, port: number): RunningServer => ({
  port,
  end: () => void child.kill(),
  ended: once(child, 'exit'),
});

/** The first line of a server; throws if it ends instead. */
export async function firstLine(server: ChildProcess): Promise<string> {
  if (server.stdout === null) throw new Error('The server has no output.');
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, AbortSignal.timeout(READY_MS)]);
  const ended = once(server, 'exit', { signal }).then(([code]) => {
    throw new Error(`A server of the bench has ended with ${code} before it was ready.`);
  });
  const [line] = await Promise.race([
    once(createInterface({ input: server.stdout }), 'line', { signal }),
    ended,
  ]);
  ended.catch(() => {});
  over.abort();
  return String(line);
}

/** Runs a program that serves, its output in a pipe. */
export const spawnServer = (file: string, args: readonly string[]): ChildProcess =>
  noted(spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] }));

/** Starts a server that says `{"port":…}` on its first line. */
export async function startServer(file: string, args: readonly string[]): Promise<RunningServer> {
  const server = spawnServer(file, args);
  const { port } = JSON.parse(await firstLine(server)) as { port: number };
  return runningServer(server, port);
}

const POLL_MS = 20;

/** Starts a server whose output goes into a file, as when a user redirects it. */
export async function startLogging(
  file: string,
  args: readonly string[],
  log: string,
): Promise<RunningServer> {
  const output = await open(log, 'w');
  const server = noted(spawn(process.execPath, [file, ...args], { stdio: ['ignore', output.fd, 'inherit'] }));
  await output.close();
  for (let waitedMs = 0; waitedMs < READY_MS; waitedMs += POLL_MS) {
    const [, port] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(await readFile(log, 'utf8')) ?? [];
    if (port !== undefined) return runningServer(server, Number(port));
    await delay(POLL_MS);
  }
  server.kill();
  throw new Error('A server of the bench has not become ready.');
}
