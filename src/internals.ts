import type { Emulator } from './options.ts';
import type { Log } from './settings.ts';
import type { Transport } from './webhooks/dispatcher.ts';

/** What the adapters may touch of an emulator that its users may not. */
export interface Internals {
  /** Replaces the transport of webhook deliveries; the global `fetch` by default. */
  useTransport(transport: Transport): void;
  /** Endpoints made through /v1/webhook_endpoints may only point at these hosts; undefined: at any. */
  restrictWebhookHosts(hosts: readonly string[] | undefined): void;
  /** How time passes. */
  readonly time: {
    readonly kind: 'real' | 'frozen' | 'scaled';
    readonly startMs: number;
    readonly scale: number;
  };
  readonly seed: string | undefined;
  readonly log: Log;
  /** The same as `fetch`, without the promise where there is nothing to wait for. */
  readonly route: (request: Request) => Response | Promise<Response>;
}

// A registered symbol, because the entry points may have been bundled apart from each other.
const INTERNALS: unique symbol = Symbol.for('stripe-fc-emulator.internals');

export function setInternals(emulator: Emulator, parts: Internals): void {
  Object.defineProperty(emulator, INTERNALS, { value: parts });
}

/** Throws for what `createEmulator` has not made. */
export function internalsOf(emulator: Emulator): Internals {
  const { [INTERNALS]: found } = emulator as Emulator & { readonly [INTERNALS]?: Internals };
  if (found === undefined)
    throw new TypeError('This is not an emulator: pass what createEmulator() has returned.');
  return found;
}
