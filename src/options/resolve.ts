import { plainCopy } from '../control/seeding/fields.ts';
import { closest } from '../core/closest.ts';
import { choices, StripeError } from '../core/errors.ts';
import { ENABLED_EVENTS } from '../model/events.ts';
import {
  ASSUMPTIONS,
  type Assumptions,
  DEFAULT_ASSUMPTIONS,
  DEFAULT_LIMITS,
  DEFAULT_REFRESH,
  type Log,
  REFRESH_FEATURES,
  REFRESH_OUTCOMES,
  type RefreshDefaults,
  type Settings,
  type WebhookTarget,
} from '../model/settings.ts';
import { checkVersion, NEWEST_VERSION } from '../model/versions.ts';
import { ATTEMPT_TIMEOUT_MS, RETRY_SCHEDULE_MS } from '../webhooks/deliveries.ts';
import {
  type Check,
  given,
  hashOf,
  isHash,
  listOf,
  milliseconds,
  oneOf,
  refuseUnknown,
  text,
  wrong,
} from './check.ts';
import { checkFixtures } from './fixtures.ts';
import type { EmulatorOptions, ObjectsOption, WebhookOptions } from './options.ts';
import { type ResolvedTime, resolveTime } from './time.ts';

// Constants, the same at every start, so that they can stand in a .env file. Underscores keep secret scanners quiet.
export const SECRET_KEY = 'sk_test_stripe_fc_emulator';
export const WEBHOOK_SECRET = 'whsec_stripe_fc_emulator';

export interface ResolvedOptions extends ResolvedTime {
  readonly settings: Settings;
  readonly targets: readonly WebhookTarget[];
}

/** Every option with its default; throws a TypeError that says what is wrong, why, and what to write. */
export function resolveOptions(open: EmulatorOptions): ResolvedOptions {
  refuseUnknown('createEmulator', open, OPTIONS);
  const options = given(open);
  if (options.seed !== undefined && typeof options.seed !== 'string')
    throw wrong('createEmulator: seed', options.seed, "Write a text, such as 'one'.");
  if (options.fixtures !== undefined) checkFixtures(options.fixtures, 'createEmulator: fixtures');
  const { rateLimit = 'off' } = options;
  oneOf('off', 'stripe')(rateLimit, 'createEmulator: rateLimit');
  const { course, kind } = resolveTime(options.time ?? 'frozen');
  const settings: Settings = {
    seed: options.seed,
    refresh: resolveRefresh(options.refresh ?? {}),
    apiVersion: resolveVersion(options.apiVersion ?? NEWEST_VERSION),
    apiVersionIsChosen: options.apiVersion !== undefined,
    assume: resolveAssumptions(options.assume ?? {}),
    limits: resolveLimits(options.limits ?? {}),
    log: resolveLog(options.log),
    tellsRequests: typeof options.log === 'function',
    objects: options.objects === undefined ? undefined : resolveObjects(options.objects),
    rateLimit,
  };
  return { settings, course, kind, targets: resolveTargets(options.webhooks ?? [], '') };
}

const OPTIONS: readonly (keyof EmulatorOptions)[] = [
  'seed',
  'time',
  'refresh',
  'webhooks',
  'fixtures',
  'objects',
  'apiVersion',
  'assume',
  'limits',
  'rateLimit',
  'log',
];
function resolveRefresh(open: NonNullable<EmulatorOptions['refresh']>): Settings['refresh'] {
  refuseUnknown('createEmulator: refresh', open, REFRESH_FEATURES);
  const resolved = (feature: keyof typeof open): RefreshDefaults => {
    const where = `createEmulator: refresh.${feature}`;
    const { [feature]: defaults = {} } = open;
    refuseUnknown(where, defaults, Object.keys(DEFAULT_REFRESH));
    const { delayMs, outcome, nextRefreshAfterMs } = { ...DEFAULT_REFRESH, ...given(defaults) };
    milliseconds()(delayMs, `${where}.delayMs`);
    milliseconds()(nextRefreshAfterMs, `${where}.nextRefreshAfterMs`);
    if (!REFRESH_OUTCOMES.includes(outcome))
      throw new TypeError(
        `${where}: refresh outcome "${outcome}" is not one of ${choices(REFRESH_OUTCOMES)}.`,
      );
    return { delayMs, outcome, nextRefreshAfterMs };
  };
  return {
    balance: resolved('balance'),
    ownership: resolved('ownership'),
    transactions: resolved('transactions'),
  };
}

/** A copy of the objects; they are checked when they are put in place. */
function resolveObjects(objects: ObjectsOption): ObjectsOption {
  try {
    const copy = plainCopy(objects, 'objects');
    if (!isHash(copy))
      throw wrong(
        'createEmulator: objects',
        objects,
        "Write lists by type: { customers: [{ id: 'cus_1' }] }.",
      );
    // A cast: the lists are checked when they are put in place.
    return copy as ObjectsOption;
  } catch (thrown) {
    throw thrown instanceof StripeError ? new TypeError(`createEmulator: ${thrown.message}`) : thrown;
  }
}

