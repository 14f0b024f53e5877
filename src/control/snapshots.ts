import type { Snapshot } from '../options/options.ts';
import { putInPlace, snapshotText, takeSnapshot } from '../world/snapshot.ts';
import { SnapshotReader, stagedFrom } from '../world/staging.ts';
import { type ActionContext, action, twin } from './action.ts';
import { TextStream } from './text-stream.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** The whole sandbox as one document: save a world, fork it, put it in a bug report. */
    snapshot(): Promise<Snapshot>;
    /**
     * Puts a snapshot in the place of this sandbox. Rejects, with the sandbox as it was, when anything in the document is
     * not as a snapshot has it.
     */
    restore(document: Snapshot): Promise<void>;
  }
}

/** Reads a snapshot as it arrives, beside the sandbox, and then puts it in its place. */
async function restore({ world, body, tools }: ActionContext<object>): Promise<TextStream> {
  const reader = new SnapshotReader(world.sandbox.settings.limits);
  // A cast: the action's body is streamed.
  for await (const piece of body as AsyncIterable<string>) reader.write(piece);
  putInPlace(world, reader.end(), tools.dispatcher);
  return new TextStream(snapshotText(world, tools.dispatcher));
}

export const snapshotActions = [
  action(
    'GET',
    '/snapshot',
    {
      about:
        'The whole sandbox as one JSON document, of any size, compact, as it is at this instant: objects, events, jobs, clock, idempotency keys.',
      twin: twin(
        'snapshot',
        'snapshot()',
        ({ world, tools }) =>
          async () =>
            takeSnapshot(world(), tools.dispatcher),
      ),
    },
    ({ world, tools }) => new TextStream(snapshotText(world, tools.dispatcher)),
  ),
  action(
    'PUT',
    '/snapshot',
    {
      about:
        'Puts a snapshot, of any size, in the place of the sandbox, and answers it; a damaged one is refused, and changes nothing.',
      names: ['object', 'version', 'scopes'],
      body: 'streamed',
      twin: twin('restore', 'restore(document)', ({ world, tools }) => async (document) => {
        const current = world();
        putInPlace(current, stagedFrom(document, current.sandbox.settings.limits), tools.dispatcher);
      }),
    },
    restore,
  ),
] as const;
