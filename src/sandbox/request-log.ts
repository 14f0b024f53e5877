import { bounded, boundedAnew, type Kept, type LoggedRequest, MOST_EVENTS } from './logged-request.ts';

export type { LoggedRequest } from './logged-request.ts';

/** The log as a whole keeps as many characters for each request of its bound. */
const CHARACTERS_A_REQUEST = 4_096;
/** The last requests, bounded in number and in characters: a client must not fill the memory by being refused. */
export class RequestLog {
  readonly #bound: number;
  readonly #onLimit: (sentence: string) => void;
  /** Oldest first, from `#first` on; what is before it is forgotten. */
  #kept: (Kept | undefined)[] = [];
  #first = 0;
  #characters = 0;
  #isFull = false;
  readonly #events = new Map<string, string[]>();

  constructor(bound: number, onLimit: (sentence: string) => void) {
    this.#bound = bound;
    this.#onLimit = onLimit;
  }

  noteEvent(requestId: string, eventId: string): void {
    const events = this.#events.get(requestId);
    if (events === undefined) this.#beginEvents(requestId, eventId);
    else if (events.length < MOST_EVENTS) events.push(eventId);
    else
      this.#onLimit(
        `A request has caused more than ${MOST_EVENTS} events: the log of requests names the first of them.`,
      );
  }

  // Calls of the control surface cause events but are not logged, so their entries are bounded here.
  #beginEvents(requestId: string, eventId: string): void {
    this.#events.set(requestId, [eventId]);
    if (this.#events.size <= this.#bound) return;
    const [oldest] = this.#events.keys();
    if (oldest !== undefined) this.#events.delete(oldest);
  }

  add(request: Omit<LoggedRequest, 'events'>): void {
    const events = this.#events.get(request.id);
    if (events !== undefined) this.#events.delete(request.id);
    this.#keep(bounded({ ...request, events: events ?? [] }));
  }

  list(): readonly LoggedRequest[] {
    const newestFirst: LoggedRequest[] = [];
    for (let at = this.#kept.length - 1; at >= this.#first; at--) {
      const kept = this.#kept[at];
      if (kept !== undefined) newestFirst.push(kept.request);
    }
    return newestFirst;
  }

  restore(newestFirst: readonly LoggedRequest[]): void {
    this.clear();
    for (const request of [...newestFirst].reverse()) {
      const kept = boundedAnew(request);
      if (kept !== undefined) this.#keep(kept);
    }
  }

  clear(): void {
    this.#kept = [];
    this.#first = 0;
    this.#characters = 0;
    this.#isFull = false;
    this.#events.clear();
  }

  #keep(kept: Kept): void {
    this.#kept.push(kept);
    this.#characters += kept.characters;
    while (this.#kept.length - this.#first > this.#bound) {
      this.#forgetOldest();
      // Once it is full, every request comes by here.
      if (this.#isFull) continue;
      this.#isFull = true;
      this.#onLimit(`More than ${this.#bound} requests: the oldest are forgotten (limits.requests).`);
    }
    const most = this.#bound * CHARACTERS_A_REQUEST;
    while (this.#characters > most && this.#kept.length - this.#first > 1) {
      this.#forgetOldest();
      this.#onLimit(
        `The log of requests has more than ${most} characters: the oldest are forgotten (${CHARACTERS_A_REQUEST} for each of limits.requests).`,
      );
    }
  }

  #forgetOldest(): void {
    this.#characters -= this.#kept[this.#first]?.characters ?? 0;
    this.#kept[this.#first] = undefined;
    this.#first++;
    if (this.#first < this.#bound) return;
    this.#kept = this.#kept.slice(this.#first);
    this.#first = 0;
  }
}
