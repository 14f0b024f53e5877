import type Stripe from 'stripe';
import { errors } from '../core/catalogue.ts';
import { pageOf, pagination } from '../core/list.ts';
import { mergedMetadata, metadata } from '../core/metadata.ts';
import { arrayOf, boolean, oneOf, optional, type Shape, scalar, string, unsettable } from '../core/shape.ts';
import { checkVersion } from '../model/versions.ts';
import type { ParamsOf, WebhookEndpoint } from '../model/wire.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { type Operation, operation } from './operation.ts';
import { given } from './params/changes.ts';
import { ENABLED_EVENTS } from './params/foreign.ts';

const TYPE = 'webhook_endpoint';
const PATH = '/v1/webhook_endpoints';
const MAX_ENDPOINTS = 16;

/** http and any host are taken: in test mode Stripe wants a public one, and an emulator's users have none. */
const url: Shape<string> = (value, path) => {
  const text = scalar(value, path);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(text)) throw errors.urlInvalid(path, 'scheme');
  const parsed = URL.parse(text);
  if (parsed === null || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:'))
    throw errors.urlInvalid(path, 'form');
  return text;
};

const version: Shape<string> = (value, path) => checkVersion(string()(value, path));
// `payment_intent.*` is refused by Stripe as well: only whole names and `*` (SPEC).
const enabledEvents = arrayOf(oneOf(...ENABLED_EVENTS));

const CREATE = {
  api_version: optional(version),
  connect: optional(boolean),
  description: unsettable(string()),
  enabled_events: enabledEvents,
  metadata,
  url,
} satisfies ParamsOf<Stripe.WebhookEndpointCreateParams>;

const UPDATE = {
  description: unsettable(string()),
  disabled: optional(boolean),
  enabled_events: optional(enabledEvents),
  metadata,
  url: optional(url),
} satisfies ParamsOf<Stripe.WebhookEndpointUpdateParams>;

/** On a server that others can reach, an endpoint makes it send requests: only where it was told it may. */
function checkHost(sandbox: Sandbox, text: string): void {
  const { hostname } = new URL(text);
  if (sandbox.parts.mayCall(hostname)) return;
  throw errors.misuse(
    `This emulator may not send webhooks to ${hostname}. Start it with --webhook-host ${hostname}.`,
    'url',
  );
}

/** An endpoint with every field it can have; the secret is shown once and kept apart. */
export function putEndpoint(
  sandbox: Sandbox,
  fields: Partial<WebhookEndpoint> & Pick<WebhookEndpoint, 'url' | 'enabled_events'>,
  connect: boolean,
): WebhookEndpoint {
  const secret = fields.secret ?? sandbox.id('whsec');
  const endpoint: WebhookEndpoint = {
    id: fields.id ?? sandbox.id('we'),
    object: TYPE,
    api_version: fields.api_version ?? null,
    application: null,
    created: fields.created ?? sandbox.seconds(),
    description: fields.description ?? null,
    enabled_events: fields.enabled_events,
    livemode: false,
    metadata: fields.metadata ?? {},
    status: fields.status ?? 'enabled',
    url: fields.url,
  };
  sandbox.tables[TYPE].put(endpoint);
  sandbox.platform.hidden.endpoints.set(endpoint.id, { secret, connect, account: sandbox.account });
  return { ...endpoint, secret };
}

const create = operation(
  'POST',
  PATH,
  { answers: TYPE, sdkParams: 'WebhookEndpointCreateParams', params: CREATE },
  ({ sandbox, params }) => {
    if (params.enabled_events.length === 0) throw errors.parameterMissing('enabled_events');
    checkHost(sandbox, params.url);
    if ([...sandbox.tables[TYPE].values()].length >= MAX_ENDPOINTS) throw errors.endpointLimit(MAX_ENDPOINTS);
    const fields = {
      ...given(params, 'api_version', 'description', 'enabled_events', 'url'),
      metadata: mergedMetadata({}, params.metadata),
    };
    return putEndpoint(sandbox, fields, params.connect ?? false);
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
  ({ sandbox, id }) => sandbox.require(TYPE, id),
);

const update = operation(
  'POST',
  `${PATH}/:webhook_endpoint`,
  { answers: TYPE, sdkParams: 'WebhookEndpointUpdateParams', params: UPDATE },
  ({ sandbox, id, params }) => {
    const before = sandbox.require(TYPE, id);
    if (params.url !== undefined) checkHost(sandbox, params.url);
    if (params.enabled_events?.length === 0) throw errors.parameterMissing('enabled_events');
    return sandbox.tables[TYPE].put({
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
  ({ sandbox, id }) => {
    sandbox.require(TYPE, id);
    sandbox.tables[TYPE].forget(id);
    sandbox.platform.hidden.endpoints.delete(id);
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
  ({ sandbox, params }) =>
    pageOf(sandbox.tables[TYPE], {
      url: PATH,
      noun: 'webhook endpoint',
      params,
      outOfRange: sandbox.settings.assume.limitOutOfRange,
    }),
);

export const webhookEndpointOperations: readonly Operation[] = [create, retrieve, update, remove, list];
