import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type ClientRequest, get } from 'node:http';
import { firstLine, spawnServer } from './children.ts';
import type { Effort, Section } from './report.ts';
import { compare, inTurn, type MeasureBefore, type Missing, reasonOf } from './stats.ts';
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
  const server = spawnServer(file, args);
  const { port } = JSON.parse(await firstLine(server)) as { port: number };
  await firstAnswer(port);
  const tookMs = performance.now() - startedMs;
  const megabytes = await residentMegabytes(server.pid);
  const ended = once(server, 'exit');
  server.kill();
  await ended;
  return { tookMs, megabytes };
}

const startOf = (bin: string) => () => start(bin, ['--port', '0', '--format', 'json', '--quiet']);

/** How the other commit starts, once it has. */
async function startBefore({ against }: Workplace): Promise<MeasureBefore<Start> | Missing | undefined> {
  try {
    const bin = await against?.bin();
    if (bin === undefined) return undefined;
    const ours = startOf(bin);
    await ours();
    return { ours };
  } catch (thrown) {
    return reasonOf(thrown);
  }
}

export async function startSections(workplace: Workplace, { starts }: Effort): Promise<readonly Section[]> {
  const answers = await workplace.write('empty.json', { [`GET ${PATH}`]: EMPTY });
  const ours = startOf(workplace.bin);
  const bare = () => start(workplace.bareHono, [answers]);
  const bundled = () => start(workplace.bareHonoBundled, [answers]);
  for (const warmUp of [ours, bare, bundled]) await warmUp();
  const before = await startBefore(workplace);
  const besideInstalled = await inTurn(starts, bare, ours, before);
  const besideBundled = await inTurn(starts, bundled, ours, before);
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
