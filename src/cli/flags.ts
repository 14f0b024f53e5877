import { parseArgs } from 'node:util';
import { closest } from '../core/closest.ts';
import { type Command, commandOf, meant } from './command.ts';
import { UsageError } from './usage-error.ts';

/** How a flag is given. */
export interface Flag {
  readonly short?: string;
  /** What stands in the place of its value; a flag without one is a switch. */
  readonly takes?: string;
  /** May be given several times; commas separate values in the environment. */
  readonly many?: true;
  readonly about: string;
}

/** Every flag, in the order of `--help`. */
export const FLAGS = {
  port: { short: 'p', takes: '<number>', about: 'Port to listen on (default 12113; 0 takes a free one).' },
  host: {
    takes: '<address>',
    about: 'Address to listen on (default 127.0.0.1); any other than loopback needs --control-token.',
  },
  'control-token': {
    takes: '<token>',
    about: 'Asked of requests to /_emulator, in the header Emulator-Control-Token.',
  },
  'allow-host': {
    takes: '<name>',
    many: true,
    about: 'Another host name by which this machine calls the server.',
  },
  'webhook-host': {
    takes: '<host>',
    many: true,
    about: 'Host that endpoints made by API may point at, * for any (default: any on loopback, else none).',
  },

  'forward-to': {
    short: 'f',
    takes: '<url>',
    about: 'Send signed events there: a URL, localhost:3000/webhook or 3000/webhook.',
  },
  events: {
    short: 'e',
    takes: '<list>',
    about: 'Only these event types, separated by commas (default: all).',
  },
  'print-secret': { about: 'Print the webhook signing secret and exit.' },

  config: {
    takes: '<file>',
    about: 'Options as JSON, or as the default export of a TypeScript or JavaScript file.',
  },
  seed: {
    takes: '<value>',
    about: 'Same seed, same start and same calls give the same ids and data (default: random ids).',
  },
  time: {
    takes: '<when>',
    about:
      'real, frozen, or an instant at which the clock stands, such as 2026-01-31T12:00:00Z (default real).',
  },
  'time-scale': { takes: '<number>', about: 'Sandbox seconds in one real second; makes an instant run.' },
  'refresh-delay': { takes: '<duration>', about: 'How long a refresh takes (default 1s).' },
  'refresh-outcome': {
    takes: '<outcome>',
    about: 'succeeded, failed, failed_and_deactivated, unavailable or current_only (default succeeded).',
  },
  'next-refresh-after': {
    takes: '<duration>',
    about: 'From the start of a refresh until the next is allowed (default 1s).',
  },
  assume: {
    takes: '<name=value>',
    many: true,
    about: 'A choice where Stripe documents nothing; see docs/fidelity.md.',
  },
  'rate-limit': {
    takes: '<off|stripe>',
    about: "stripe applies test mode's 25 reads and 25 writes a second (default off).",
  },
  'api-version': { takes: '<version>', about: "The account's default API version (default: the newest)." },

  format: {
    takes: '<text|json>',
    about: 'json writes one JSON object a line, the first of them {"event":"ready",…} (default text).',
  },
  quiet: { short: 'q', about: 'Only the address, notices and errors.' },
  verbose: { about: 'Requests also with key and duration; exec prints them too.' },
  'no-color': { about: 'No colours (NO_COLOR does the same).' },
  version: { short: 'v', about: 'Print the version and exit.' },
  help: { short: 'h', about: 'Print this and exit.' },
} as const satisfies Readonly<Record<string, Flag>>;

export type FlagName = keyof typeof FLAGS;
export const FLAG_NAMES = Object.keys(FLAGS) as readonly FlagName[];

/** A flag's entry as `Flag`, to read members that only some flags have. */
export const shapeOf = (name: FlagName): Flag => FLAGS[name];
const isFlag = (name: string): name is FlagName => Object.hasOwn(FLAGS, name);

/** The values of a flag, and where they came from: `--port` or `STRIPE_FC_EMULATOR_PORT`. */
interface Given {
  readonly values: readonly string[];
  readonly by: string;
}
export type GivenFlags = ReadonlyMap<FlagName, Given>;

export interface CommandLine {
  readonly command: Command;
  /** What stands behind `--`: the command that `exec` runs. */
  readonly rest: readonly string[];
  readonly flags: GivenFlags;
  /** Warnings that do not stop the start. */
  readonly notices: readonly string[];
}

