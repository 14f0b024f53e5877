import { masked } from '../core/masked.ts';
import { ENDED } from '../model/deliveries.ts';
import type { Delivery } from '../model/delivery.ts';
import { isOfPreviews, matchesType } from '../model/events.ts';
import type { Job } from '../model/jobs.ts';
import { DEFAULT_WEBHOOK, type WebhookTarget } from '../model/settings.ts';
import { isPreview } from '../model/versions/version-string.ts';
import type { Event } from '../model/wire.ts';
import type { Again, Sandbox } from '../sandbox/sandbox.ts';
import type { Scope } from '../sandbox/scope.ts';

// "*" enables all events "except those that require explicit selection" (docs: api/events/types).
const EXPLICIT_ONLY: ReadonlySet<string> = new Set([
  'identity.verification_session.redacted',
  'issuing_authorization.request',
  'reporting.report_type.updated',
]);

/**
 * Whether an endpoint with these `enabled_events` and this version is sent an event of that type. One that only previews
 * have comes to who names it, and by a pattern to who has a preview's version (assumed).
 */
export function wants(enabledEvents: readonly string[], type: string, version: string): boolean {
  const isHidden = isOfPreviews(type) && !isPreview(version);
  return enabledEvents.some((pattern) => {
    if (pattern === '*' ? isHidden || EXPLICIT_ONLY.has(type) : isHidden && pattern.endsWith('*'))
      return false;
    return matchesType(pattern, type);
  });
}

/** The endpoint of that id as a target; undefined once it is deleted or disabled, which ends its retries. */
export function targetOf(sandbox: Sandbox, endpoint: string): WebhookTarget | undefined {
  const configured = sandbox.targets.find(({ id }) => id === endpoint);
  if (configured !== undefined) return configured;
  const facts = sandbox.platform.facts.endpoints.get(endpoint);
  if (facts === undefined) return undefined;
  const created = sandbox.scope(facts.account).tables.webhook_endpoint.get(endpoint);
  if (created?.status !== 'enabled') return undefined;
  return {
    ...DEFAULT_WEBHOOK,
    id: created.id,
    url: created.url,
    secret: facts.secret,
    enabledEvents: created.enabled_events,
    apiVersion: created.api_version,
  };
}

/** The ids of the endpoints that get an event: configured ones all, an account's own, and `connect` ones its accounts'. */
function endpointsFor(event: Event, owner: Scope): readonly string[] {
  const { platform, targets } = owner.sandbox;
  const isWanted = (patterns: readonly string[], version: string | null) =>
    wants(patterns, event.type, version ?? event.api_version);
  const ids = targets
    .filter(({ enabledEvents, apiVersion }) => isWanted(enabledEvents, apiVersion))
    .map(({ id }) => id);
  const { endpoints } = platform.facts;
  for (const scope of new Set([owner, platform])) {
    for (const { api_version, enabled_events, id, status } of scope.tables.webhook_endpoint.values()) {
      const connect = endpoints.get(id)?.connect ?? false;
      if (status === 'enabled' && connect === (scope !== owner) && isWanted(enabled_events, api_version))
        ids.push(id);
    }
  }
  return ids;
}

const NONE: readonly string[] = [];

/** Makes a delivery for each endpoint that wants the event, its first attempt due now; answers which endpoints. */
export function enqueue(event: Event, scope: Scope, again?: Again): readonly string[] {
  const { sandbox } = scope;
  const only = again?.endpoint;
  // Nearly every request of a suite without webhooks comes by here.
  if (
    only === undefined &&
    sandbox.targets.length === 0 &&
    sandbox.platform.tables.webhook_endpoint.size === 0 &&
    scope.tables.webhook_endpoint.size === 0
  )
    return NONE;
  const endpoints = only === undefined ? endpointsFor(event, scope) : [only];
  for (const endpoint of endpoints)
    schedule(sandbox, newDelivery(event, sandbox, endpoint, again !== undefined), 0);
  boundDeliveries(sandbox);
  return endpoints;
}

const urlOf = (target: WebhookTarget | undefined): string | null =>
  target?.url === undefined ? null : masked(target.url);

function newDelivery(event: Event, sandbox: Sandbox, endpoint: string, resent: boolean): Delivery {
  return {
    id: sandbox.id('whd'),
    object: 'delivery',
    event: event.id,
    type: event.type,
    account: event.account ?? null,
    endpoint,
    url: urlOf(targetOf(sandbox, endpoint)),
    status: 'pending',
    resent,
    attempts: [],
    next_attempt_at: sandbox.seconds(),
  };
}

/** Puts the delivery's next attempt into the queue. Only the first counts as something to wait for. */
export function schedule(sandbox: Sandbox, delivery: Delivery, delayMs: number): void {
  const dueMs = sandbox.nowMs() + delayMs;
  sandbox.deliveries.put({ ...delivery, status: 'pending', next_attempt_at: Math.floor(dueMs / 1000) });
  const job: Job = { kind: 'webhook.attempt', subject: delivery.id };
  sandbox.schedule(dueMs, job, { phase: 1, background: delivery.attempts.length > 0 });
}

/** Forgets the oldest of the deliveries that have ended, over the bound; one that is pending is never forgotten. */
export function boundDeliveries(sandbox: Sandbox): void {
  const { deliveries } = sandbox;
  const { deliveries: bound } = sandbox.settings.limits;
  if (deliveries.size <= bound) return;
  const ended = { index: 'ended', key: ENDED } as const;
  if (deliveries.size - deliveries.count(ended) > bound)
    sandbox.sayOnce(
      `More than ${bound} deliveries are pending: each is kept until it has ended, which limits.deliveries does not bound.`,
    );
  while (deliveries.count(ended) > bound) {
    const oldest = deliveries.oldest(ended);
    if (oldest === undefined) return;
    sandbox.sayOnce(`More than ${bound} deliveries: the oldest are forgotten (limits.deliveries).`);
    deliveries.forget(oldest.id);
  }
}
