import type { Sandbox } from './sandbox.ts';

/*
 * Which endpoints have not yet got an event: what `pending_webhooks` counts. It is kept with the event and not asked of
 * its deliveries, since those are forgotten, repeated by hand, and end without success.
 */

/** The event has been sent to the endpoint with success, for the first time or again. */
export function noteDelivered(sandbox: Sandbox, eventId: string, endpoint: string): void {
  const awaiting = sandbox.platform.facts.awaiting.get(eventId);
  if (awaiting?.includes(endpoint) === true) keepAwaiting(sandbox, eventId, without(awaiting, endpoint));
}

/** An endpoint that is deleted is waited for by no event. */
export function forgetEndpoint(sandbox: Sandbox, endpoint: string): void {
  for (const [eventId, awaiting] of sandbox.platform.facts.awaiting)
    if (awaiting.includes(endpoint)) keepAwaiting(sandbox, eventId, without(awaiting, endpoint));
}

const without = (ids: readonly string[], id: string): readonly string[] =>
  ids.filter((other) => other !== id);

function keepAwaiting(sandbox: Sandbox, eventId: string, endpoints: readonly string[]): void {
  const { facts, tables } = sandbox.platform;
  if (endpoints.length === 0) facts.awaiting.delete(eventId);
  else facts.awaiting.set(eventId, endpoints);
  const event = tables.event.get(eventId);
  if (event !== undefined) tables.event.put({ ...event, pending_webhooks: endpoints.length });
}
