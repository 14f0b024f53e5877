import { isHash } from '../core/form.ts';
import { sentence } from '../core/sentence.ts';
import { REFRESH_FEATURES } from '../model/refresh.ts';
import type { EmulatorConfig, ServerConfig } from '../options/config.ts';
import { OPTIONS } from '../options/knobs.ts';
import type { EmulatorOptions, WebhookOptions } from '../options/options.ts';
import type { ServeOptions } from '../options/serve.ts';
import { isLoopback } from '../server/access.ts';
import { type FlagValues, valuesOf } from './flag-reader.ts';
import { type GivenFlags, rankOf } from './flags.ts';
import { KEPT, SERVER } from './knobs.ts';
import { timeOf } from './time.ts';
import { UsageError } from './usage-error.ts';

/** What to do, read from flags, the environment, the file and the defaults, in that order of precedence. */
export interface Plan {
  readonly emulator: EmulatorOptions;
  readonly serve: ServeOptions;
  /** The file that the sandboxes are kept in. */
  readonly state: string | undefined;
  /** Whether a flag or the environment names a port; otherwise `exec` takes a free one, even if the file names one. */
  readonly portGiven: boolean;
  readonly forwardTo: { readonly url: string; readonly events: readonly string[] } | undefined;
  readonly format: 'text' | 'json';
  readonly level: 'quiet' | 'normal' | 'verbose';
  readonly colour: boolean;
}

export function makePlan(flags: GivenFlags, config: EmulatorConfig): Plan {
  const { server = {}, state, ...options } = config;
  const { forwardTo: target, events, format = 'text', ...serve } = over(server, valuesOf(SERVER, flags));
  const forwardTo = forwardingOf(target, events, flags);
  checkHost(serve);
  return {
    emulator: emulatorOptions(flags, options, forwardTo),
    serve,
    state: valuesOf(KEPT, flags).state ?? state,
    portGiven: flags.has('port'),
    forwardTo,
    format,
    level: levelOf(flags),
    colour: !flags.has('no-color'),
  };
}

/** What flags say over what the file says; of an option with parts they leave the parts that they do not name. */
function over<Options extends object>(file: Options, given: Partial<Options>): Options {
  const under = new Map<string, unknown>(Object.entries(file));
  const values = Object.entries(given).map(([name, value]) => [
    name,
    isHash(value) ? { ...hashIn(under, name), ...value } : value,
  ]);
  return { ...file, ...Object.fromEntries(values) };
}

function hashIn(members: ReadonlyMap<string, unknown>, name: string): object {
  const value = members.get(name);
  return isHash(value) ? value : {};
}

function levelOf(flags: GivenFlags): Plan['level'] {
  const [quiet, verbose] = [rankOf(flags, 'quiet'), rankOf(flags, 'verbose')];
  if (quiet === verbose && quiet > 0)
    throw new UsageError('--quiet and --verbose ask for opposite things: leave one away.');
  if (quiet === verbose) return 'normal';
  return quiet > verbose ? 'quiet' : 'verbose';
}

function checkHost({ host, controlToken }: ServeOptions): void {
  if (host === undefined || isLoopback(host.replace(/^\[(.*)\]$/, '$1')) || controlToken !== undefined)
    return;
  throw new UsageError(
    sentence`--host ${host} lets other machines reach this emulator, and its control surface could then be used by any of them to reset it or to rewrite its data. Give a token that it will ask for: --control-token <token> (or STRIPE_FC_EMULATOR_CONTROL_TOKEN).`,
  );
}

function forwardingOf(
  url: string | undefined,
  events: ServerConfig['events'],
  flags: GivenFlags,
): Plan['forwardTo'] {
  if (url === undefined) {
    if (flags.has('events'))
      throw new UsageError(
        '--events says which events go to --forward-to, and there is none: give it a URL.',
      );
    if (events !== undefined)
      throw new UsageError(
        '"server.events" says which events go to "server.forwardTo", and there is none: give it a URL, or --forward-to.',
      );
    return undefined;
  }
  return { url, events: events ?? ['*'] };
}

function emulatorOptions(
  flags: GivenFlags,
  file: EmulatorOptions,
  forwardTo: Plan['forwardTo'],
): EmulatorOptions {
  const { time, refresh: refreshDefaults, ...given } = valuesOf(OPTIONS, flags);
  const refresh = refreshOf(refreshDefaults, file.refresh);
  const webhooks = webhooksOf(file.webhooks, forwardTo);
  return {
    ...over(file, given),
    time: timeOf(flags, time ?? file.time ?? 'real'),
    ...(refresh === undefined ? {} : { refresh }),
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

/** Flags are for every feature. */
function refreshOf(
  given: FlagValues<typeof OPTIONS>['refresh'],
  file: EmulatorOptions['refresh'],
): EmulatorOptions['refresh'] {
  if (given === undefined) return file;
  return Object.fromEntries(REFRESH_FEATURES.map((feature) => [feature, { ...file?.[feature], ...given }]));
}
