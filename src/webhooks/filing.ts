import type { Delivery, DeliveryAttempt } from '../model/facts.ts';
import type { WebhookTarget } from '../model/settings.ts';
import { noteDelivered } from '../sandbox/awaiting.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { brief } from './brief.ts';
import { boundDeliveries, schedule, targetOf } from './deliveries.ts';

/* What becomes of a delivery when an attempt has ended. */

export const delivered = ({ status }: DeliveryAttempt): boolean =>
  status !== null && status >= 200 && status < 300;

/** Files the attempt, and schedules the next one if there is to be one. */
export function fileAttempt(
  sandbox: Sandbox,
  before: Delivery,
  target: WebhookTarget,
  attempt: DeliveryAttempt,
): void {
  const isDelivered = delivered(attempt);
  if (isDelivered) noteDelivered(sandbox, before.event, before.endpoint);
  const delayMs = isDelivered ? undefined : target.retryScheduleMs[before.attempts.length];
  if (delayMs === undefined || targetOf(sandbox, before.endpoint) === undefined)
    end(sandbox, before, isDelivered ? 'succeeded' : 'failed', attempt);
  else schedule(sandbox, { ...before, attempts: [...before.attempts, brief(attempt)] }, delayMs);
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
