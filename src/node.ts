import type { Emulator } from './options/options.ts';
import type { ServeOptions } from './options/serve.ts';
import { internalsOf } from './server/internals.ts';
import { listen } from './server/listen.ts';
import type { Server } from './server/server.ts';

export type { ServeOptions } from './options/serve.ts';
export type { Server } from './server/server.ts';

/**
 * Puts an emulator behind a port. Rejects with a sentence when it cannot listen, when it would listen beyond this
 * machine without `controlToken`, and, as a TypeError, when its options make no sense. While it listens, webhooks are delivered over connections that stay open.
 */
export async function serve(emulator: Emulator, options: ServeOptions = {}): Promise<Server> {
  return listen(internalsOf(emulator), options, false);
}
