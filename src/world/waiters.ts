import { errors } from '../core/catalogue.ts';
import { suggestion } from '../core/closest.ts';
import { ours, sentence } from '../core/sentence.ts';
import { canMatch, ENABLED_IN_PREVIEWS, matchesType } from '../model/events.ts';
import { eventKeys } from '../model/records.ts';
import type { Event } from '../model/wire.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

// The longest delay that setTimeout takes.
const MAX_TIMER_MS = 2_147_483_647;

export interface Match {
  readonly type?: string;
  readonly object?: string;
  /** Only events of this connected account, null for the platform's; all when not given. */
  readonly account?: string | null;
}

/** Refuses a match for an unknown event type: a wait for it would never end, and its absence would prove nothing. */
export function checkedMatch(match: Match): Match {
  const { type } = match;
  if (type === undefined || canMatch(type)) return match;
  throw errors.misuse(
    sentence`There is no event "${type}".${ours(suggestion(type, ENABLED_IN_PREVIEWS, { otherwise: 'https://docs.stripe.com/api/events/types lists them.' }))}`,
    'type',
  );
}

/** The oldest event that matches, behind `after`. */
export function pastEvent(sandbox: Sandbox, match: Match, after?: string): Event | undefined {
  const { event: events } = sandbox.platform.tables;
  if (after !== undefined && !events.isCursor(after))
    throw errors.resourceMissingInParameter('event', after, 'after');
  const { type, account = sandbox.scopes().length === 1 ? null : undefined } = match;
  const isExact = type !== undefined && !type.endsWith('*') && account !== undefined;
  const key = isExact ? eventKeys.type({ account: account ?? '', type }) : undefined;
  for (const event of events.walk({ after, index: 'type', key })) if (matches(event, match)) return event;
  return undefined;
}

/** `type` may end in `*`; `object` is the id of the event's object. */
export function matches(event: Event, { type, object, account }: Match): boolean {
  if (account !== undefined && (event.account ?? null) !== account) return false;
  if (object !== undefined && event.data.object.id !== object) return false;
  return type === undefined || matchesType(type, event.type);
}

// Kept from the start, because a test's fake timers may replace them, and `timeoutMs` is wall time.
const { setTimeout, clearTimeout } = globalThis;

/** The callers that wait for an event. */
export class Waiters {
  readonly #waiting = new Set<(event: Event | undefined) => void>();

  offer(event: Event): void {
    for (const waiter of this.#waiting) waiter(event);
  }

  /** Ends all waits, because no more events will come. */
  close(): void {
    for (const waiter of this.#waiting) waiter(undefined);
  }

  /** The next matching event; undefined after `timeoutMs` of wall time, or when the caller has hung up. */
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
