import type Stripe from 'stripe';
import { errors } from '../core/catalogue.ts';
import { pageOf, pagination } from '../core/list.ts';
import { arrayOf, boolean, optional, string } from '../core/shape.ts';
import { timeRange } from '../core/time-range.ts';
import { matchesType } from '../model/events.ts';
import { eventKeys } from '../model/records.ts';
import type { Event, ParamsOf } from '../model/wire.ts';
import type { Scope } from '../sandbox/scope.ts';
import { type Operation, operation } from './operation.ts';
import { EXTRA_PARAMETERS } from './params/extra.ts';

const TYPE = 'event';
const PATH = '/v1/events';
// docs: api/events/list
const MAX_TYPES = 20;

const LIST = {
  ...pagination,
  created: optional(timeRange),
  delivery_success: optional(boolean),
  type: optional(string()),
  types: optional(arrayOf(string(), { max: MAX_TYPES })),
} satisfies ParamsOf<Stripe.EventListParams>;

/** Whether every delivery of the event has succeeded (`delivery_success=false`: some have not). */
const deliveredAs = (event: Event, wanted: boolean): boolean => (event.pending_webhooks === 0) === wanted;

/** The account's event of that id; Stripe keeps events for 30 days; their age is checked on access. */
function requireEvent(scope: Scope, id: string): Event {
  const event = scope.require(TYPE, id);
  const isOwn = eventKeys.account(event) === (scope.account ?? '');
  if (!isOwn || event.created < oldestKept(scope)) throw errors.resourceMissing(TYPE, id);
  return event;
}

const oldestKept = (scope: Scope): number => scope.seconds() - scope.settings.limits.eventLifetimeMs / 1000;

const list = operation(
  'GET',
  PATH,
  { answers: TYPE, list: true, sdkParams: 'EventListParams', params: LIST },
  ({ scope, params }) => {
    const { type, types, delivery_success: delivered } = params;
    // "You may pass either `type` or `types`, but not both" (docs).
    if (type !== undefined && types !== undefined) throw errors.onlyOneOf('type', 'types');
    const patterns = types ?? (type === undefined || !type.includes('*') ? undefined : [type]);
    const where = (event: Event) =>
      (patterns === undefined || patterns.some((pattern) => matchesType(pattern, event.type))) &&
      (delivered === undefined || deliveredAs(event, delivered));
    const account = scope.account ?? '';
    const filter =
      type === undefined || patterns !== undefined
        ? ({ index: 'account', key: eventKeys.account({ account }) } as const)
        : ({ index: 'type', key: eventKeys.type({ account, type }) } as const);
    const from = Math.max(oldestKept(scope), params.created?.from ?? 0);
    return pageOf(
      scope.tables.event,
      { url: PATH, noun: TYPE, params, outOfRange: scope.settings.assume.limitOutOfRange },
      { ...filter, from, to: params.created?.to, where },
    );
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/:event`,
  {
    answers: TYPE,
    sdkParams: 'EventRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.EventRetrieveParams>,
  },
  ({ scope, id }) => requireEvent(scope, id),
);

/** What `stripe events resend` calls (recorded: Stripe CLI 1.52.0); not in the SDK. */
const retry = operation(
  'POST',
  `${PATH}/:event/retry`,
  { answers: TYPE, sdkParams: '', params: EXTRA_PARAMETERS['POST /v1/events/:event/retry'] },
  ({ scope, id, params }) => {
    const event = requireEvent(scope, id);
    if (params.webhook_endpoint !== undefined)
      scope.requireFor('webhook_endpoint', params.webhook_endpoint, 'webhook_endpoint');
    scope.sandbox.parts.outbox(event, scope, { endpoint: params.webhook_endpoint });
    return event;
  },
);

export const eventOperations: readonly Operation[] = [list, retrieve, retry];
