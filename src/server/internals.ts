import type { ApiAnswer, ApiRequest } from '../api/request.ts';
import type { Log } from '../model/settings.ts';
import type { Emulator } from '../options/options.ts';
import type { Transport } from '../webhooks/attempt.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';
import type { Worlds } from '../world/worlds.ts';

/** The parts of an emulator that the adapters use and that are hidden from users. */
export interface Internals {
  /** Uses another transport for webhooks than the global `fetch`, until the returned function is called. */
  useTransport(transport: Transport): () => void;
  /** Restricts the hosts of endpoints created by API, until the returned function is called; all restrictions hold. */
  restrictWebhookHosts(isAllowed: (hostname: string) => boolean): () => void;
  /** Says by which origin browsers reach the emulator, until the returned function is called. */
  servePages(origin: string): () => void;
  /** How time passes. */
  readonly time: {
    readonly kind: 'real' | 'frozen' | 'scaled';
    readonly startMs: number;
    readonly scale: number;
  };
  /** The time of the sandbox that is served. */
  readonly now: () => Date;
  readonly seed: string | undefined;
  readonly log: Log;
  /** The same as `fetch`, without the promise where there is nothing to wait for. */
  readonly route: (request: Request) => Response | Promise<Response>;
  /** The API alone, without `Request` and `Response`. */
  readonly answer: (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>;
  /** Whether it is up, told without the control surface. */
  readonly health: (request: ApiRequest) => ApiAnswer;
  /** What a file of the state holds. */
  readonly worlds: Worlds;
  readonly dispatcher: Dispatcher;
}

// A registered symbol, because the entry points may have been bundled apart from each other.
const INTERNALS: unique symbol = Symbol.for('stripe-fc-emulator.internals');

export function setInternals(emulator: Emulator, parts: Internals): void {
  Object.defineProperty(emulator, INTERNALS, { value: parts });
}

/** The internals of an emulator; throws for an object that `createEmulator` has not made. */
export function internalsOf(emulator: Emulator): Internals {
  // A cast: what createEmulator has hidden in it is no part of the public type.
  const { [INTERNALS]: found } = (emulator ?? {}) as Emulator & { readonly [INTERNALS]?: Internals };
  if (found === undefined)
    throw new TypeError('This is not an emulator: pass what createEmulator() has returned.');
  return found;
}
