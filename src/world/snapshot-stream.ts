import { errors } from '../core/catalogue.ts';
import type { Settings } from '../model/settings.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';
import { restoreSnapshot, takeSnapshot } from './snapshot.ts';
import { checkSnapshot } from './snapshot-shape.ts';
import type { StagedWorld } from './staged.ts';
import type { World } from './worlds.ts';

/* A stand-in, whole texts behind the names of a stream. */

const PIECE = 65_536;

export function* snapshotText(world: World, dispatcher: Dispatcher): Iterable<string> {
  const text = JSON.stringify(takeSnapshot(world, dispatcher));
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}

export class SnapshotReader {
  #text = '';

  constructor(_settings: Settings) {}

  write(piece: string): void {
    this.#text += piece;
  }

  end(): StagedWorld {
    let document: { readonly clock: { readonly now_ms: number } };
    try {
      document = JSON.parse(this.#text);
    } catch (cause) {
      throw errors.misuse(`This snapshot is damaged: ${String(cause)}`);
    }
    checkSnapshot(document);
    // A cast: a stand-in.
    return { document, nowMs: document.clock.now_ms } as unknown as StagedWorld;
  }
}

export function putInPlace(world: World, staged: StagedWorld, dispatcher: Dispatcher): void {
  // A cast: a stand-in.
  const { document, nowMs } = staged as unknown as { readonly document: object; readonly nowMs: number };
  restoreSnapshot(world, { ...document, clock: { now_ms: nowMs } }, dispatcher);
}