const PREFIX = 'STRIPE_FC_EMULATOR_';
/** The environment twin of a flag. */
export const twinOf = (name: FlagName): string => PREFIX + name.replaceAll('-', '_').toUpperCase();

/** Reads the command line; its flags replace those of the environment. */
export function readCommandLine(argv: readonly string[], environment: NodeJS.ProcessEnv): CommandLine {
  const end = argv.indexOf('--');
  const typed = end === -1 ? argv : argv.slice(0, end);
  const { flags, words } = readTyped(typed);
  const { flags: inherited, notices } = readEnvironment(environment);
  const command = commandOf(words, end !== -1);
  return {
    command,
    rest: end === -1 ? [] : argv.slice(end + 1),
    flags: new Map([...inherited, ...flags]),
    notices,
  };
}

function readTyped(typed: readonly string[]): { flags: Map<FlagName, Given>; words: string[] } {
  const options = Object.fromEntries(
    FLAG_NAMES.map((name) => {
      const { short, takes } = shapeOf(name);
      return [
        name,
        {
          type: takes === undefined ? 'boolean' : 'string',
          ...(short === undefined ? {} : { short }),
        } as const,
      ];
    }),
  );
  // Not strict, because the errors of `parseArgs` do not suggest the flag that was meant.
  const { tokens } = parseArgs({
    args: [...typed],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const flags = new Map<FlagName, Given>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind === 'option') addTyped(flags, token);
  }
  return { flags, words };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function addTyped(flags: Map<FlagName, Given>, { name, rawName, value, inlineValue }: OptionToken): void {
  if (!isFlag(name)) {
    const near = closest(name, FLAG_NAMES);
    throw new UsageError(`There is no flag ${rawName}.${meant(near && `--${near}`)}`);
  }
  const { takes, many } = shapeOf(name);
  if (takes === undefined) {
    if (value !== undefined)
      throw new UsageError(`${rawName} is a switch and takes no value: leave "=${value}" away.`);
    flags.set(name, { values: ['true'], by: rawName });
    return;
  }
  // `--seed --port 1` is a forgotten value; one that begins with a dash is written `--seed=-1`.
  const forgotten =
    value === undefined || (inlineValue !== true && value.length > 1 && value.startsWith('-'));
  if (forgotten) throw new UsageError(`${rawName} needs a value: ${rawName} ${takes}.`);
  flags.set(name, { values: many ? [...(flags.get(name)?.values ?? []), value] : [value], by: rawName });
}

// Not read from the environment: they are for one call by a person.
const TYPED_ONLY: readonly FlagName[] = ['help', 'version', 'print-secret'];
const WITH_TWIN = FLAG_NAMES.filter((name) => !TYPED_ONLY.includes(name));

const YES = ['1', 'true', 'yes', 'on'];
const NO = ['0', 'false', 'no', 'off'];

function readEnvironment(environment: NodeJS.ProcessEnv): { flags: Map<FlagName, Given>; notices: string[] } {
  const flags = new Map<FlagName, Given>();
  for (const name of WITH_TWIN) {
    const by = twinOf(name);
    const text = environment[by];
    if (text === undefined || text === '') continue;
    const { takes, many } = shapeOf(name);
    if (takes === undefined) readSwitch(flags, name, by, text);
    else flags.set(name, { values: many ? text.split(',').map((value) => value.trim()) : [text], by });
  }
  return { flags, notices: strangersIn(environment) };
}

function readSwitch(flags: Map<FlagName, Given>, name: FlagName, by: string, text: string): void {
  if (YES.includes(text.toLowerCase())) flags.set(name, { values: ['true'], by });
  else if (!NO.includes(text.toLowerCase()))
    throw new UsageError(`Failed to read ${by}: "${text}" is neither yes nor no. Set it to 1 or 0.`);
}

// Unknown variables are reported, not refused: the environment may be meant for another version of the emulator.
function strangersIn(environment: NodeJS.ProcessEnv): string[] {
  const known = WITH_TWIN.map(twinOf);
  // `exec` sets STRIPE_FC_EMULATOR_URL for its command.
  const expected = new Set([...known, `${PREFIX}URL`]);
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !expected.has(name))
    .map((name) => `${name} is set but means nothing here.${meant(closest(name, known))}`);
}
