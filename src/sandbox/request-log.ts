/** One request as `GET /_emulator/requests` shows it. */
export interface LoggedRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly created: number;
  /** Masked. */
  readonly key: string | null;
  readonly stripe_version: string | null;
  readonly idempotency_key: string | null;
  readonly account: string | null;
  readonly replayed: boolean;
  /** False for an endpoint of Stripe's that the emulator does not have. */
  readonly emulated: boolean;
  readonly events: readonly string[];
  readonly error?: object;
  readonly note?: string;
}

/** The last requests, newest first, in a ring. */
export class RequestLog {
  readonly #bound: number;
  readonly #ring: LoggedRequest[] = [];
  readonly #events = new Map<string, string[]>();
  #next = 0;
  #isFull = false;

  readonly #onLimit: (sentence: string) => void;

  constructor(bound: number, onLimit: (sentence: string) => void) {
    this.#bound = bound;
    this.#onLimit = onLimit;
  }

  noteEvent(requestId: string, eventId: string): void {
    const events = this.#events.get(requestId);
    if (events !== undefined) {
      events.push(eventId);
      return;
    }
    this.#events.set(requestId, [eventId]);
    // Calls of the control surface cause events but are not logged, so their entries are bounded here.
    if (this.#events.size <= this.#bound) return;
    const [oldest] = this.#events.keys();
    if (oldest !== undefined) this.#events.delete(oldest);
  }

  add(request: Omit<LoggedRequest, 'events'>): void {
    const events = this.#events.get(request.id);
    if (events !== undefined) this.#events.delete(request.id);
    if (this.#ring[this.#next] !== undefined && !this.#isFull) {
      this.#isFull = true;
      this.#onLimit(`More than ${this.#bound} requests: the oldest are forgotten (limits.requests).`);
    }
    this.#ring[this.#next] = { ...request, events: events ?? [] };
    this.#next = (this.#next + 1) % this.#bound;
  }

  list(): readonly LoggedRequest[] {
    const oldestFirst = [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)];
    return oldestFirst.reverse();
  }

  restore(newestFirst: readonly LoggedRequest[]): void {
    this.clear();
    for (const request of [...newestFirst].reverse()) {
      this.#ring[this.#next] = request;
      this.#next = (this.#next + 1) % this.#bound;
    }
  }

  clear(): void {
    this.#ring.length = 0;
    this.#events.clear();
    this.#next = 0;
    this.#isFull = false;
  }
}
