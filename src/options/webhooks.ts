import { asText } from '../core/as-text.ts';
import { errors } from '../core/catalogue.ts';
import { suggestion } from '../core/closest.ts';
import { inUnits, milliseconds } from '../core/duration.ts';
import { ours, sentence } from '../core/sentence.ts';
import { arrayOf, type Shape, string } from '../core/shape.ts';
import { STRIPES_VOICE } from '../core/voice.ts';
import { canMatch, ENABLED_IN_PREVIEWS } from '../model/events.ts';
import { DEFAULT_WEBHOOK, type PlainWebhookOptions } from '../model/settings.ts';
import { type KnobsOf, optionsOf } from './knob.ts';
import { counted } from './numbers.ts';
import type { WebhookOptions } from './options.ts';
import { versionShape } from './version.ts';

// The longest delay that timers take.
const MAX_TIMEOUT_MS = 2_147_483_647;

const url: Shape<string> = (value, path, voice = STRIPES_VOICE) => {
  const parsed = typeof value === 'string' ? URL.parse(value) : null;
  if (typeof value === 'string' && (parsed?.protocol === 'http:' || parsed?.protocol === 'https:'))
    return value;
  throw voice.refused(
    path,
    (place) =>
      sentence`${place} "${asText(value)}" is no URL of http or https. Write one such as http://localhost:3000/webhook.`,
  );
};

const handler: Shape<NonNullable<WebhookOptions['handler']>> = (value, path, voice = STRIPES_VOICE) => {
  // A cast: the parameters of a function cannot be checked.
  if (typeof value === 'function') return value as NonNullable<WebhookOptions['handler']>;
  throw voice.wrong(path, value, 'Give a function from Request to Response', errors.invalidHash(path));
};

const types = arrayOf(string(), { of: "types of events, such as 'customer.created', or '*'" });
const enabledEvents: Shape<readonly string[]> = (value, path, voice = STRIPES_VOICE) => {
  const events = types(value, path, voice);
  if (events.length === 0)
    throw voice.refused(
      path,
      (place) => sentence`${place} is empty: nothing would ever be sent. Leave it away for all events.`,
    );
  const stranger = events.find((type) => !canMatch(type));
  if (stranger === undefined) return events;
  throw voice.refused(
    path,
    (place) =>
      sentence`${place} has "${stranger}", and there is no such event: it would never be sent.${ours(suggestion(stranger, ENABLED_IN_PREVIEWS))}`,
  );
};

/** What a webhook consists of. */
export const WEBHOOK = {
  url: { shape: url, about: 'Receives a signed POST for each event; redirects are not followed' },
  handler: {
    shape: handler,
    about:
      'Instead of a URL: a function in this process from the Request to a Response, of which any 2xx counts as delivered',
  },
  secret: {
    shape: string(),
    about: 'Signs the deliveries',
    byDefault: '`emulator.webhookSecret`',
  },
  enabledEvents: {
    shape: enabledEvents,
    about: 'Types of events; `payment_intent.*` names a group, `*` everything',
    byDefault: 'all',
  },
  apiVersion: { shape: versionShape, about: 'Renders the events', byDefault: "the emulator's" },
  timeoutMs: {
    shape: milliseconds({ min: 1, max: MAX_TIMEOUT_MS }),
    about: 'Real time after which an attempt has failed',
    byDefault: counted(DEFAULT_WEBHOOK.timeoutMs),
  },
  retryScheduleMs: {
    shape: arrayOf(milliseconds(), { of: 'milliseconds, or durations' }),
    about: 'Sandbox time from each failed attempt to the next',
    byDefault: `${DEFAULT_WEBHOOK.retryScheduleMs.map(inUnits).join(', ')}: three retries, as in test mode`,
  },
} as const satisfies KnobsOf<WebhookOptions>;

/** What was given of a webhook, its durations read. */
export type ReadWebhook = Omit<WebhookOptions, keyof PlainWebhookOptions> & Partial<PlainWebhookOptions>;

const members: Shape<ReadWebhook> = optionsOf(WEBHOOK);

const webhook: Shape<ReadWebhook> = (value, path, voice = STRIPES_VOICE) => {
  const options = members(value, path, voice);
  if ((options.url === undefined) === (options.handler === undefined))
    throw voice.refused(path, (place) => sentence`${place} needs a url or a handler, one of the two.`);
  return options;
};

export const webhooksShape: Shape<readonly ReadWebhook[]> = arrayOf(webhook, {
  of: 'webhooks, such as [{ url: … }]',
});
