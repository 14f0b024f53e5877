import { errors } from '../core/catalogue.ts';
import { suggestion } from '../core/closest.ts';
import { eventKeys } from '../model/records.ts';
import type { Event } from '../model/wire.ts';
import { ENABLED_EVENTS } from '../resources/params/foreign.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

// The longest delay that timers take.
const MAX_TIMER_MS = 2_147_483_647;

export interface Match {
  readonly type?: string;
  readonly object?: string;
  /** Only events of this connected account, null for the platform's; all when not given. */
  readonly account?: string | null;
}

/** The match, unless it can never be met: a name that is no event's would wait for ever, or be sure of nothing. */
export function checkedMatch(match: Match): Match {
  const { type } = match;
  if (type === undefined || type.endsWith('*') || ENABLED_EVENTS.includes(type)) return match;
  throw errors.misuse(`There is no event "${type}".${suggestion(type, ENABLED_EVENTS)}`, 'type');
}

/** The oldest event that matches, behind `after`. */
export function pastEvent(sandbox: Sandbox, match: Match, after?: string): Event | undefined {
  const { event: events } = sandbox.tables;
  if (after !== undefined && !events.isCursor(after))
    throw errors.resourceMissingInParameter('event', after, 'after');
  const { type, account = sandbox.all().length === 1 ? null : undefined } = match;
  const isExact = type !== undefined && !type.endsWith('*') && account !== undefined;
  const filter = isExact ? { index: 'type', key: eventKeys.type({ account: account ?? '', type }) } : {};
  for (const event of events.walk({ after, ...filter })) if (matches(event, match)) return event;
  return undefined;
}

/** `type` may end in `*`; `object` is the id of the event's object. */
function matches(event: Event, { type, object, account }: Match): boolean {
  if (account !== undefined && (event.account ?? null) !== account) return false;
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

  /** The next matching event; undefined after `timeoutMs` of wall time, or when whoever waits has gone. */
  next(match: Match, timeoutMs: number, gone?: AbortSignal): Promise<Event | undefined> {
    return new Promise((resolve) => {
      const end = (event?: Event) => {
        clearTimeout(timer);
        gone?.removeEventListener('abort', leave);
        this.#waiting.delete(waiter);
        resolve(event);
      };
      const leave = () => end();
      const waiter = (event: Event | undefined) => {
        if (event === undefined || matches(event, match)) end(event);
      };
      const timer = setTimeout(leave, Math.min(timeoutMs, MAX_TIMER_MS));
      gone?.addEventListener('abort', leave);
      this.#waiting.add(waiter);
    });
  }

  /** The first matching event that comes while `interval` goes on; resolves when it has come or the interval is over. */
  async during(
    match: Match,
    interval: (isMet: () => boolean) => Promise<unknown>,
  ): Promise<Event | undefined> {
    let met: Event | undefined;
    const waiter = (event: Event | undefined) => {
      if (event !== undefined && met === undefined && matches(event, match)) met = event;
    };
    this.#waiting.add(waiter);
    try {
      await interval(() => met !== undefined);
    } finally {
      this.#waiting.delete(waiter);
    }
    return met;
  }
}
