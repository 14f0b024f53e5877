import type { Emulator, Snapshot } from '../../src/index.ts';
import { corrupted, seededRandom } from './corruption.ts';
import { type Document, everythingWrong } from './everything.ts';
import { call, quietEmulator } from './rich-world.ts';

/* One value of a rich snapshot is corrupted: it is refused and nothing changes, or it is taken and everything works. */

export interface Tried {
  readonly what: string;
  readonly isRefused: boolean;
  /** What went wrong, one sentence each. */
  readonly wrong: readonly string[];
}

const withoutRequests = ({ requests: _requests, ...rest }: Snapshot): string => JSON.stringify(rest);

async function put(emulator: Emulator, document: unknown, byHttp: boolean): Promise<number> {
  if (byHttp) return (await call(emulator, 'PUT', '/_emulator/snapshot', document as object)).status;
  return emulator.restore(document as Snapshot).then(
    () => 200,
    (thrown: { readonly statusCode?: number; readonly status?: number; readonly stack: string }) =>
      thrown.status ?? 500,
  );
}

/** A sandbox for refusals: it is used again for as long as nothing changes. */
export interface Standing {
  readonly emulator: Emulator;
  /** What it holds. */
  readonly kept: Snapshot;
}

export async function standing(): Promise<Standing> {
  const emulator = quietEmulator();
  await emulator.linkAccount({ prefetch: ['balances'] });
  return { emulator, kept: await emulator.snapshot() };
}

/** Tries the corruption of that seed. */
export async function tryOne(document: Snapshot, seed: number, { emulator, kept }: Standing): Promise<Tried> {
  const random = seededRandom(seed);
  const { what, document: damaged } = corrupted(document, random);
  const status = await put(emulator, damaged, random() < 0.2);
  if (status !== 200) {
    const after = withoutRequests(await emulator.snapshot());
    const changed = after === withoutRequests(kept) ? [] : ['refused, and the sandbox has changed'];
    return {
      what,
      isRefused: true,
      wrong: status === 400 ? changed : [`refused with ${status}`, ...changed],
    };
  }
  await emulator.restore(kept);
  const logged: string[] = [];
  const taken = quietEmulator(logged);
  await taken.restore(damaged as Snapshot);
  const wrong = await everythingWrong(taken, damaged as Document, logged, {
    jobsFirst: random() < 0.5,
  });
  await taken.close();
  return { what, isRefused: false, wrong };
}
