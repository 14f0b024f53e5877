import type Stripe from 'stripe';
import { errors } from '../core/catalogue.ts';
import { pageOf, pagination } from '../core/list.ts';
import { arrayOf, boolean, optional, string } from '../core/shape.ts';
import { timeRange } from '../core/time-range.ts';
import { eventKeys } from '../model/records.ts';
import type { Event, ParamsOf } from '../model/wire.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
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

/** `payment_intent.*` names a group, `*` everything. */
export function matchesType(pattern: string, type: string): boolean {
  return (
    pattern === '*' || pattern === type || (pattern.endsWith('*') && type.startsWith(pattern.slice(0, -1)))
  );
}

/** Whether every delivery of the event has succeeded (`delivery_success=false`: some have not). */
const deliveredAs = (event: Event, wanted: boolean): boolean => (event.pending_webhooks === 0) === wanted;

/** The account's event of that id; Stripe keeps events for 30 days, which is looked at on access, never by a job. */
function requireEvent(sandbox: Sandbox, id: string): Event {
  const event = sandbox.require(TYPE, id);
  const isOwn = eventKeys.account(event) === (sandbox.account ?? '');
  if (!isOwn || event.created < oldestKept(sandbox)) throw errors.resourceMissing(TYPE, id);
  return event;
}

const oldestKept = (sandbox: Sandbox): number =>
  sandbox.seconds() - sandbox.settings.limits.eventLifetimeMs / 1000;

const list = operation(
  'GET',
  PATH,
  { answers: TYPE, list: true, sdkParams: 'EventListParams', params: LIST },
  ({ sandbox, params }) => {
    const { type, types, delivery_success: delivered } = params;
    // "You may pass either `type` or `types`, but not both" (docs).
    if (type !== undefined && types !== undefined) throw errors.onlyOneOf('type', 'types');
    const patterns = types ?? (type === undefined || !type.includes('*') ? undefined : [type]);
    const where = (event: Event) =>
      (patterns === undefined || patterns.some((pattern) => matchesType(pattern, event.type))) &&
      (delivered === undefined || deliveredAs(event, delivered));
    const account = sandbox.account ?? '';
    const filter =
      type === undefined || patterns !== undefined
        ? { index: 'account', key: eventKeys.account({ account }) }
        : { index: 'type', key: eventKeys.type({ account, type }) };
    const from = Math.max(oldestKept(sandbox), params.created?.from ?? 0);
    return pageOf(
      sandbox.tables.event,
      { url: PATH, noun: TYPE, params, outOfRange: sandbox.settings.assume.limitOutOfRange },
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
  ({ sandbox, id }) => requireEvent(sandbox, id),
);

/** What `stripe events resend` calls (recorded: Stripe CLI 1.52.0); not in the SDK. */
const retry = operation(
  'POST',
  `${PATH}/:event/retry`,
  { answers: TYPE, sdkParams: '', params: EXTRA_PARAMETERS['POST /v1/events/:event/retry'] },
  ({ sandbox, id, params }) => {
    const event = requireEvent(sandbox, id);
    if (params.webhook_endpoint !== undefined)
      sandbox.requireFor('webhook_endpoint', params.webhook_endpoint, 'webhook_endpoint');
    sandbox.parts.outbox(event, sandbox, params.webhook_endpoint);
    return event;
  },
);

export const eventOperations: readonly Operation[] = [list, retrieve, retry];
