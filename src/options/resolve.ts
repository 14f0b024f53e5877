import type { Fixtures } from '../bank/institutions.ts';
import { DEFAULT_REFRESH } from '../model/refresh.ts';
import {
  ATTEMPT_TIMEOUT_MS,
  DEFAULT_ASSUMPTIONS,
  DEFAULT_LIMITS,
  type Log,
  RETRY_SCHEDULE_MS,
  type Settings,
  type WebhookTarget,
} from '../model/settings.ts';
import { NEWEST_VERSION } from '../model/versions.ts';
import { emulatorOptions, sandboxOptions } from './knobs.ts';
import type { EmulatorOptions, SandboxOptions, WebhookOptions } from './options.ts';
import { type ResolvedTime, resolveTime } from './time.ts';
import { voiceIn } from './voice.ts';

// Constants, the same at every start, so that they can stand in a .env file. Underscores keep secret scanners quiet.
export const SECRET_KEY = 'sk_test_stripe_fc_emulator';
export const WEBHOOK_SECRET = 'whsec_stripe_fc_emulator';

const VOICE = voiceIn('createEmulator');
const SANDBOX_VOICE = voiceIn('sandbox');

export interface ResolvedOptions extends ResolvedTime {
  readonly settings: Settings;
  readonly targets: readonly WebhookTarget[];
  readonly fixtures: Fixtures;
}

/** Every option with its default; throws a TypeError that says what is wrong, why, and what to write. */
export function resolveOptions(open: unknown): ResolvedOptions {
  const options = emulatorOptions(open, '', VOICE);
  const { course, kind } = resolveTime(options.time ?? 'frozen');
  const settings: Settings = {
    seed: options.seed === undefined ? undefined : String(options.seed),
    refresh: resolveRefresh(options.refresh),
    apiVersion: options.apiVersion ?? NEWEST_VERSION,
    apiVersionIsChosen: options.apiVersion !== undefined,
    assume: { ...DEFAULT_ASSUMPTIONS, ...options.assume },
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    log: resolveLog(options.log),
    tellsRequests: typeof options.log === 'function',
    objects: options.objects,
    rateLimit: options.rateLimit ?? 'off',
  };
  const targets = targetsOf(options.webhooks ?? [], '');
  return { settings, course, kind, targets, fixtures: options.fixtures ?? {} };
}

const resolveRefresh = ({
  balance,
  ownership,
  transactions,
}: NonNullable<EmulatorOptions['refresh']> = {}): Settings['refresh'] => ({
  balance: { ...DEFAULT_REFRESH, ...balance },
  ownership: { ...DEFAULT_REFRESH, ...ownership },
  transactions: { ...DEFAULT_REFRESH, ...transactions },
});

const QUIET: Log = () => {};

/** The default log prints notices and errors only; requests and deliveries are printed by the command line. */
function resolveLog(log: EmulatorOptions['log']): Log {
  if (log === false) return QUIET;
  return (
    log ??
    (({ kind, text }) => {
      if (kind === 'error' || kind === 'notice') console.error(`stripe-fc-emulator: ${text}`);
    })
  );
}

/** What one sandbox more is given; throws a TypeError as `resolveOptions` does. */
export const readSandboxOptions = (open: unknown): SandboxOptions => sandboxOptions(open, '', SANDBOX_VOICE);

/** Webhooks as delivery targets; `prefix` keeps the ids of two lists apart. */
export function targetsOf(webhooks: readonly WebhookOptions[], prefix: string): readonly WebhookTarget[] {
  return webhooks.map(({ url, handler, ...webhook }, at) => ({
    id: `webhook_${prefix}${at + 1}`,
    ...(url === undefined ? {} : { url }),
    ...(handler === undefined ? {} : { handler }),
    secret: webhook.secret ?? WEBHOOK_SECRET,
    enabledEvents: webhook.enabledEvents ?? ['*'],
    apiVersion: webhook.apiVersion ?? null,
    timeoutMs: webhook.timeoutMs ?? ATTEMPT_TIMEOUT_MS,
    retryScheduleMs: webhook.retryScheduleMs ?? RETRY_SCHEDULE_MS,
  }));
}
