import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

/** Milliseconds from spawning a server to its first 200. */
async function start(file: string, args: readonly string[]): Promise<number> {
  const startedMs = performance.now();
  const server = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  await firstAnswer((JSON.parse(line) as { port: number }).port);
  const tookMs = performance.now() - startedMs;
  server.kill();
  await once(server, 'exit');
  return tookMs;
}

export async function coldStartSection(workplace: Workplace, { starts }: Effort): Promise<Section> {
  const answers = await workplace.write('empty.json', { [`GET ${PATH}`]: EMPTY });
  const ours = () => start(workplace.bin, ['--port', '0', '--format', 'json', '--quiet']);
  const bare = () => start(workplace.bareHono, [answers]);
  const bundled = () => start(workplace.bareHonoBundled, [answers]);
  for (const warmUp of [ours, bare, bundled]) await warmUp();
  const milliseconds = (tookMs: number): number => tookMs;
  return {
    title: 'From nothing to the first answer',
    note: 'From spawning the command line, bundled as in the package, to the first 200. Bare hono runs from its files in node_modules, and once more bundled into one file like the emulator.',
    unit: 'ms',
    baselineName: 'bare hono',
    oursName: 'emulator',
    rows: [
      {
        what: 'bare hono as installed',
        aim: { atMost: 1.05 },
        ...compare(await inTurn(starts, bare, ours), milliseconds),
      },
      { what: 'bare hono bundled', ...compare(await inTurn(starts, bundled, ours), milliseconds) },
    ],
  };
}
