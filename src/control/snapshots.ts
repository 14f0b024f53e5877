import type { Snapshot } from '../options/options.ts';
import { checkWebhookHost } from '../sandbox/webhook-hosts.ts';
import { putInPlace, snapshotText, takeSnapshot } from '../world/snapshots/snapshot.ts';
import type { StagedWorld } from '../world/snapshots/staged.ts';
import type { World } from '../world/worlds.ts';
import { type ActionContext, action, type Tools, twin } from './action.ts';
import { TextStream } from './text-stream.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** The whole sandbox as one document: save a world, fork it, put it in a bug report. */
    readonly snapshot: () => Promise<Snapshot>;
    /**
     * Puts a snapshot in the place of this sandbox. Rejects, with the sandbox as it was, when anything in the document is
     * not as a snapshot has it.
     */
    readonly restore: (document: Snapshot) => Promise<void>;
  }
}

/** What reads a snapshot, and checks it: much, and most suites and servers never need it. */
const reading = () => import('../world/snapshots/staging.ts');

/** Puts what was read in the place of a sandbox, if its webhooks may be sent where they are to go. */
function restore(world: World, staged: StagedWorld, { dispatcher }: Tools): void {
  for (const { tables } of staged.scopes)
    for (const { url } of tables.webhook_endpoint.values()) checkWebhookHost(world.sandbox, url);
  putInPlace(world, staged, dispatcher);
}

/** Reads a snapshot as it arrives, beside the sandbox, and then puts it in its place. */
async function restoreArriving({ world, body, tools }: ActionContext<object>): Promise<TextStream> {
  const { SnapshotReader } = await reading();
  const reader = new SnapshotReader(world.sandbox.settings.limits);
  // A cast: the action's body is streamed.
  for await (const piece of body as AsyncIterable<string>) reader.write(piece);
  restore(world, reader.end(), tools);
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
        const { stagedFrom } = await reading();
        restore(current, stagedFrom(document, current.sandbox.settings.limits), tools);
      }),
    },
    restoreArriving,
  ),
] as const;