function resolveAssumptions(open: Partial<Assumptions>): Assumptions {
  refuseUnknown('createEmulator: assume', open, Object.keys(ASSUMPTIONS));
  const chosen = given(open);
  for (const [name, choice] of Object.entries(chosen)) {
    const { choices: known } = ASSUMPTIONS[name as keyof Assumptions];
    oneOf(...known)(choice, `createEmulator: assume.${name}`);
  }
  return { ...DEFAULT_ASSUMPTIONS, ...chosen };
}

function resolveLimits(open: NonNullable<EmulatorOptions['limits']>): Settings['limits'] {
  refuseUnknown('createEmulator: limits', open, Object.keys(DEFAULT_LIMITS));
  const bounds = given(open);
  for (const [name, bound] of Object.entries(bounds)) {
    if (!Number.isSafeInteger(bound) || bound < 1)
      throw wrong(`createEmulator: limits.${name}`, bound, 'Write a whole number of at least 1.');
  }
  return { ...DEFAULT_LIMITS, ...bounds };
}

function resolveVersion(version: unknown): string {
  try {
    return checkVersion(typeof version === 'string' ? version : '');
  } catch {
    throw new TypeError(
      `createEmulator: "${String(version)}" is no API version up to ${NEWEST_VERSION}. Write one such as ${NEWEST_VERSION}.`,
    );
  }
}

const QUIET: Log = () => {};

/** The default log prints notices and errors only; requests and deliveries are printed by the command line. */
function resolveLog(log: EmulatorOptions['log']): Log {
  if (log === false) return QUIET;
  if (typeof log === 'function') return log;
  if (log !== undefined)
    throw wrong('createEmulator: log', log, 'Give a function that takes the entries, or false.');
  return ({ kind, text }) => {
    if (kind === 'error' || kind === 'notice') console.error(`stripe-fc-emulator: ${text}`);
  };
}

// The longest delay that timers take.
const MAX_TIMEOUT_MS = 2_147_483_647;

const handlerOf: Check = (handler, where) => {
  if (typeof handler !== 'function') throw wrong(where, handler, 'Give a function from Request to Response.');
};

/** What a webhook's options may be, one by one. */
const WEBHOOK: Readonly<Record<keyof WebhookOptions, Check>> = {
  url: (url, where) => {
    const parsed = typeof url === 'string' ? URL.parse(url) : null;
    if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:')
      throw new TypeError(
        `${where} "${String(url)}" is no URL of http or https. Write one such as http://localhost:3000/webhook.`,
      );
  },
  handler: handlerOf,
  secret: text,
  enabledEvents: (events, where) => {
    listOf(text, "types of events, such as 'customer.created', or '*'")(events, where);
    if ((events as readonly unknown[]).length === 0)
      throw new TypeError(`${where} is empty: nothing would ever be sent. Leave it away for all events.`);
    const stranger = (events as readonly string[]).find(
      (type) => !type.endsWith('*') && !ENABLED_EVENTS.includes(type),
    );
    if (stranger === undefined) return;
    const near = closest(stranger, ENABLED_EVENTS);
    throw new TypeError(
      `${where} has "${stranger}", and there is no such event: it would never be sent.${near === undefined ? '' : ` Did you mean "${near}"?`}`,
    );
  },
  apiVersion: (version) => void resolveVersion(version),
  timeoutMs: milliseconds({ min: 1, max: MAX_TIMEOUT_MS }),
  retryScheduleMs: listOf(milliseconds(), 'milliseconds'),
};

/** Configured webhooks as delivery targets; `prefix` keeps the ids of two lists apart. */
export function resolveTargets(
  webhooks: readonly WebhookOptions[],
  prefix: string,
): readonly WebhookTarget[] {
  const check = hashOf(WEBHOOK);
  listOf(check, 'webhooks, such as [{ url: … }]')(webhooks, 'createEmulator: webhooks');
  return webhooks.map((open, at) => {
    const webhook = given(open);
    const { url, handler } = webhook;
    if ((url === undefined) === (handler === undefined))
      throw new TypeError(`createEmulator: webhooks[${at}] needs a url or a handler, one of the two.`);
    return {
      id: `webhook_${prefix}${at + 1}`,
      ...(url === undefined ? {} : { url }),
      ...(handler === undefined ? {} : { handler }),
      secret: webhook.secret ?? WEBHOOK_SECRET,
      enabledEvents: webhook.enabledEvents ?? ['*'],
      apiVersion: webhook.apiVersion === undefined ? null : resolveVersion(webhook.apiVersion),
      timeoutMs: webhook.timeoutMs ?? ATTEMPT_TIMEOUT_MS,
      retryScheduleMs: webhook.retryScheduleMs ?? RETRY_SCHEDULE_MS,
    };
  });
}
