import { type Attempt, receiverOf, wallMs } from '../webhooks/attempt.ts';
import type { Journey } from './journey.ts';
import { isoOf } from './story.ts';

// Kept from the start, because a test's fake timers may replace them, and a receiver is waited for in wall time.
const { setTimeout, clearTimeout } = globalThis;
const PATIENCE_MS = 1_000;

/**
 * Performs the attempts of an instant and waits for them all. They are not filed here: the sandbox must not tell which of
 * them has ended first.
 */
export async function performAll(batch: readonly Attempt[], journey: Journey): Promise<void> {
  const { works, pace, hanging } = journey;
  // Of more than are kept in the end only the last are held whole meanwhile.
  const firstWhole = batch.length - works.sandbox.settings.limits.deliveries;
  const ends: Promise<void>[] = [];
  journey.open = batch.length;
  const leave = watch(journey);
  for (const [at, attempt] of batch.entries()) {
    attempt.isBrief = at < firstWhole;
    ends.push(works.dispatcher.perform(attempt, hanging).then(() => void journey.open--));
    if (!pace.isOver()) continue;
    await pace.rest();
    if (!journey.goesOn()) break;
  }
  await Promise.all(ends);
  leave();
}

/** Waits for what a clock that runs has begun: it is due by now, as what is still to be begun. */
export async function begunHasEnded(journey: Journey): Promise<void> {
  const { sandbox, dispatcher } = journey.works;
  const leave = watch(journey);
  await dispatcher.allEnded(sandbox);
  leave();
}

/** Looks each second how far the attempts have come, and says once whom they wait for; ends by a call. */
function watch(journey: Journey): () => void {
  const look = () => {
    timer = setTimeout(look, PATIENCE_MS);
    journey.progress.look();
    if (!journey.hasToldWho) journey.hasToldWho = tellWho(journey);
  };
  let timer = setTimeout(look, PATIENCE_MS);
  return () => clearTimeout(timer);
}

function tellWho({ works: { sandbox, dispatcher } }: Journey): boolean {
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
