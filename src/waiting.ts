import type { Event } from './wire.ts';

// The longest delay that timers take.
const MAX_TIMER_MS = 2_147_483_647;

export interface Match {
  readonly type?: string;
  readonly object?: string;
}

/** `type` may end in `*`; `object` is the id of the event's object. */
export function matches(event: Event, { type, object }: Match): boolean {
  if (object !== undefined && event.data.object.id !== object) return false;
  if (type === undefined || type === '*' || type === event.type) return true;
  return type.endsWith('*') && event.type.startsWith(type.slice(0, -1));
}

// Fake timers may replace them; a wait is wall time all the same.
const { setTimeout, clearTimeout } = globalThis;

/** Those who wait for an event that is still to come. */
export class Waiters {
  readonly #waiting = new Set<(event: Event | undefined) => void>();

  offer(event: Event): void {
    for (const waiter of this.#waiting) waiter(event);
  }

  /** Nobody waits any longer: nothing more will come. */
  close(): void {
    for (const waiter of this.#waiting) waiter(undefined);
  }

  /** The next matching event; undefined after `timeoutMs` of wall time. */
  next(match: Match, timeoutMs: number): Promise<Event | undefined> {
    return new Promise((resolve) => {
      const end = (event: Event | undefined) => {
        clearTimeout(timer);
        this.#waiting.delete(waiter);
        resolve(event);
      };
      const waiter = (event: Event | undefined) => {
        if (event === undefined || matches(event, match)) end(event);
      };
      const timer = setTimeout(() => end(undefined), Math.min(timeoutMs, MAX_TIMER_MS));
      this.#waiting.add(waiter);
    });
  }
}
