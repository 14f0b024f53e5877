import { errors } from '../core/catalogue.ts';
import { listedInText } from '../core/composed.ts';
import { boolean, oneOf, type Shape, string } from '../core/shape.ts';
import { STRIPES_VOICE } from '../core/voice.ts';
import type { EmulatorConfig, ServerConfig, StateOptions } from '../options/config.ts';
import { type KnobsOf, optionsOf } from '../options/knob.ts';
import { OPTIONS } from '../options/knobs.ts';
import { SERVE } from '../options/serve.ts';
import { forwardUrl } from './forward-url.ts';

/* What only the command line has: where events go, and what to print. */

const forwardTo: Shape<string> = (value, path, voice = STRIPES_VOICE) => {
  const url = typeof value === 'string' ? forwardUrl(value.trim()) : undefined;
  if (url !== undefined) return url;
  const advice = 'Give a URL. Give one such as localhost:3000/webhook' as const;
  throw voice.wrong(path, value, advice, errors.invalidString(path, value));
};

/** `server` in a configuration file. */
export const SERVER = {
  ...SERVE,
  forwardTo: {
    shape: forwardTo,
    about: 'Send signed events there: a URL, localhost:3000/webhook or 3000/webhook',
    flag: { group: 'Webhooks', short: 'f', takes: '<url>' },
  },
  events: {
    shape: listedInText(string(), { of: 'types of events' }),
    about: 'Only these event types go there',
    byDefault: 'all',
    flag: {
      group: 'Webhooks',
      short: 'e',
      takes: '<list>',
      about: 'Only these event types, separated by commas',
    },
  },
  format: {
    shape: oneOf('text', 'json'),
    about: '`json` writes one JSON object a line, the first of them `{"event":"ready",…}`',
    byDefault: 'text',
    flag: { group: 'What it prints', takes: '<text|json>' },
  },
} as const satisfies KnobsOf<ServerConfig>;

/** What is asked of the command line, and of nothing else. */
interface CommandOptions {
  readonly printSecret?: boolean;
  readonly config?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly noColor?: boolean;
  readonly version?: boolean;
  readonly help?: boolean;
}

/** What is asked of the command line alone. */
export const COMMAND = {
  printSecret: {
    shape: boolean,
    about: 'Print the webhook signing secret and exit',
    flag: { group: 'Webhooks', typedOnly: true },
  },
  config: {
    shape: string(),
    about: 'Options as JSON, or as the default export of a TypeScript or JavaScript file',
    byDefault: 'stripe-fc-emulator.config.{ts,js,json} in the working directory, if there is one',
    flag: { group: 'What it emulates', takes: '<file>' },
  },
  quiet: {
    shape: boolean,
    about: 'Only the address, notices and errors',
    flag: { group: 'What it prints', short: 'q' },
  },
  verbose: {
    shape: boolean,
    about: 'Requests also with key and duration; exec prints them too',
    flag: { group: 'What it prints' },
  },
  noColor: {
    shape: boolean,
    about: 'No colours (NO_COLOR does the same)',
    flag: { group: 'What it prints' },
  },
  version: {
    shape: boolean,
    about: 'Print the version and exit',
    flag: { group: 'What it prints', short: 'v', typedOnly: true },
  },
  help: {
    shape: boolean,
    about: 'Print this and exit',
    flag: { group: 'What it prints', short: 'h', typedOnly: true },
  },
} as const satisfies KnobsOf<CommandOptions>;

const fileName: Shape<string> = (value, path, voice = STRIPES_VOICE) => {
  if (typeof value === 'string' && value.trim() !== '' && !value.includes('\0')) return value;
  throw voice.wrong(path, value, 'Give the name of a file', errors.invalidString(path, value));
};

/** What the command line keeps of the emulator. */
export const KEPT = {
  state: {
    shape: fileName,
    about:
      'A file that the sandboxes are kept in over a restart: opened at start, written while something changes and at the end. Its path is that of the working directory',
    byDefault: 'nothing is kept',
    flag: {
      group: 'What it emulates',
      takes: '<file>',
      about: 'Keep the sandboxes in this file over a restart',
    },
  },
} as const satisfies KnobsOf<StateOptions>;

/** Every option that may have a flag, by whose it is, in the order of `--help`. */
export const TABLES = { server: SERVER, command: COMMAND, emulator: OPTIONS, kept: KEPT } as const;

/** What a configuration file may hold: the options of the emulator, and how to serve it. */
export const CONFIG = {
  ...OPTIONS,
  ...KEPT,
  server: { shape: optionsOf(SERVER), about: 'How the command line serves the emulator', parts: SERVER },
} as const satisfies KnobsOf<EmulatorConfig>;

/** What is read of a configuration file. */
export const configShape: Shape<EmulatorConfig & { readonly $schema?: string }> = optionsOf({
  ...CONFIG,
  $schema: { shape: string(), about: 'For editors' },
});
