import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type ClientRequest, get } from 'node:http';
import { createInterface } from 'node:readline';
import type { Effort, Section } from './report.ts';
import { compare, inTurn } from './stats.ts';
import type { Workplace } from './workplace.ts';

const PATH = '/v1/financial_connections/accounts';
const EMPTY = { object: 'list', data: [], has_more: false, url: PATH };

async function firstAnswer(port: number): Promise<void> {
  const headers = { authorization: 'Bearer sk_test_bench' };
  const request: ClientRequest = get({ port, host: '127.0.0.1', path: PATH, headers, agent: false });
  const [response] = await once(request, 'response');
  if (response.statusCode !== 200) throw new Error(`The first answer is a ${response.statusCode}.`);
  response.resume();
}

interface Start {
  /** From spawning a server to its first 200. */
  readonly tookMs: number;
  /** Resident memory after it, in megabytes; not a number where there is no /proc. */
  readonly megabytes: number;
}

async function residentMegabytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

async function start(file: string, args: readonly string[]): Promise<Start> {
  const startedMs = performance.now();
  const server = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  await firstAnswer((JSON.parse(line) as { port: number }).port);
  const tookMs = performance.now() - startedMs;
  const megabytes = await residentMegabytes(server.pid);
  server.kill();
  await once(server, 'exit');
  return { tookMs, megabytes };
}

export async function startSections(workplace: Workplace, { starts }: Effort): Promise<readonly Section[]> {
  const answers = await workplace.write('empty.json', { [`GET ${PATH}`]: EMPTY });
  const ours = () => start(workplace.bin, ['--port', '0', '--format', 'json', '--quiet']);
  const bare = () => start(workplace.bareHono, [answers]);
  const bundled = () => start(workplace.bareHonoBundled, [answers]);
  for (const warmUp of [ours, bare, bundled]) await warmUp();
  const besideInstalled = await inTurn(starts, bare, ours);
  const besideBundled = await inTurn(starts, bundled, ours);
  const names = { baselineName: 'bare hono', oursName: 'emulator' };
  const rowsOf = (measureOf: (start: Start) => number, atMost: number) => [
    { what: 'bare hono as installed', ...compare(besideInstalled, measureOf) },
    { what: 'bare hono bundled', aim: { atMost }, ...compare(besideBundled, measureOf) },
  ];
  return [
    {
      title: 'From nothing to the first answer',
      note: 'From spawning the command line, bundled as in the package, to the first 200. Bare hono runs from its files in node_modules, and once more bundled into one file like the emulator.',
      unit: 'ms',
      ...names,
      rows: rowsOf(({ tookMs }) => tookMs, 1.15),
    },
    {
      title: 'Resident memory after the first answer',
      note: 'Of the same processes.',
      unit: 'MB',
      ...names,
      rows: rowsOf(({ megabytes }) => megabytes, 1.1),
    },
  ];
}
