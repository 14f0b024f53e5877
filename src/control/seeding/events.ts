import { isAccountId } from '../../core/account-id.ts';
import { asText } from '../../core/as-text.ts';
import { errors } from '../../core/catalogue.ts';
import { suggestion } from '../../core/closest.ts';
import { isHash } from '../../core/form.ts';
import { ours, sentence } from '../../core/sentence.ts';
import type { Shape } from '../../core/shape.ts';
import { ENABLED_IN_PREVIEWS } from '../../model/events.ts';
import { checkVersion } from '../../model/versions/version-string.ts';
import type { ApiObject, Event } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { checkedFields, checkNames, type Fields, VOICE, withoutFixed } from './fields.ts';
import { type Given, keptOf, type PreparedObject, textOf } from './preparation.ts';

const TYPE = 'event';

/** The fields that may be given; `object` and `livemode` are fixed. */
const TEMPLATE = {
  id: 'template',
  account: 'template',
  api_version: 'template',
  created: 0,
  data: {},
  pending_webhooks: 0,
  request: {},
  type: 'template',
};

const BY_ITSELF: Event['request'] = { id: null, idempotency_key: null };

const eventType: Shape<Event['type']> = (value, path) => {
  const type = asText(value);
  if (type === '*' || !ENABLED_IN_PREVIEWS.includes(type))
    throw errors.misuse(
      sentence`${path} is "${type}", and there is no such event.${ours(suggestion(type, ENABLED_IN_PREVIEWS))}`,
      path,
    );
  // A cast: the list holds what the union does, but for `*`.
  return type as Event['type'];
};

/**
 * An event that has happened, and that nobody is sent: it is listed, found and waited for as any other, and can be sent by
 * resending it. What it tells of need not be there, as that may have been deleted since.
 */
export function preparedEvent({ scope: given, fields, where }: Given): PreparedObject<Event> {
  const { data, request, ...beside } = checkedFields(
    TEMPLATE,
    withoutFixed(fields, TYPE, where),
    TYPE,
    where,
    { api_version: (version) => checkVersion(asText(version)) },
  );
  const id = beside.id ?? given.id('evt');
  const account = accountOf(given, beside.account, where);
  const scope = given.sandbox.scope(account);
  if ((beside.pending_webhooks ?? 0) < 0)
    throw VOICE.wrong(
      `${where}.pending_webhooks`,
      beside.pending_webhooks,
      'Write a number from 0',
      errors.integerTooSmall(`${where}.pending_webhooks`, 0),
    );
  const record: Event = {
    id,
    object: TYPE,
    ...(account === null ? {} : { account }),
    api_version: beside.api_version ?? given.settings.apiVersion,
    created: beside.created ?? keptOf(given, TYPE, id).created ?? given.seconds(),
    data: dataOf(data, `${where}.data`),
    livemode: false,
    pending_webhooks: beside.pending_webhooks ?? given.tables.event.get(id)?.pending_webhooks ?? 0,
    request: { ...BY_ITSELF, ...checkedFields(BY_ITSELF, { ...request }, 'request', `${where}.request`) },
    type: eventType(beside.type ?? '', `${where}.type`),
  };
  return { scope, id, references: [], put: () => scope.tables.event.put(record) };
}

/** Whose event it is: of the account that it names, or else of the one in which it is put in place. */
function accountOf(scope: Scope, named: string | undefined, where: string): string | null {
  if (named === undefined) return scope.account;
  if (!isAccountId(named) || (scope.account !== null && named !== scope.account))
    throw errors.misuse(
      sentence`${where}.account is "${named}", and can only be ${ours(scope.account ?? 'the id of a connected account, such as acct_123')}.`,
      `${where}.account`,
    );
  return named;
}

function dataOf(given: Fields | undefined, where: string): Event['data'] {
  const { object, previous_attributes: previous } = given ?? {};
  checkNames({ ...given }, ['object', 'previous_attributes'], 'the data of an event', where);
  if (!isHash(object) || textOf(object.id) === undefined || textOf(object.object) === undefined)
    throw errors.misuse(
      sentence`${where}.object is missing, or has no id or no object: give what the event tells of, such as {"id":"cus_123","object":"customer"}.`,
      `${where}.object`,
    );
  if (previous !== undefined && !isHash(previous))
    throw VOICE.wrong(`${where}.previous_attributes`, previous, 'Write a hash', errors.invalidHash(where));
  // A cast: it has an id and an object, and what else it has is shown again.
  const subject = object as unknown as ApiObject;
  return previous === undefined ? { object: subject } : { object: subject, previous_attributes: previous };
}
