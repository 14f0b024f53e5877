import { FLAG_GROUPS } from '../options/knob.ts';
import type { Command } from './command.ts';
import { FLAG_NAMES, type FlagName, flagCalled, twinOf } from './flag-table.ts';

function usageOf(name: FlagName): string {
  const { short, takes, many } = flagCalled(name);
  return `${short === undefined ? '    ' : `-${short}, `}--${name}${takes === undefined ? '' : ` ${takes}`}${many ? ' …' : ''}`;
}

/** Options are told of in Markdown, too. */
function aboutOf(name: FlagName): string {
  const { about, byDefault } = flagCalled(name);
  return `${about}${byDefault === undefined ? '' : ` (default: ${byDefault})`}.`.replaceAll('`', '');
}

const WIDTH = Math.max(...FLAG_NAMES.map((name) => usageOf(name).length)) + 2;

const COLUMNS = 100;

/** Words in lines that fit beside the flags. */
function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > COLUMNS - WIDTH - 2) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join(`\n${' '.repeat(WIDTH + 2)}`);
}

const USAGE: Readonly<Record<Command, string>> = {
  start: `An offline emulator of Stripe Financial Connections.

Usage
  stripe-fc-emulator [start] [flags]               serve it until Ctrl-C
  stripe-fc-emulator exec [flags] -- <command…>    run a command against one of its own, on a free port`,
  exec: `Runs a command against an emulator of its own, which ends with it.

Usage
  stripe-fc-emulator exec [flags] -- <command…>

Flags stand before the two dashes; what stands behind them is the command's, --help included. The
port is a free one unless --port names it. For a program that hard-codes its client:
  stripe-fc-emulator exec -- node --import stripe-fc-emulator/redirect app.js`,
};

/** What `--help` prints, `exec --help` and `help exec`. */
export function helpText(command: Command = 'start'): string {
  const groups = FLAG_GROUPS.map((title) => {
    const names = FLAG_NAMES.filter((name) => flagCalled(name).group === title);
    const lines = names.map((name) => `  ${usageOf(name).padEnd(WIDTH)}${wrapped(aboutOf(name))}`);
    return `${title}\n${lines.join('\n')}`;
  });
  return `${USAGE[command]}

${groups.join('\n\n')}

… may be given several times. A duration carries its unit: 250ms, 5s, 10m, 1h, 1d.
Every flag can stand in the environment instead, as ${twinOf('refresh-delay')} for
--refresh-delay; flags come before the environment, the environment before --config, and that
before the defaults.

exec gives its command STRIPE_API_BASE, STRIPE_API_KEY, STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY,
STRIPE_WEBHOOK_SECRET and STRIPE_FC_EMULATOR_URL, and ends with its exit code.

Examples
  stripe-fc-emulator --forward-to localhost:3000/webhook
  stripe-fc-emulator --seed demo --time 2026-01-31T12:00:00Z --time-scale 60
  stripe-fc-emulator exec -- npm test
`;
}
