import type { Fixtures } from '../bank/institutions.ts';
import { asText } from '../core/as-text.ts';
import { DEFAULT_BILLING } from '../model/billing.ts';
import { DEFAULT_CONNECT } from '../model/connect.ts';
import { askingFor, DEFAULT_DASHBOARD } from '../model/dashboard.ts';
import { DEFAULT_PAYMENTS } from '../model/payments.ts';
import { byFeature, DEFAULT_REFRESH } from '../model/refresh.ts';
import {
  DEFAULT_ASSUMPTIONS,
  DEFAULT_LIMITS,
  DEFAULT_OPTIONS,
  DEFAULT_WEBHOOK,
  type Log,
  type LogEntry,
  type Settings,
  type WebhookTarget,
} from '../model/settings.ts';
import { NEWEST_VERSION } from '../model/versions/version-string.ts';
import { emulatorOptions, sandboxOptions } from './knobs.ts';
import type { EmulatorOptions } from './options.ts';
import { type ResolvedTime, resolveTime } from './time.ts';
import { voiceIn } from './voice.ts';
import type { ReadWebhook } from './webhooks.ts';

const VOICE = voiceIn('createEmulator');
const SANDBOX_VOICE = voiceIn('sandbox');

export interface ResolvedOptions extends ResolvedTime {
  readonly settings: Settings;
  readonly targets: readonly WebhookTarget[];
  readonly fixtures: Fixtures;
}

/** Every option with its default; throws a TypeError that says what is wrong, why, and what to write. */
export function resolveOptions(open: unknown): ResolvedOptions {
  const {
    time = 'frozen',
    webhooks = [],
    fixtures = {},
    seed,
    refresh,
    payments,
    billing,
    dashboard,
    connect,
    apiVersion,
    assume,
    limits,
    log,
    objects,
    publicUrl,
    autofill,
    ...plain
  } = emulatorOptions(open, '', VOICE);
  const settings: Settings = {
    ...DEFAULT_OPTIONS,
    ...plain,
    seed: seed === undefined ? undefined : String(seed),
    refresh: resolveRefresh(refresh),
    payments: { ...DEFAULT_PAYMENTS, ...payments },
    billing: { ...DEFAULT_BILLING, ...billing },
    dashboard: resolveDashboard(dashboard),
    connect: { ...DEFAULT_CONNECT, ...connect },
    apiVersion: apiVersion ?? NEWEST_VERSION,
    apiVersionIsChosen: apiVersion !== undefined,
    assume: { ...DEFAULT_ASSUMPTIONS, ...assume },
    limits: { ...DEFAULT_LIMITS, ...limits },
    log: resolveLog(log),
    tellsRequests: typeof log === 'function',
    objects,
    publicUrl,
    autofill,
  };
  return { settings, ...resolveTime(time), targets: targetsOf(webhooks, ''), fixtures };
}

const resolveRefresh = (
  given: NonNullable<ReturnType<typeof emulatorOptions>['refresh']> = {},
): Settings['refresh'] => byFeature((feature) => ({ ...DEFAULT_REFRESH, ...given[feature] }));

const resolveDashboard = ({
  financialConnections: { permissions } = {},
}: NonNullable<ReturnType<typeof emulatorOptions>['dashboard']> = {}): Settings['dashboard'] =>
  permissions === undefined ? DEFAULT_DASHBOARD : { financialConnections: askingFor(permissions) };

const QUIET: Log = () => {};

/** Prints notices and errors only; requests and deliveries are printed by the command line. */
const DEFAULT_LOG: Log = ({ kind, text }) => {
  if (kind === 'error' || kind === 'notice') console.error(`stripe-fc-emulator: ${text}`);
};

const complain = (thrown: unknown): void =>
  console.error(`stripe-fc-emulator: the log function has thrown: ${asText(thrown)}`);

/** A log that fails is complained of, and nothing else fails by it. */
const contained =
  (log: (entry: LogEntry) => unknown): Log =>
  (entry) => {
    try {
      const returned = log(entry);
      if (returned instanceof Promise) returned.catch(complain);
    } catch (thrown) {
      complain(thrown);
    }
  };

function resolveLog(log: EmulatorOptions['log']): Log {
  if (log === false) return QUIET;
  return log === undefined ? DEFAULT_LOG : contained(log);
}

/** What one sandbox more is given; throws a TypeError as `resolveOptions` does. */
export const readSandboxOptions = (open: unknown): ReturnType<typeof sandboxOptions> =>
  sandboxOptions(open, '', SANDBOX_VOICE);

/** Webhooks as delivery targets; `prefix` keeps the ids of two lists apart. */
export function targetsOf(webhooks: readonly ReadWebhook[], prefix: string): readonly WebhookTarget[] {
  return webhooks.map(({ apiVersion = null, ...webhook }, at) => ({
    ...DEFAULT_WEBHOOK,
    ...webhook,
    id: `webhook_${prefix}${at + 1}`,
    apiVersion,
  }));
}
