import { rm } from 'node:fs/promises';
import { Child, type RunningServer, startServer } from './children.ts';
import { loader } from './http.ts';
import { type Load, requestText } from './load.ts';
import type { Effort, Row, Section } from './report.ts';
import { ACCOUNTS, KEY, pathOf, putAccounts } from './scenarios.ts';
import { compare, inTurn, reasonOf, WARM_UP_MS } from './stats.ts';
import type { Workplace } from './workplace.ts';

/* What it costs a request that the sandboxes are kept in a file: the same server twice, with --state and without. */

const CONNECTIONS = [1, 32];
// Long enough that the writer writes and rests in each round.
const ROUNDS_IN_ONE = 3;
const AIM = { atMost: 1.5 };

const FLAGS = ['--port', '0', '--format', 'json', '--quiet'];

/** Two servers of one commit. */
interface Pair {
  readonly without: RunningServer;
  readonly kept: RunningServer;
}

async function pairOf(bin: string, workplace: Workplace, name: string): Promise<Pair> {
  const file = await workplace.write(`state.${name}`, '');
  await rm(file);
  const pair = {
    without: await startServer(bin, FLAGS),
    kept: await startServer(bin, [...FLAGS, '--state', file]),
  };
  for (const { port } of Object.values(pair)) await putAccounts(port, KEY, ACCOUNTS);
  return pair;
}

async function endPair({ without, kept }: Pair): Promise<void> {
  without.end();
  kept.end();
  // It writes a last time, into a folder that will be removed.
  await kept.ended;
}

type Requests = Pick<Load, 'file' | 'connections'>;

/** How both of a pair are measured, once they are warm. */
async function measuresOf(pair: Pair, client: Child, requests: Requests, roundMs: number) {
  const [baseline, ours] = [pair.without, pair.kept].map(({ port }) => loader(client, { ...requests, port }));
  if (baseline === undefined || ours === undefined) throw new Error('There are two servers.');
  for (const warmUp of [baseline, ours]) await warmUp(WARM_UP_MS);
  return {
    baseline: () => baseline(roundMs * ROUNDS_IN_ONE),
    ours: () => ours(roundMs * ROUNDS_IN_ONE),
  };
}

export async function stateSections(workplace: Workplace, effort: Effort): Promise<readonly Section[]> {
  const { rounds, roundMs } = effort;
  const client = new Child('load-client.ts');
  const pair = await pairOf(workplace.bin, workplace, 'ours');
  const other = await workplace.against
    ?.bin()
    .then((bin) => pairOf(bin, workplace, 'before'))
    .catch(reasonOf);
  const customer = 'email=jenny%40example.com&name=Jenny+Rosen&metadata%5Border%5D=6735';
  const scenarios = [
    { what: 'retrieve an account', requests: [requestText('GET', pathOf(0), KEY)] },
    { what: 'create a customer', requests: [requestText('POST', '/v1/customers', KEY, customer)] },
  ];
  const rows: Row[] = [];
  for (const { what, requests } of scenarios) {
    const file = await workplace.write(`state.${rows.length}.json`, requests);
    for (const connections of CONNECTIONS) {
      const load = { file, connections };
      const { baseline, ours } = await measuresOf(pair, client, load, roundMs);
      const before =
        other === undefined || 'missing' in other
          ? other
          : await measuresOf(other, client, load, roundMs).catch(reasonOf);
      rows.push({
        what: `${what}, ${connections} connection${connections === 1 ? '' : 's'}`,
        aim: AIM,
        ...compare(await inTurn(rounds, baseline, ours, before), ({ p99Ms }) => p99Ms),
      });
    }
  }
  client.end();
  await endPair(pair);
  if (other !== undefined && 'kept' in other) await endPair(other);
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
