import type Stripe from 'stripe';
import { asWritten } from '../core/composed.ts';
import { oneOf } from '../core/shape.ts';
import generated from './events.generated.json' with { type: 'json' };

/** Those that only previews have (stripe-node 22.7.0-beta.1 types). */
const OF_PREVIEWS = ['financial_connections.session.updated'] as const;

/** The type of an event: the SDK's own union, so that a misspelt one does not compile, and those of previews. */
export type EventType =
  | Exclude<Stripe.WebhookEndpointCreateParams.EnabledEvent, '*'>
  | (typeof OF_PREVIEWS)[number];

/** All that an endpoint may enable: every type of event, and `*`. */
export const ENABLED_EVENTS: readonly string[] = [...generated.enabledEvents, ...OF_PREVIEWS];

/** The list holds what the SDK's union does, but for `*`. */
export const eventTypeShape = asWritten<EventType>(oneOf(...ENABLED_EVENTS.filter((type) => type !== '*')));

/** Whether a pattern names an event that there is, or a group: what does not is never sent, and never comes. */
export const canMatch = (pattern: string): boolean =>
  ENABLED_EVENTS.some((type) => type !== '*' && matchesType(pattern, type));

/** Whether an event of that type is meant: `payment_intent.*` names a group, `*` everything. */
export function matchesType(pattern: string, type: string): boolean {
  return (
    pattern === '*' || pattern === type || (pattern.endsWith('*') && type.startsWith(pattern.slice(0, -1)))
  );
}
