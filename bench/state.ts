import { rm } from 'node:fs/promises';
import { Child, type RunningServer, startServer } from './children.ts';
import { ACCOUNTS, KEY, loader, pathOf, putAccounts } from './http.ts';
import { requestText } from './load.ts';
import type { Effort, Row, Section } from './report.ts';
import { compare, inTurn } from './stats.ts';
import type { Workplace } from './workplace.ts';

/* What it costs a request that the sandboxes are kept in a file: the same server twice, with --state and without. */

const WARM_UP_MS = 1500;
const CONNECTIONS = [1, 32];
// Long enough that the writer writes and rests in each round.
const ROUNDS_IN_ONE = 3;
const AIM = { atMost: 1.5 };

interface Servers {
  readonly without: RunningServer;
  readonly kept: RunningServer;
  readonly client: Child;
}

async function rowOf(
  { what, file, connections }: { what: string; file: string; connections: number },
  { without, kept, client }: Servers,
  { rounds, roundMs }: Effort,
): Promise<Row> {
  const [loadWithout, loadKept] = [without, kept].map(({ port }) =>
    loader(client, { port, file, connections }),
  );
  if (loadWithout === undefined || loadKept === undefined) throw new Error('There are two servers.');
  await loadWithout(WARM_UP_MS);
  await loadKept(WARM_UP_MS);
  const measured = await inTurn(
    rounds,
    () => loadWithout(roundMs * ROUNDS_IN_ONE),
    () => loadKept(roundMs * ROUNDS_IN_ONE),
  );
  return {
    what: `${what}, ${connections} connection${connections === 1 ? '' : 's'}`,
    aim: AIM,
    ...compare(measured, ({ p99Ms }) => p99Ms),
  };
}

export async function stateSections(workplace: Workplace, effort: Effort): Promise<readonly Section[]> {
  const file = await workplace.write('state', '');
  await rm(file);
  const flags = ['--port', '0', '--format', 'json', '--quiet'];
  const servers: Servers = {
    without: await startServer(workplace.bin, flags),
    kept: await startServer(workplace.bin, [...flags, '--state', file]),
    client: new Child('load-client.ts'),
  };
  for (const { port } of [servers.without, servers.kept]) await putAccounts(port, KEY, ACCOUNTS);
  const customer = 'email=jenny%40example.com&name=Jenny+Rosen&metadata%5Border%5D=6735';
  const scenarios = [
    { what: 'retrieve an account', requests: [requestText('GET', pathOf(0), KEY)] },
    { what: 'create a customer', requests: [requestText('POST', '/v1/customers', KEY, customer)] },
  ];
  const rows: Row[] = [];
  for (const { what, requests } of scenarios) {
    const load = await workplace.write(`state.${rows.length}.json`, requests);
    for (const connections of CONNECTIONS)
      rows.push(await rowOf({ what, file: load, connections }, servers, effort));
  }
  for (const { end } of [servers.without, servers.kept]) end();
  servers.client.end();
  // It writes a last time, into a folder that will be removed.
  await servers.kept.ended;
  return [
    {
      title: 'The slowest of a hundred requests, with `--state` (p99)',
      note: 'The same server with its 10,000 accounts kept in a file and without, from rounds in which the file is written several times.',
      unit: 'ms',
      baselineName: 'without',
      oursName: '--state',
      rows,
    },
  ];
}
