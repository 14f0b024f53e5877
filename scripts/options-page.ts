import { flagNameOf } from '../src/cli/flag-table.ts';
import { COMMAND, CONFIG } from '../src/cli/knobs.ts';
import { REFRESH_CHANGE } from '../src/model/refresh.ts';
import { ACCOUNT } from '../src/options/fixtures.ts';
import type { Knob, Knobs } from '../src/options/knob.ts';
import { SERVE } from '../src/options/serve.ts';
import { NOTE, table } from './markdown.ts';

const code = (text: string): string => `\`${text}\``;

function flagOf(name: string, { flag }: Knob<unknown>, group: string): string {
  if (flag === undefined) return '';
  const { short, takes, many } = flag;
  const long = `--${flagNameOf(name, flag, group)}${takes === undefined ? '' : ` ${takes}`}${many ? ' …' : ''}`;
  return short === undefined ? code(long) : `${code(long)}, ${code(`-${short}`)}`;
}

/** A number of milliseconds says so, since the name is all that tells its unit. */
const aboutOf = (name: string, { about }: Knob<unknown>): string =>
  `${about}${name.endsWith('Ms') ? ', in milliseconds' : ''}`;

const rowsOf = (knobs: Knobs, group: string): readonly (readonly string[])[] =>
  Object.entries(knobs).map(([name, knob]) => [
    code(name),
    aboutOf(name, knob),
    knob.byDefault ?? '',
    flagOf(name, knob, group),
  ]);

/** The options of one object, and behind them those that some consist of. */
function sectionsOf(knobs: Knobs, group = ''): readonly string[] {
  const parts = Object.entries(knobs).flatMap(([name, { parts: inner }]) =>
    inner === undefined ? [] : [`## ${code(name)}`, ...sectionsOf(inner, name === 'server' ? '' : name)],
  );
  return [table(['option', 'meaning', 'default', 'flag'], rowsOf(knobs, group)), ...parts];
}

const accountFields = Object.keys(ACCOUNT)
  .filter((name) => name !== 'name' && name !== 'refresh')
  .map(code)
  .join(', ');

/** The page that tells of every option. */
export const optionsPage = (): string =>
  [
    '# Options',
    NOTE,
    '`createEmulator(options)` and `--config <file>` (JSON, or the default export of a TypeScript or JavaScript file) take the same; a file may also hold `state` and `server`, which only the command line reads, and `$schema` for editors. Unknown names are refused with what was probably meant, and values that make no sense with what to write. An option that is `undefined` has its default.',
    `\`stripe-fc-emulator.config.ts\`, or one that ends in \`.mts\`, \`.cts\`, \`.js\`, \`.mjs\`, \`.cjs\` or \`.json\`, is found in the working directory, and said; \`--config\` comes before it. It is read as a module if it is written as one, whatever package.json says:`,
    `\`\`\`ts
import type { EmulatorConfig } from 'stripe-fc-emulator';

export default {
  seed: 'demo',
  refresh: { balance: { delayMs: 250 } },
  server: { port: 4242, forwardTo: 'localhost:3000/webhook', allowOrigins: ['https://app.test:3000'] },
} satisfies EmulatorConfig;
\`\`\``,
    'Every flag of the command line has a twin in the environment: `STRIPE_FC_EMULATOR_REFRESH_DELAY` is `--refresh-delay`. Flags come before the environment, the environment before the file, and that before the defaults. Durations carry a unit: `250ms`, `5s`, `10m`, `1h`, `1d`; options whose name ends in `Ms` also take a number, of milliseconds.',
    ...sectionsOf(CONFIG),
    `\`serve(emulator, options)\` from \`stripe-fc-emulator/node\` takes ${Object.keys(SERVE).map(code).join(', ')}, which are checked in the same way, and resolves to \`{ url, port, close() }\`.`,
    '## The command line alone',
    table(
      ['flag', 'meaning'],
      Object.entries(COMMAND).map(([name, knob]) => [flagOf(name, knob, ''), knob.about]),
    ),
    '## Fixtures',
    `\`\`\`js
fixtures: {
  institutions: [{ name: 'My Bank', accounts: 'mine' }],
  accounts: {
    mine: [{ name: 'Savings', subcategory: 'savings', account_number: '000123456789', balance: { current: { usd: 100 } } }],
    basic: [{ name: 'Success', balance: { current: { usd: 0 } } }],
  },
}
\`\`\``,
    `\`accounts\` are sets by name, of which an institution offers one; \`fixtures/\` holds those that are shipped. A set of a shipped name is merged with it, account by account: what is given of an account of the same name changes it, others are added. An institution of a shipped name takes its place. An account has \`name\`, and may have ${accountFields}, and \`refresh: { ${Object.keys(REFRESH_CHANGE).join(', ')} }\`, which says what \`refresh[balance]\` says on the [control surface](control.md), for all features. Those that end in \`_after\` are durations.`,
    '## Keys',
    'Any `sk_test_…` or `rk_test_…` is accepted and is a sandbox of its own, made on first use; `pk_test_…` of the same name sees the same one. `emulator.apiKey` is `sk_test_stripe_fc_emulator`, the same at every start, or what `apiKey` says. What is looked for with one key and exists in the sandbox of another is not found, and the header `Emulator-Note` says where it is, the key masked; so does what `waitForEvent` rejects with. Of a real key (90 characters or more) only the account part counts, so that a real `sk_` and `pk_` of one account meet. Live keys are refused.',
    '## Vitest',
    "`stripe-fc-emulator/vitest` exports a `test` with an emulator for each test: `test('…', async ({ emulator, apiKey, webhookSecret, deliveries }) => { … })`; options by `test.extend({ emulatorOptions: { … } })`.",
    '',
  ].join('\n\n');
