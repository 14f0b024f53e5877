import { errors } from '../../core/catalogue.ts';
import { formFromJson } from '../../core/form.ts';
import { sentence } from '../../core/sentence.ts';
import { hash, oneOf } from '../../core/shape.ts';
import type { WebhookEndpoint } from '../../model/wire.ts';
import { ENDPOINT_STATUSES } from '../../model/words.ts';
import { CREATE, CREATE_IN_PREVIEWS, putEndpoint } from '../../resources/webhook-endpoints.ts';
import { checkWebhookHost } from '../../sandbox/webhook-hosts.ts';
import { checkedFields, checkNames, type Fields, parted, withoutFixed } from './fields.ts';
import { type Given, keptOf, type PreparedObject } from './preparation.ts';

const TYPE = 'webhook_endpoint';

// A template of the fields that are not parameters, which only `objects` may set.
const BESIDE: Required<Pick<WebhookEndpoint, 'application' | 'created' | 'id' | 'secret' | 'status'>> = {
  id: 'template',
  application: null,
  created: 0,
  secret: 'template',
  status: 'enabled',
};
const UNSETTABLE = ['api_version', 'description', 'metadata'];

const parameters = hash({ ...CREATE, ...CREATE_IN_PREVIEWS });
const STATUS = oneOf(...ENDPOINT_STATUSES);

/** An endpoint as the API would have created it, with a secret of the caller's own if one is given. */
export function preparedEndpoint({ scope, fields, where }: Given): PreparedObject<WebhookEndpoint> {
  const given = withoutFixed(fields, TYPE, where);
  checkNames(given, [...Object.keys(CREATE), ...Object.keys(BESIDE)], TYPE, where);
  const [named, others] = parted(withoutUnset(given), Object.keys(CREATE));
  const results = checkedFields(BESIDE, others, TYPE, where, { status: STATUS });
  const params = parameters(formFromJson({ enabled_events: ['*'], ...named }), where);
  if (params.enabled_events.length === 0) throw errors.parameterMissing(`${where}[enabled_events]`);
  checkWebhookHost(scope.sandbox, params.url, `${where}[url]`);
  const { id = scope.id('we') } = results;
  // An earlier endpoint of the same id keeps what its answers do not show.
  const { secret, connect, account } = scope.sandbox.platform.facts.endpoints.get(id) ?? {};
  if (account !== undefined && account !== scope.account)
    throw errors.misuse(
      sentence`${where}.id is ${id}, which is an endpoint of ${account ?? 'the platform'}: choose another id.`,
      `${where}[id]`,
    );
  const known = connect === undefined ? params : { connect, ...params };
  const chosen = {
    ...(secret === undefined ? {} : { secret }),
    ...keptOf(scope, TYPE, id),
    ...results,
    id,
  };
  return { scope, id, references: [], put: () => putEndpoint(scope, known, chosen) };
}

const withoutUnset = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => value !== null || !UNSETTABLE.includes(name)),
  );
