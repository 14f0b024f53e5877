import { asText } from '../core/as-text.ts';
import { errors } from '../core/catalogue.ts';
import { sentence } from '../core/sentence.ts';
import { arrayOf, integer, type Shape, string } from '../core/shape.ts';
import { STRIPES_VOICE } from '../core/voice.ts';
import { type KnobsOf, optionsOf } from './knob.ts';
import { origin } from './origin.ts';
import { voiceIn } from './voice.ts';

/** Where a server listens and whom it answers. */
export interface ServeOptions {
  /** 12113 by default; 0 takes a free one. */
  readonly port?: number;
  /** `127.0.0.1` by default. Anything but loopback needs `controlToken`. */
  readonly host?: string;
  /** Asked of the control surface, in the header `Emulator-Control-Token`. */
  readonly controlToken?: string;
  /** Host names besides `localhost`, `127.0.0.1` and `[::1]` by which this machine calls a server on loopback. */
  readonly allowHosts?: readonly string[];
  /**
   * Pages that may use the control surface besides those of this machine, by their origins: `https://app.test`.
   */
  readonly allowOrigins?: readonly string[];
  /**
   * Hosts that endpoints made by API or put in place may point at, `*` for any. On loopback any by default, elsewhere
   * none: they make this machine send requests.
   */
  readonly webhookHosts?: readonly string[];
}

/** Beside stripe-mock's 12111 and 12112. */
export const DEFAULT_PORT = 12_113;
export const DEFAULT_HOST = '127.0.0.1';

const MAX_PORT = 65_535;
const portNumber = integer({ min: 0, max: MAX_PORT });

const port: Shape<number> = (value, path, voice = STRIPES_VOICE) => {
  try {
    return portNumber(value, path, voice);
  } catch {
    const range = `from 0 (a free one) to ${MAX_PORT}` as const;
    const advice =
      voice.reads === 'text'
        ? (`Give a port. Give a whole number ${range}` as const)
        : (`Write a number ${range}` as const);
    throw voice.wrong(path, value, advice, errors.invalidInteger(path, asText(value)));
  }
};

const anyText = string();

// Node trims the values of headers, and some clients send nothing but ASCII in them.
const token: Shape<string> = (value, path, voice = STRIPES_VOICE) => {
  const text = anyText(value, path, voice);
  if (/^[!-~](?:[ -~]*[!-~])?$/.test(text)) return text;
  throw voice.refused(
    path,
    (place) =>
      sentence`${place} travels in a header, and this one would not arrive as it is. Write one of ASCII characters, without blanks at its ends.`,
  );
};

// Brackets are how a URL writes an IPv6 address.
const host: Shape<string> = (value, path, voice = STRIPES_VOICE) => {
  const bare = anyText(value, path, voice)
    .trim()
    .replace(/^\[(.*)\]$/, '$1');
  if (bare !== '') return bare;
  const advice = 'Give an address. Give one such as 127.0.0.1' as const;
  throw voice.wrong(path, value, advice, errors.invalidString(path, value));
};

const names = arrayOf(string(), { of: 'names' });

/** What `serve` takes, and `server` in a configuration file beside what only the command line has. */
export const SERVE = {
  port: {
    shape: port,
    about: 'Port to listen on; 0 takes a free one',
    byDefault: String(DEFAULT_PORT),
    flag: { group: 'Where it listens', short: 'p', takes: '<number>' },
  },
  host: {
    shape: host,
    about: 'Address to listen on; any other than loopback needs a control token',
    byDefault: DEFAULT_HOST,
    flag: {
      group: 'Where it listens',
      takes: '<address>',
      about: 'Address to listen on; any other than loopback needs --control-token',
    },
  },
  controlToken: {
    shape: token,
    about: 'Asked of requests to /_emulator, in the header Emulator-Control-Token',
    flag: { group: 'Where it listens', takes: '<token>' },
  },
  allowHosts: {
    shape: names,
    about: 'Other host names by which this machine calls the server',
    flag: {
      group: 'Where it listens',
      name: 'allow-host',
      takes: '<name>',
      many: true,
      about: 'Another host name by which this machine calls the server',
    },
  },
  allowOrigins: {
    shape: arrayOf(origin, { of: 'origins' }),
    about: 'Pages that may use /_emulator besides those of this machine, by their origins',
    flag: {
      group: 'Where it listens',
      name: 'allow-origin',
      takes: '<origin>',
      many: true,
      about: 'A page that may use /_emulator, such as https://app.test:3000',
    },
  },
  webhookHosts: {
    shape: names,
    about: 'Hosts that endpoints made by API or put in place may point at, * for any',
    byDefault: 'any on loopback, else none',
    flag: {
      group: 'Where it listens',
      name: 'webhook-host',
      takes: '<host>',
      many: true,
      about: 'Host that endpoints made by API or put in place may point at, * for any',
    },
  },
} as const satisfies KnobsOf<ServeOptions>;

const serveOptions: Shape<ServeOptions> = optionsOf(SERVE);
const VOICE = voiceIn('serve');

/** Reads what `serve` is given; throws a TypeError that says what is wrong and what to write. */
export const readServeOptions = (open: unknown): ServeOptions => serveOptions(open, '', VOICE);
