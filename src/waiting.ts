import type { Event } from './wire.ts';

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

/** Those who wait for an event that is still to come. */
export class Waiters {
  readonly #waiting = new Set<(event: Event) => void>();

  offer(event: Event): void {
    for (const waiter of this.#waiting) waiter(event);
  }

  /** The next matching event; undefined after `timeoutMs` of wall time. */
  next(match: Match, timeoutMs: number): Promise<Event | undefined> {
    return new Promise((resolve) => {
      const end = (event: Event | undefined) => {
        clearTimeout(timer);
        this.#waiting.delete(waiter);
        resolve(event);
      };
      const waiter = (event: Event) => {
        if (matches(event, match)) end(event);
      };
      const timer = setTimeout(() => end(undefined), timeoutMs);
      this.#waiting.add(waiter);
    });
  }
}
