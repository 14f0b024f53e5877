import { closest } from '../core/closest.ts';
import { choices } from '../core/errors.ts';
import {
  ASSUMPTIONS,
  type Assumptions,
  REFRESH_FEATURES,
  REFRESH_OUTCOMES,
  type RefreshDefaults,
} from '../model/settings.ts';
import type { EmulatorOptions, WebhookOptions } from '../options/options.ts';
import { isLoopback } from '../server/access.ts';
import type { ServeOptions } from '../server/listen.ts';
import type { Config } from './config.ts';
import { FlagReader } from './flag-reader.ts';
import type { GivenFlags } from './flags.ts';
import { timeOf } from './time.ts';
import { UsageError } from './usage-error.ts';

/** What to do, read from flags, the environment, the file and the defaults, in that order of precedence. */
export interface Plan {
  readonly emulator: EmulatorOptions;
  readonly serve: ServeOptions;
  /** Whether a flag or the environment names a port; otherwise `exec` takes a free one, even if the file names one. */
  readonly portGiven: boolean;
  readonly forwardTo: { readonly url: string; readonly events: readonly string[] } | undefined;
  readonly format: 'text' | 'json';
  readonly level: 'quiet' | 'normal' | 'verbose';
  readonly colour: boolean;
}

const FORMATS = ['text', 'json'] as const;

export function makePlan(flags: GivenFlags, config: Config): Plan {
  const reader = new FlagReader(flags);
  const { server = {}, ...options } = config;
  const forwardTo = forwardingOf(reader, server);
  return {
    emulator: emulatorOptions(reader, options, forwardTo),
    serve: serveOptions(reader, server),
    portGiven: reader.has('port'),
    forwardTo,
    format: reader.oneOf('format', FORMATS) ?? formatOf(server.format),
    level: levelOf(reader),
    colour: !reader.has('no-color'),
  };
}

function formatOf(format = 'text'): 'text' | 'json' {
  const known = FORMATS.find((name) => name === format);
  if (known === undefined)
    throw new UsageError(`Failed to read "server.format": "${format}" is not one of ${choices(FORMATS)}.`);
  return known;
}

function levelOf(reader: FlagReader): Plan['level'] {
  if (reader.has('quiet') && reader.has('verbose'))
    throw new UsageError('--quiet and --verbose ask for opposite things: leave one away.');
  if (reader.has('quiet')) return 'quiet';
  return reader.has('verbose') ? 'verbose' : 'normal';
}

function serveOptions(reader: FlagReader, server: NonNullable<Config['server']>): ServeOptions {
  const port =
    reader.parsed('port', 'a port. Give a whole number from 0 (a free one) to 65535.', portIn) ?? server.port;
  if (port !== undefined && portIn(String(port)) === undefined)
    throw new UsageError(`Failed to read "server.port": ${port} is not a port.`);
  const host = reader.text('host') ?? server.host;
  const controlToken = reader.text('control-token') ?? server.controlToken;
  const allowHosts = reader.texts('allow-host') ?? server.allowHosts;
  const webhookHosts = reader.texts('webhook-host') ?? server.webhookHosts;
  if (host !== undefined && !isLoopback(host.replace(/^\[(.*)\]$/, '$1')) && !controlToken) {
    throw new UsageError(
      `--host ${host} lets other machines reach this emulator, and its control surface could then be used by any of them to reset it or to rewrite its data. Give a token that it will ask for: --control-token <token> (or STRIPE_FC_EMULATOR_CONTROL_TOKEN).`,
    );
  }
  return {
    ...(port === undefined ? {} : { port }),
    ...(host === undefined ? {} : { host }),
    ...(controlToken ? { controlToken } : {}),
    ...(allowHosts === undefined ? {} : { allowHosts }),
    ...(webhookHosts === undefined ? {} : { webhookHosts }),
  };
}

function portIn(text: string): number | undefined {
  const port = Number(text);
  return /^\d+$/.test(text) && port <= 65_535 ? port : undefined;
}

