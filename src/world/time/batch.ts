import { type Attempt, receiverOf, wallMs } from '../../webhooks/attempt.ts';
import type { Pace } from './pace.ts';
import { Progress } from './progress.ts';
import { isoOf } from './story.ts';
import type { Works } from './works.ts';

// Kept from the start, because a test's fake timers may replace them, and a receiver is waited for in wall time.
const { setTimeout, clearTimeout } = globalThis;
const PATIENCE_MS = 1_000;

/** The trip through time on which attempts are waited for. */
export interface Trip {
  readonly works: Works;
  readonly pace: Pace;
  readonly progress: Progress;
  /** Endpoints that have timed out at the present instant. */
  readonly hanging: Set<string>;
  /** Attempts that have been taken up and have not ended. */
  open: number;
  hasToldWho: boolean;
  readonly goesOn: () => boolean;
}

/**
 * Performs the attempts of an instant and waits for them all. They are not filed here: the sandbox must not tell which of
 * them has ended first.
 */
export async function performAll(batch: readonly Attempt[], trip: Trip): Promise<void> {
  const { works, pace, hanging } = trip;
  // Of more than are kept in the end only the last are held whole meanwhile.
  const firstWhole = batch.length - works.sandbox.settings.limits.deliveries;
  const ends: Promise<void>[] = [];
  trip.open = batch.length;
  const leave = watch(trip);
  for (const [at, attempt] of batch.entries()) {
    attempt.isBrief = at < firstWhole;
    ends.push(works.dispatcher.perform(attempt, hanging).then(() => void trip.open--));
    if (!pace.isOver()) continue;
    await pace.rest();
    if (!trip.goesOn()) break;
  }
  await Promise.all(ends);
  leave();
}

/** Waits for what a clock that runs has begun. A webhook that advances time itself waits for itself, to its time-out. */
export async function begunHasEnded(works: Works): Promise<void> {
  const leave = watch({ works, progress: new Progress(() => {}), hasToldWho: false });
  await works.dispatcher.allEnded(works.sandbox);
  leave();
}

/** Looks each second how far the attempts have come, and says once whom they wait for; ends by a call. */
function watch(trip: Pick<Trip, 'works' | 'progress' | 'hasToldWho'>): () => void {
  const look = () => {
    timer = setTimeout(look, PATIENCE_MS);
    trip.progress.look();
    if (!trip.hasToldWho) trip.hasToldWho = tellWho(trip);
  };
  let timer = setTimeout(look, PATIENCE_MS);
  return () => clearTimeout(timer);
}

function tellWho({ works: { sandbox, dispatcher } }: Pick<Trip, 'works'>): boolean {
  const waiting = dispatcher.longest(sandbox);
  if (waiting === undefined) return false;
  const { target, event, sinceMs } = waiting;
  const waitedMs = wallMs() - sinceMs;
  if (waitedMs < PATIENCE_MS / 2) return false;
  const untilIso = isoOf(Date.now() + target.timeoutMs - waitedMs);
  sandbox.settings.log({
    kind: 'notice',
    text: `Time waits for the webhook ${receiverOf(target)}, which has not answered ${event.type} [${event.id}] yet: it is waited for until ${untilIso} (timeoutMs).`,
  });
  return true;
}
