import type Stripe from 'stripe';
import { errors } from '../core/catalogue.ts';
import { pageOf, pagination } from '../core/list.ts';
import { mergedMetadata, metadata } from '../core/metadata.ts';
import {
  arrayOf,
  boolean,
  oneOf,
  optional,
  type Params,
  type Shape,
  scalar,
  string,
  unsettable,
} from '../core/shape.ts';
import { ENABLED_EVENTS, ENABLED_IN_PREVIEWS } from '../model/events.ts';
import { checkVersion } from '../model/versions/version-string.ts';
import type { ParamsOf, WebhookEndpoint } from '../model/wire.ts';
import { forgetEndpoint } from '../sandbox/awaiting.ts';
import type { Scope } from '../sandbox/scope.ts';
import { checkWebhookHost } from '../sandbox/webhook-hosts.ts';
import { type Operation, operation } from './operation.ts';
import { given } from './params/changes.ts';

const TYPE = 'webhook_endpoint';
const PATH = '/v1/webhook_endpoints';
const MAX_ENDPOINTS = 16;

/** http and any host are accepted. Stripe asks for a public host in test mode, which an emulator's users do not have. */
const url: Shape<string> = (value, path) => {
  const text = scalar(value, path);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(text)) throw errors.urlInvalid(path, 'scheme');
  const parsed = URL.parse(text);
  if (parsed === null || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:'))
    throw errors.urlInvalid(path, 'form');
  return text;
};

const version: Shape<string> = (value, path) => checkVersion(string()(value, path));
// `payment_intent.*` is refused by Stripe as well: only whole names and `*` (Stripe's OpenAPI spec).
const enabledEvents = arrayOf(oneOf(...ENABLED_EVENTS));
const enabledInPreviews = arrayOf(oneOf(...ENABLED_IN_PREVIEWS));

export const CREATE = {
  api_version: optional(version),
  connect: optional(boolean),
  description: unsettable(string()),
  enabled_events: enabledEvents,
  metadata,
  url,
} satisfies ParamsOf<Stripe.WebhookEndpointCreateParams>;

/** What previews read in another way: they have events besides (stripe-node 22.7.0-beta.1 types). */
export const CREATE_IN_PREVIEWS = { enabled_events: enabledInPreviews } as const;

const UPDATE = {
  description: unsettable(string()),
  disabled: optional(boolean),
  enabled_events: optional(enabledEvents),
  metadata,
  url: optional(url),
} satisfies ParamsOf<Stripe.WebhookEndpointUpdateParams>;

/** Stores an endpoint with these parameters; the secret is shown once and kept apart. `chosen` replaces the rest. */
export function putEndpoint(
  scope: Scope,
  { connect = false, metadata: change, enabled_events, url: to, ...params }: Params<typeof CREATE>,
  chosen: Partial<Pick<WebhookEndpoint, 'application' | 'created' | 'id' | 'secret' | 'status'>> = {},
): WebhookEndpoint {
  const { secret = scope.id('whsec'), id = scope.id('we'), ...rest } = chosen;
  const endpoint: WebhookEndpoint = {
    id,
    object: TYPE,
    api_version: null,
    application: null,
    created: scope.seconds(),
    description: null,
    enabled_events,
    livemode: false,
    metadata: mergedMetadata({}, change),
    status: 'enabled',
    url: to,
    ...params,
    ...rest,
  };
  scope.tables[TYPE].put(endpoint);
  scope.sandbox.platform.facts.endpoints.set(id, { secret, connect, account: scope.account });
  return { ...endpoint, secret };
}

const create = operation(
  'POST',
  PATH,
  {
    answers: TYPE,
    sdkParams: 'WebhookEndpointCreateParams',
    params: CREATE,
    previews: CREATE_IN_PREVIEWS,
  },
  ({ scope, params }) => {
    if (params.enabled_events.length === 0) throw errors.parameterMissing('enabled_events');
    checkWebhookHost(scope.sandbox, params.url);
    if ([...scope.tables[TYPE].values()].length >= MAX_ENDPOINTS) throw errors.endpointLimit(MAX_ENDPOINTS);
    return putEndpoint(scope, params);
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/:webhook_endpoint`,
  {
    answers: TYPE,
    sdkParams: 'WebhookEndpointRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.WebhookEndpointRetrieveParams>,
  },
  ({ scope, id }) => scope.require(TYPE, id),
);

const update = operation(
  'POST',
  `${PATH}/:webhook_endpoint`,
  {
    answers: TYPE,
    sdkParams: 'WebhookEndpointUpdateParams',
    params: UPDATE,
    previews: { enabled_events: optional(enabledInPreviews) },
  },
  ({ scope, id, params }) => {
    const before = scope.require(TYPE, id);
    if (params.url !== undefined) checkWebhookHost(scope.sandbox, params.url);
    if (params.enabled_events?.length === 0) throw errors.parameterMissing('enabled_events');
    return scope.tables[TYPE].put({
      ...before,
      ...given(params, 'description', 'enabled_events', 'url'),
      ...(params.disabled === undefined ? {} : { status: params.disabled ? 'disabled' : 'enabled' }),
      metadata: mergedMetadata(before.metadata, params.metadata),
    });
  },
);

const remove = operation(
  'DELETE',
  `${PATH}/:webhook_endpoint`,
  {
    answers: TYPE,
    sdkParams: 'WebhookEndpointDeleteParams',
    params: {} satisfies ParamsOf<Stripe.WebhookEndpointDeleteParams>,
  },
  ({ scope, id }) => {
    scope.require(TYPE, id);
    scope.tables[TYPE].forget(id);
    scope.sandbox.platform.facts.endpoints.delete(id);
    forgetEndpoint(scope.sandbox, id);
    return { id, object: TYPE, deleted: true };
  },
);

const list = operation(
  'GET',
  PATH,
  {
    answers: TYPE,
    list: true,
    sdkParams: 'WebhookEndpointListParams',
    params: { ...pagination } satisfies ParamsOf<Stripe.WebhookEndpointListParams>,
  },
  ({ scope, params }) =>
    pageOf(scope.tables[TYPE], {
      url: PATH,
      noun: 'webhook endpoint',
      params,
      outOfRange: scope.settings.assume.limitOutOfRange,
    }),
);

export const webhookEndpointOperations: readonly Operation[] = [create, retrieve, update, remove, list];
