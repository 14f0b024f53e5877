import type { TimeCourse } from './core/clock.ts';
import { closest } from './core/closest.ts';
import { choices } from './core/errors.ts';
import type { EmulatorOptions, TimeOption, WebhookOptions } from './options.ts';
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
} from './settings.ts';
import { checkVersion, NEWEST_VERSION } from './versions.ts';
import { ATTEMPT_TIMEOUT_MS, RETRY_SCHEDULE_MS } from './webhooks/deliveries.ts';

// Constants, the same at every start, so that they can stand in a .env file. Underscores keep secret scanners quiet.
export const SECRET_KEY = 'sk_test_stripe_fc_emulator';
export const WEBHOOK_SECRET = 'whsec_stripe_fc_emulator';

export interface ResolvedOptions {
  readonly settings: Settings;
  readonly course: TimeCourse;
  readonly kind: 'real' | 'frozen' | 'scaled';
  readonly targets: readonly WebhookTarget[];
}

/** Every option with its default; throws a TypeError that says what is wrong, why, and what to write. */
export function resolveOptions(options: EmulatorOptions): ResolvedOptions {
  refuseUnknown('createEmulator', options, OPTIONS);
  const { course, kind } = resolveTime(options.time ?? 'frozen');
  const settings: Settings = {
    seed: options.seed,
    refresh: resolveRefresh(options.refresh ?? {}),
    apiVersion: resolveVersion(options.apiVersion ?? NEWEST_VERSION),
    apiVersionIsChosen: options.apiVersion !== undefined,
    assume: resolveAssumptions(options.assume ?? {}),
    limits: resolveLimits(options.limits ?? {}),
    log: resolveLog(options.log),
    objects: options.objects,
    rateLimit: options.rateLimit ?? 'off',
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
const WEBHOOK_OPTIONS: readonly (keyof WebhookOptions)[] = [
  'url',
  'handler',
  'secret',
  'enabledEvents',
  'apiVersion',
  'timeoutMs',
  'retryScheduleMs',
];

function refuseUnknown(where: string, given: object, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const near = closest(name, known);
    throw new TypeError(
      `${where}: unknown option "${name}". ${near === undefined ? `There are ${choices(known)}.` : `Did you mean "${near}"?`}`,
    );
  }
}

function resolveTime(time: TimeOption): Pick<ResolvedOptions, 'course' | 'kind'> {
  if (time === 'real') return { kind: 'real', course: { startMs: Date.now(), scale: 1, followsWall: true } };
  if (time === 'frozen')
    return {
      kind: 'frozen',
      course: { startMs: Math.floor(Date.now() / 1000) * 1000, scale: 0, followsWall: false },
    };
  if (typeof time !== 'object')
    throw new TypeError(
      `createEmulator: time is "${String(time)}". Say 'real', 'frozen', or { start: '2026-01-01T00:00:00Z', runs: false }.`,
    );
  const startMs = new Date(time.start).getTime();
  if (Number.isNaN(startMs))
    throw new TypeError(
      `createEmulator: time.start "${String(time.start)}" is no date. Write an ISO instant such as 2026-01-01T00:00:00Z.`,
    );
  const scale = time.runs ? (time.scale ?? 1) : 0;
  if (!(scale >= 0))
    throw new TypeError(
      `createEmulator: time.scale ${scale} is not positive. 60 makes a sandbox minute of each real second.`,
    );
  return { kind: scale === 0 ? 'frozen' : 'scaled', course: { startMs, scale, followsWall: false } };
}

function resolveRefresh(given: NonNullable<EmulatorOptions['refresh']>): Settings['refresh'] {
  refuseUnknown('createEmulator: refresh', given, REFRESH_FEATURES);
  const resolved = (defaults: Partial<RefreshDefaults> = {}): RefreshDefaults => {
    refuseUnknown('createEmulator: refresh', defaults, Object.keys(DEFAULT_REFRESH));
    if (defaults.outcome !== undefined && !REFRESH_OUTCOMES.includes(defaults.outcome)) {
      throw new TypeError(
        `createEmulator: refresh outcome "${defaults.outcome}" is not one of ${choices(REFRESH_OUTCOMES)}.`,
      );
    }
    return { ...DEFAULT_REFRESH, ...defaults };
  };
  return {
    balance: resolved(given.balance),
    ownership: resolved(given.ownership),
    transactions: resolved(given.transactions),
  };
}

function resolveAssumptions(given: Partial<Assumptions>): Assumptions {
  refuseUnknown('createEmulator: assume', given, Object.keys(ASSUMPTIONS));
  for (const [name, choice] of Object.entries(given)) {
    const { choices: known } = ASSUMPTIONS[name as keyof Assumptions];
    if (!(known as readonly string[]).includes(choice))
      throw new TypeError(`createEmulator: assume.${name} is "${choice}". Say ${choices(known)}.`);
  }
  return { ...DEFAULT_ASSUMPTIONS, ...given };
}

function resolveLimits(given: NonNullable<EmulatorOptions['limits']>): Settings['limits'] {
  refuseUnknown('createEmulator: limits', given, Object.keys(DEFAULT_LIMITS));
  for (const [name, bound] of Object.entries(given)) {
    if (!Number.isSafeInteger(bound) || bound < 1)
      throw new TypeError(`createEmulator: limits.${name} is ${bound}. Write a whole number of at least 1.`);
  }
  return { ...DEFAULT_LIMITS, ...given };
}

function resolveVersion(version: string): string {
  try {
    return checkVersion(version);
  } catch {
    throw new TypeError(
      `createEmulator: "${version}" is no API version up to ${NEWEST_VERSION}. Write one such as ${NEWEST_VERSION}.`,
    );
  }
}

const QUIET: Log = () => {};

/** Requests and deliveries are for a server to print; what deserves attention is printed anywhere. */
function resolveLog(log: EmulatorOptions['log']): Log {
  if (log === false) return QUIET;
  if (log !== undefined) return log;
  return ({ kind, text }) => {
    if (kind === 'error' || kind === 'notice') console.error(`stripe-fc-emulator: ${text}`);
  };
}

/** Configured webhooks as delivery targets; `prefix` keeps the ids of two lists apart. */
export function resolveTargets(
  webhooks: readonly WebhookOptions[],
  prefix: string,
): readonly WebhookTarget[] {
  return webhooks.map((webhook, at) => {
    refuseUnknown(`createEmulator: webhooks[${at}]`, webhook, WEBHOOK_OPTIONS);
    const { url, handler } = webhook;
    if ((url === undefined) === (handler === undefined))
      throw new TypeError(`createEmulator: webhooks[${at}] needs a url or a handler, one of the two.`);
    if (url !== undefined && !URL.canParse(url))
      throw new TypeError(
        `createEmulator: webhooks[${at}].url "${url}" is no URL. Write one such as http://localhost:3000/webhook.`,
      );
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
