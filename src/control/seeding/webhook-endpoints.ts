import { errors } from '../../core/catalogue.ts';
import { formFromJson } from '../../core/form.ts';
import { type MetadataChange, mergedMetadata } from '../../core/metadata.ts';
import { oneOf } from '../../core/shape.ts';
import type { WebhookEndpoint } from '../../model/wire.ts';
import type { Operation } from '../../resources/operation.ts';
import { putEndpoint, webhookEndpointOperations } from '../../resources/webhook-endpoints.ts';
import { checkedFields, checkNames, withoutFixed } from './fields.ts';
import { type Given, keptOf, type PreparedObject, textOf } from './preparation.ts';

const TYPE = 'webhook_endpoint';

// A template of the fields that are not parameters, which only `objects` may set.
const BESIDE = { id: 'template', application: null, created: 0, secret: 'template', status: 'enabled' };
const STATUS = oneOf('disabled', 'enabled');

/** What the parameters of the operation that creates endpoints give. */
interface Creation {
  readonly api_version?: string;
  readonly connect?: boolean;
  readonly description?: string | null;
  readonly enabled_events: WebhookEndpoint['enabled_events'];
  readonly metadata?: MetadataChange;
  readonly url: string;
}
const UNSETTABLE = ['api_version', 'description', 'metadata'];

const isCreation = ({ method, path }: Operation): boolean => method === 'POST' && !path.includes(':');
// A cast, because the table always has the operation that creates endpoints.
const { params: creation } = webhookEndpointOperations.find(isCreation) as Operation;
const { expand: _expand, ...parameters } = creation.members;

/** An endpoint as the API would have created it, with a secret of the caller's own if one is given. */
export function preparedEndpoint({ scope, fields, where }: Given): PreparedObject {
  const given = withoutFixed(fields, TYPE, where);
  checkNames(given, [...Object.keys(parameters), ...Object.keys(BESIDE)], TYPE, where);
  const isParameter = ([name]: readonly [string, unknown]) => Object.hasOwn(parameters, name);
  const members = Object.entries(given).filter(
    ([name, value]) => value !== null || !UNSETTABLE.includes(name),
  );
  const beside = Object.fromEntries(members.filter((one) => !isParameter(one)));
  const { created, id = scope.id('we'), secret, status } = checkedFields(BESIDE, beside, TYPE, where);
  const named = { enabled_events: ['*'], ...Object.fromEntries(members.filter(isParameter)) };
  // A cast, because the table of operations does not keep the types of its parsers' results.
  const params = creation(formFromJson(named), where) as unknown as Creation;
  if (params.enabled_events.length === 0) throw errors.parameterMissing(`${where}[enabled_events]`);
  const { connect = false, metadata, ...rest } = params;
  const known = scope.sandbox.platform.facts.endpoints.get(String(id))?.secret;
  const endpoint = {
    ...rest,
    api_version: rest.api_version ?? null,
    description: rest.description ?? null,
    ...keptOf(scope, TYPE, id),
    // `created` is a number, because it was checked against the template.
    ...(created === undefined ? {} : { created: created as number }),
    id: String(id),
    metadata: mergedMetadata({}, metadata),
    secret: textOf(secret) ?? known ?? scope.id('whsec'),
    status: STATUS(textOf(status) ?? 'enabled', 'status'),
  };
  return {
    type: TYPE,
    scope,
    id: endpoint.id,
    references: [],
    put: () => putEndpoint(scope, endpoint, connect),
  };
}
