import type { Snapshot } from '../options/options.ts';
import { restoreSnapshot, takeSnapshot } from '../world/snapshot.ts';
import { action, twin } from './action.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** The whole sandbox as one document: save a world, fork it, put it in a bug report. */
    snapshot(): Promise<Snapshot>;
    /** Puts a snapshot in the place of this sandbox. */
    restore(document: Snapshot): Promise<void>;
  }
}

export const snapshotActions = [
  action(
    'GET',
    '/snapshot',
    {
      about: 'The whole sandbox as one JSON document: objects, events, jobs, clock, idempotency keys.',
      twin: twin(
        'snapshot',
        'snapshot()',
        ({ world, tools }) =>
          async () =>
            takeSnapshot(world(), tools.dispatcher),
      ),
    },
    ({ world, tools }) => takeSnapshot(world, tools.dispatcher),
  ),
  action(
    'PUT',
    '/snapshot',
    {
      about: 'Puts a snapshot in the place of the sandbox, and answers it.',
      names: ['object', 'version', 'scopes'],
      twin: twin(
        'restore',
        'restore(document)',
        ({ world, tools }) =>
          async (document) =>
            // Nothing of the caller's document may be shared with what is restored from it.
            restoreSnapshot(world(), structuredClone(document), tools.dispatcher),
      ),
    },
    ({ world, body, tools }) => {
      restoreSnapshot(world, body, tools.dispatcher);
      return takeSnapshot(world, tools.dispatcher);
    },
  ),
] as const;
