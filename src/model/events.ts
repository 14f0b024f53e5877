import type Stripe from 'stripe';
import { asWritten } from '../core/composed.ts';
import { oneOf } from '../core/shape.ts';
import generated from './events.generated.json' with { type: 'json' };

/** What happens in previews only (stripe-node 22.7.0-beta.1 types: a test holds them against it). */
const EVENTS_OF_PREVIEWS = [
  'financial_connections.account.refreshed_inferred_balances',
  'financial_connections.session.updated',
] as const;

/** The type of an event: the SDK's own union, so that a misspelt one does not compile, and what previews have besides. */
export type EventType =
  | Exclude<Stripe.WebhookEndpointCreateParams.EnabledEvent, '*'>
  | (typeof EVENTS_OF_PREVIEWS)[number];

/** All that an endpoint may enable outside of previews: every type of event that they have, and `*`. */
export const ENABLED_EVENTS: readonly string[] = generated.enabledEvents;

/** The same in previews. */
export const ENABLED_IN_PREVIEWS: readonly string[] = [...ENABLED_EVENTS, ...EVENTS_OF_PREVIEWS].sort();

const OF_PREVIEWS: ReadonlySet<string> = new Set(EVENTS_OF_PREVIEWS);

/** Whether only previews have events of that type. */
export const isOfPreviews = (type: string): boolean => OF_PREVIEWS.has(type);

/** The list holds what the union does, but for `*`. */
export const eventTypeShape = asWritten<EventType>(
  oneOf(...ENABLED_IN_PREVIEWS.filter((type) => type !== '*')),
);

/** Whether a pattern names an event that there is, or a group: what does not is never sent, and never comes. */
export const canMatch = (pattern: string): boolean =>
  ENABLED_IN_PREVIEWS.some((type) => type !== '*' && matchesType(pattern, type));

/** Whether an event of that type is meant: `payment_intent.*` names a group, `*` everything. */
export function matchesType(pattern: string, type: string): boolean {
  return (
    pattern === '*' || pattern === type || (pattern.endsWith('*') && type.startsWith(pattern.slice(0, -1)))
  );
}