function forwardingOf(reader: FlagReader, server: NonNullable<Config['server']>): Plan['forwardTo'] {
  const target = reader.text('forward-to') ?? server.forwardTo;
  const events = reader.text('events')?.split(',') ?? server.events;
  if (target === undefined) {
    if (reader.has('events'))
      throw new UsageError(
        '--events says which events go to --forward-to, and there is none: give it a URL.',
      );
    return undefined;
  }
  const url = forwardUrl(target.trim());
  if (url === undefined) {
    throw new UsageError(
      `Failed to read --forward-to: "${target}" is not a URL. Give one such as localhost:3000/webhook.`,
    );
  }
  const types = events?.map((type) => type.trim()).filter((type) => type !== '') ?? [];
  return { url, events: types.length === 0 ? ['*'] : types };
}

/** As Stripe's CLI reads it: a port or a path means this machine, and the scheme may be left away. */
export function forwardUrl(text: string): string | undefined {
  let url = text;
  if (/^:?\d+(?:[/?]|$)/.test(url)) url = `localhost:${url.replace(/^:/, '')}`;
  else if (url.startsWith('/')) url = `localhost${url}`;
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(url)) url = `http://${url}`;
  const isHttp = /^https?:\/\/[^/]/i.test(url);
  return isHttp && URL.canParse(url) ? url : undefined;
}

function emulatorOptions(
  reader: FlagReader,
  file: EmulatorOptions,
  forwardTo: Plan['forwardTo'],
): EmulatorOptions {
  const seed = reader.text('seed');
  const apiVersion = reader.text('api-version');
  const rateLimit = reader.oneOf('rate-limit', ['off', 'stripe']);
  const refresh = refreshOf(reader, file.refresh);
  const assume = assumptionsOf(reader, file.assume);
  const webhooks = webhooksOf(file.webhooks, forwardTo);
  return {
    ...file,
    time: timeOf(reader, file.time ?? 'real'),
    ...(seed === undefined ? {} : { seed }),
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
    ...(refresh === undefined ? {} : { refresh }),
    ...(assume === undefined ? {} : { assume }),
    ...(webhooks === undefined ? {} : { webhooks }),
  };
}

function webhooksOf(
  file: EmulatorOptions['webhooks'],
  forwardTo: Plan['forwardTo'],
): readonly WebhookOptions[] | undefined {
  if (forwardTo === undefined) return file;
  return [...(file ?? []), { url: forwardTo.url, enabledEvents: forwardTo.events }];
}

function refreshOf(reader: FlagReader, file: EmulatorOptions['refresh']): EmulatorOptions['refresh'] {
  const delayMs = reader.durationMs('refresh-delay');
  const outcome = reader.oneOf('refresh-outcome', REFRESH_OUTCOMES);
  const nextRefreshAfterMs = reader.durationMs('next-refresh-after');
  const given: Partial<RefreshDefaults> = {
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(nextRefreshAfterMs === undefined ? {} : { nextRefreshAfterMs }),
  };
  if (Object.keys(given).length === 0) return file;
  return Object.fromEntries(REFRESH_FEATURES.map((feature) => [feature, { ...file?.[feature], ...given }]));
}

function assumptionsOf(reader: FlagReader, file: EmulatorOptions['assume']): EmulatorOptions['assume'] {
  const given = reader.texts('assume');
  if (given === undefined) return file;
  return { ...file, ...Object.fromEntries(given.map(assumptionIn)) };
}

function assumptionIn(text: string): [string, string] {
  const [, name = '', choice = ''] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  const names = Object.keys(ASSUMPTIONS);
  if (!names.includes(name)) {
    const near = closest(name || text, names);
    const known = near === undefined ? `Known are ${names.join(', ')}.` : `Did you mean ${near}?`;
    throw new UsageError(
      `Failed to read --assume: "${text}" does not name an assumption, as in ${names[0]}=error. ${known}`,
    );
  }
  // A cast: the line above has checked the name.
  const known: readonly string[] = ASSUMPTIONS[name as keyof Assumptions].choices;
  if (!known.includes(choice))
    throw new UsageError(`Failed to read --assume: ${name} is ${choices(known)}, not "${choice}".`);
  return [name, choice];
}
