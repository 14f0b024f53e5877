import { isAccountId } from '../../core/account-id.ts';
import { integer, oneOf, optional, type Shape } from '../../core/shape.ts';
import { anId, listOf, orNull, shownAgain, stored, textThat, whole } from '../../core/stored.ts';
import { STRIPES_VOICE } from '../../core/voice.ts';
import { ENABLED_IN_PREVIEWS, eventTypeShape } from '../events.ts';
import { checkVersion } from '../versions/version-string.ts';
import type { ApiObject, Event, WebhookEndpoint } from '../wire.ts';
import { ENDPOINT_STATUSES } from '../words.ts';
import { inTestMode, metadataShape, only, textOrNull } from './fields.ts';

/** The id of a connected account. */
export const accountIdShape = textThat(isAccountId, 'the id of an account');

function isVersion(text: string): boolean {
  try {
    return checkVersion(text) === text;
  } catch {
    return false;
  }
}
const versionShape = textThat(isVersion, 'a version of the API');

const anyObject = shownAgain<ApiObject>();

/** The object that an event is about, as it was: it is only shown again, and found by its id. */
const subjectShape: Shape<ApiObject> = (value, path, voice = STRIPES_VOICE) => {
  const subject = anyObject(value, path, voice);
  // An invoice that is still to come has none.
  if (subject.id !== undefined) anId(subject.id, voice.member(path, 'id'), voice);
  anId(subject.object, voice.member(path, 'object'), voice);
  return subject;
};

export const eventShape = stored<Event>({
  id: anId,
  object: only('event'),
  account: optional(accountIdShape),
  api_version: versionShape,
  created: whole,
  data: stored<Event['data']>({ object: subjectShape, previous_attributes: optional(shownAgain()) }),
  livemode: inTestMode,
  pending_webhooks: integer({ min: 0 }),
  request: stored<Event['request']>({ id: textOrNull, idempotency_key: textOrNull }),
  type: eventTypeShape,
});

/** Where webhooks can be sent. */
const isWebUrl = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? '');

/** The secret is kept beside the endpoint, because its answers do not show it. */
export const webhookEndpointShape = stored<WebhookEndpoint, 'secret'>({
  id: anId,
  object: only('webhook_endpoint'),
  api_version: orNull(versionShape),
  application: textOrNull,
  created: whole,
  description: textOrNull,
  enabled_events: listOf(oneOf(...ENABLED_IN_PREVIEWS)),
  livemode: inTestMode,
  metadata: metadataShape,
  status: oneOf(...ENDPOINT_STATUSES),
  url: textThat(isWebUrl, 'a URL of http or https'),
});
