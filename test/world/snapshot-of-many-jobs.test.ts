import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Snapshot } from '../../src/index.ts';
import { setup } from '../support/setup.ts';

type Document = Snapshot & {
  readonly jobs: readonly { readonly job: object; readonly sequence: number }[];
  readonly scopes: readonly [{ tables: Record<string, readonly [readonly [{ id: string }, boolean]]> }];
};

it('a snapshot of version 5 is taken with more jobs than a call has arguments', async () => {
  const text = readFileSync(new URL('../support/snapshots/version-5.json', import.meta.url), 'utf8');
  const document = JSON.parse(text) as Document;
  const [[{ id }]] = document.scopes[0].tables['financial_connections.account'] ?? [[{ id: '' }]];
  const job = { kind: 'account.deactivate', subject: id };
  const queued = (at: number) => ({ job, dueMs: 4e12, sequence: 1e6 + at, phase: 0, background: true });
  const jobs = [...document.jobs, ...Array.from({ length: 150_000 }, (_, at) => queued(at))];
  const { emulator } = setup();

  await emulator.restore({ ...document, jobs } as Snapshot);

  const taken = (await emulator.snapshot()) as Document;
  expect(taken.jobs.length).toBeGreaterThanOrEqual(jobs.length);
});
