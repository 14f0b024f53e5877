import type { Emulator } from './options/options.ts';
import { listen, type ServeOptions, type Server } from './server/listen.ts';

export type { ServeOptions, Server } from './server/listen.ts';

/**
 * Puts an emulator behind a port. Rejects with a sentence when it cannot listen, and when it would listen beyond this
 * machine without `controlToken`. While it listens, webhooks are delivered over connections that stay open.
 */
export function serve(emulator: Emulator, options: ServeOptions = {}): Promise<Server> {
  return listen(emulator, options, false);
}
