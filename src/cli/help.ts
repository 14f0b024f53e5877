import { FLAG_NAMES, FLAGS, type FlagName, shapeOf, twinOf } from './flags.ts';

const GROUPS: readonly (readonly [string, readonly FlagName[]])[] = [
  ['Where it listens', ['port', 'host', 'control-token', 'allow-host', 'webhook-host']],
  ['Webhooks', ['forward-to', 'events', 'print-secret']],
  [
    'What it emulates',
    [
      'config',
      'seed',
      'time',
      'time-scale',
      'refresh-delay',
      'refresh-outcome',
      'next-refresh-after',
      'assume',
      'rate-limit',
      'api-version',
    ],
  ],
  ['What it prints', ['format', 'quiet', 'verbose', 'no-color', 'version', 'help']],
];

function usageOf(name: FlagName): string {
  const flag = shapeOf(name);
  const short = flag.short === undefined ? '    ' : `-${flag.short}, `;
  return `${short}--${name}${flag.takes === undefined ? '' : ` ${flag.takes}`}${flag.many ? ' …' : ''}`;
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

/** What `--help` prints. */
export function helpText(): string {
  const groups = GROUPS.map(([title, names]) => {
    const lines = names.map((name) => `  ${usageOf(name).padEnd(WIDTH)}${wrapped(FLAGS[name].about)}`);
    return `${title}\n${lines.join('\n')}`;
  });
  return `An offline emulator of Stripe Financial Connections.

Usage
  stripe-fc-emulator [start] [flags]               serve it until Ctrl-C
  stripe-fc-emulator exec [flags] -- <command…>    run a command against one of its own, on a free port

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
