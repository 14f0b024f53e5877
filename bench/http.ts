import { Child, type RunningServer, startLogging, startServer } from './children.ts';
import { type Load, type LoadResult, requestText } from './load.ts';
import type { Effort, Row, Section } from './report.ts';
import { ACCOUNTS, KEY, putAccounts, REFRESH_KEY, REFRESHED, type Scenario, scenarios } from './scenarios.ts';
import { compare, inTurn, type MeasureBefore, type Missing, reasonOf, WARM_UP_MS } from './stats.ts';
import type { Workplace } from './workplace.ts';

const AIMED_CONNECTIONS = 32;

/** The request of which the answer becomes the bare server's constant. */
async function sampleAnswer(port: number, { bare: { method, path, form } }: Scenario): Promise<unknown> {
  const key = path.endsWith('/refresh') ? REFRESH_KEY : KEY;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form === undefined ? {} : { body: form }),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

// A page of 100 is another constant: hono's routes have no query.
const barePath = (path: string): string => path.replace('?limit=100', '/page_of_100');

/** Load on one server, which goes on where it last ended. */
export function loader(
  client: Child,
  load: Omit<Load, 'durationMs' | 'from'>,
): (durationMs: number) => Promise<LoadResult> {
  let from = 0;
  return async (durationMs) => {
    const result = await client.ask<LoadResult>({ ...load, durationMs, from } satisfies Load);
    from = result.next;
    return result;
  };
}

interface Rows {
  readonly throughput: Row[];
  readonly latency: Row[];
}

interface Servers {
  readonly ours: RunningServer;
  readonly bare: RunningServer;
  /** The other commit's. */
  readonly before: RunningServer | Missing | undefined;
  readonly client: Child;
}

/** How much load one server takes, warmed up; or why it takes none. */
async function loadBefore(
  { before, client }: Servers,
  load: Pick<Load, 'file' | 'connections'>,
  roundMs: number,
): Promise<MeasureBefore<LoadResult> | Missing | undefined> {
  if (before === undefined || 'missing' in before) return before;
  const loaded = loader(client, { ...load, port: before.port });
  return loaded(WARM_UP_MS).then(() => ({ ours: () => loaded(roundMs) }), reasonOf);
}

async function measure(
  { what, aim, requests, bare }: Scenario,
  servers: Servers,
  workplace: Workplace,
  { rounds, roundMs }: Effort,
  ways: readonly number[] = [1, AIMED_CONNECTIONS],
): Promise<Rows> {
  const { ours, bare: bareServer, client } = servers;
  const name = what.replaceAll(/\W/g, '_');
  const bareRequest = requestText(bare.method, barePath(bare.path), KEY, bare.form);
  const ourLoad = { port: ours.port, file: await workplace.write(`${name}.json`, requests) };
  const bareLoad = { port: bareServer.port, file: await workplace.write(`${name}.bare.json`, [bareRequest]) };
  const rows: Rows = { throughput: [], latency: [] };
  for (const connections of ways) {
    const loadOurs = loader(client, { ...ourLoad, connections });
    const loadBare = loader(client, { ...bareLoad, connections });
    await loadBare(WARM_UP_MS);
    await loadOurs(WARM_UP_MS);
    const measured = await inTurn(
      rounds,
      () => loadBare(roundMs),
      () => loadOurs(roundMs),
      await loadBefore(servers, { file: ourLoad.file, connections }, roundMs),
    );
    const described = `${what}, ${connections} connection${connections === 1 ? '' : 's'}`;
    rows.throughput.push({
      what: described,
      ...(aim === undefined || connections !== AIMED_CONNECTIONS ? {} : { aim }),
      ...compare(measured, ({ perSecond }) => perSecond),
    });
    rows.latency.push({ what: described, ...compare(measured, ({ p99Ms }) => p99Ms) });
  }
  return rows;
}

async function bareServer(port: number, workplace: Workplace): Promise<RunningServer> {
  const answers: Record<string, unknown> = {};
  for (const scenario of scenarios())
    answers[`${scenario.bare.method} ${barePath(scenario.bare.path)}`] = await sampleAnswer(port, scenario);
  return startServer(workplace.bareHono, [await workplace.write('answers.json', answers)]);
}

async function furnished(server: RunningServer): Promise<RunningServer> {
  await putAccounts(server.port, KEY, ACCOUNTS);
  await putAccounts(server.port, REFRESH_KEY, REFRESHED);
  return server;
}

/** The servers of both commits, furnished alike, with the bare one. */
async function serversOf(
  workplace: Workplace,
  start: (bin: string, name: string) => Promise<RunningServer>,
): Promise<Servers> {
  const ours = await furnished(await start(workplace.bin, 'ours'));
  const before = await workplace.against
    ?.bin()
    .then(async (old) => furnished(await start(old, 'before')))
    .catch(reasonOf);
  const bare = await bareServer(ours.port, workplace);
  return { ours, bare, before, client: new Child('load-client.ts') };
}

function endServers({ ours, bare, before, client }: Servers): void {
  for (const server of [ours, bare]) server.end();
  if (before !== undefined && 'end' in before) before.end();
  client.end();
}

async function quietSections(workplace: Workplace, effort: Effort): Promise<readonly Section[]> {
  const servers = await serversOf(workplace, (bin) =>
    startServer(bin, ['--port', '0', '--format', 'json', '--quiet']),
  );
  const all: Rows = { throughput: [], latency: [] };
  for (const scenario of scenarios()) {
    const { throughput, latency } = await measure(scenario, servers, workplace, effort);
    all.throughput.push(...throughput);
    all.latency.push(...latency);
  }
  endServers(servers);
  const names = { baselineName: 'bare hono', oursName: 'emulator' };
  return [
    {
      title: 'Requests per second over HTTP',
      note: 'Both servers in a process of their own, one client for both. Bare hono answers the same bytes with `c.body(JSON.stringify(answer, null, 2))` of a constant object, and reads neither key nor body. The emulator runs with `--quiet`.',
      unit: '1/s',
      ...names,
      rows: all.throughput,
    },
    {
      title: 'The slowest of a hundred requests over HTTP (p99)',
      note: 'From the same rounds. A round has few slow requests, so these scatter more.',
      unit: 'ms',
      ...names,
      rows: all.latency,
    },
  ];
}

// With the log on a ratio is at most a tenth lower.
const LOGGED_PART = 0.9;

async function loggedSection(workplace: Workplace, effort: Effort): Promise<Section> {
  const servers = await serversOf(workplace, async (bin, name) =>
    startLogging(bin, ['--port', '0'], await workplace.write(`log.${name}`, '')),
  );
  const rows: Row[] = [];
  for (const scenario of scenarios()) {
    const { throughput } = await measure(scenario, servers, workplace, effort, [AIMED_CONNECTIONS]);
    for (const { aim, ...row } of throughput) {
      const atLeast = aim !== undefined && 'atLeast' in aim ? aim.atLeast * LOGGED_PART : undefined;
      rows.push({ ...row, ...(atLeast === undefined ? {} : { aim: { atLeast } }) });
    }
  }
  endServers(servers);
  return {
    title: 'Requests per second over HTTP, with the log on',
    note: 'The same, with a line a request, written to a file.',
    unit: '1/s',
    baselineName: 'bare hono',
    oursName: 'emulator',
    rows,
  };
}

export async function httpSections(workplace: Workplace, effort: Effort): Promise<readonly Section[]> {
  return [...(await quietSections(workplace, effort)), await loggedSection(workplace, effort)];
}
