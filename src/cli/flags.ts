import { suggestion } from '../core/closest.ts';
import { ours, sentence } from '../core/sentence.ts';
import { nodeUtil } from '../server/node-modules.ts';
import { type Command, commandOf } from './command.ts';
import { FLAG_NAMES, type FlagName, flagCalled, isFlag, PREFIX, twinOf } from './flag-table.ts';
import { UsageError } from './usage-error.ts';

/** The values of a flag, and where they came from: `--port` or `STRIPE_FC_EMULATOR_PORT`. */
interface Given {
  readonly values: readonly string[];
  readonly by: string;
}
export type GivenFlags = ReadonlyMap<FlagName, Given>;

/** Which of two flags counts: what is typed comes before the environment (1), and that before the file (0). */
export function rankOf(flags: GivenFlags, name: FlagName): 0 | 1 | 2 {
  const by = flags.get(name)?.by;
  if (by === undefined) return 0;
  return by.startsWith('-') ? 2 : 1;
}

export interface CommandLine {
  readonly command: Command;
  /** What stands behind `--`: the command that `exec` runs. */
  readonly rest: readonly string[];
  readonly flags: GivenFlags;
  /** Warnings that do not stop the start. */
  readonly notices: readonly string[];
}

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
      const { short, takes } = flagCalled(name);
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
  const { tokens } = nodeUtil().parseArgs({
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
    const hint = suggestion(name, FLAG_NAMES, { shown: (near) => `--${near}` });
    throw new UsageError(sentence`There is no flag ${rawName}.${ours(hint)}`);
  }
  const { takes, many } = flagCalled(name);
  if (takes === undefined) {
    if (value !== undefined)
      throw new UsageError(sentence`${rawName} is a switch and takes no value: leave "=${value}" away.`);
    flags.set(name, { values: ['true'], by: rawName });
    return;
  }
  // `--seed --port 1` is a forgotten value; one that begins with a dash is written `--seed=-1`.
  const forgotten =
    value === undefined || (inlineValue !== true && value.length > 1 && value.startsWith('-'));
  if (forgotten) throw new UsageError(sentence`${rawName} needs a value: ${rawName} ${takes}.`);
  flags.set(name, { values: many ? [...(flags.get(name)?.values ?? []), value] : [value], by: rawName });
}

// The others are for one call by a person.
const WITH_TWIN = FLAG_NAMES.filter((name) => flagCalled(name).typedOnly !== true);

const YES = ['1', 'true', 'yes', 'on'];
const NO = ['0', 'false', 'no', 'off'];

function readEnvironment(environment: NodeJS.ProcessEnv): { flags: Map<FlagName, Given>; notices: string[] } {
  const flags = new Map<FlagName, Given>();
  for (const name of WITH_TWIN) {
    const by = twinOf(name);
    const text = environment[by];
    if (text === undefined || text === '') continue;
    const { takes, many } = flagCalled(name);
    if (takes === undefined) readSwitch(flags, name, by, text);
    else flags.set(name, { values: many ? text.split(',').map((value) => value.trim()) : [text], by });
  }
  return { flags, notices: strangersIn(environment) };
}

function readSwitch(flags: Map<FlagName, Given>, name: FlagName, by: string, text: string): void {
  if (YES.includes(text.toLowerCase())) flags.set(name, { values: ['true'], by });
  else if (!NO.includes(text.toLowerCase()))
    throw new UsageError(sentence`Failed to read ${by}: "${text}" is neither yes nor no. Set it to 1 or 0.`);
}

// Unknown variables are reported, not refused: the environment may be meant for another version of the emulator.
function strangersIn(environment: NodeJS.ProcessEnv): string[] {
  const known = WITH_TWIN.map(twinOf);
  // `exec` sets STRIPE_FC_EMULATOR_URL for its command.
  const expected = new Set([...known, `${PREFIX}URL`]);
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !expected.has(name))
    .map(
      (name) =>
        sentence`${name} is set but means nothing here.${ours(suggestion(name, known, { shown: (near) => near }))}`,
    );
}
