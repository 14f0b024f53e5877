import type { Delivery, DeliveryAttempt } from '../model/delivery.ts';
import type { WebhookTarget } from '../model/settings.ts';
import { noteDelivered } from '../sandbox/awaiting.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { boundDeliveries, schedule, targetOf } from './deliveries.ts';

/* What becomes of a delivery when an attempt has ended. */

const delivered = ({ status }: DeliveryAttempt): boolean => status !== null && status >= 200 && status < 300;

/** How long after an attempt that has ended so the next one is due; undefined if there is none. */
export const retryDelayMs = (
  { attempts }: Delivery,
  { retryScheduleMs }: WebhookTarget,
  last: DeliveryAttempt,
): number | undefined => (delivered(last) ? undefined : retryScheduleMs[attempts.length]);

/** Files the attempt, and schedules the next one if there is to be one. */
export function fileAttempt(
  sandbox: Sandbox,
  before: Delivery,
  target: WebhookTarget,
  attempt: DeliveryAttempt,
): void {
  const delayMs = retryDelayMs(before, target, attempt);
  if (delivered(attempt)) noteDelivered(sandbox, before.event, before.endpoint);
  if (delayMs === undefined || targetOf(sandbox, before.endpoint) === undefined)
    end(sandbox, before, delivered(attempt) ? 'succeeded' : 'failed', attempt);
  else schedule(sandbox, { ...before, attempts: [...before.attempts, attempt] }, delayMs);
}

/** The endpoint or the event is gone. */
export const fileAbandoned = (sandbox: Sandbox, before: Delivery): void => end(sandbox, before, 'abandoned');

/** Something of ours has thrown: the delivery has failed, and its last attempt says why. */
export const fileBroken = (sandbox: Sandbox, before: Delivery, reason: string): void =>
  // What has thrown may have been the attempts before.
  end(
    sandbox,
    Array.isArray(before.attempts) ? before : { ...before, attempts: [] },
    'failed',
    notSent(reason),
  );

/** An attempt that was not made. */
export const notSent = (why: string): DeliveryAttempt => ({
  t: Math.floor(Date.now() / 1000),
  duration_ms: 0,
  status: null,
  error: `not sent: ${why}`,
  request: { headers: {}, body: '' },
  response: null,
});

function end(
  sandbox: Sandbox,
  before: Delivery,
  status: Delivery['status'],
  ...last: readonly DeliveryAttempt[]
): void {
  sandbox.deliveries.put({
    ...before,
    attempts: [...before.attempts, ...last],
    next_attempt_at: null,
    status,
  });
  boundDeliveries(sandbox);
}
