import { InstitutionCatalogue } from '../bank/institutions.ts';
import { masked } from '../core/masked.ts';
import type { EmulatorOptions } from '../options/options.ts';
import { VERSION } from '../version.ts';
import { boundText } from './bound.ts';
import type { Launched } from './launch.ts';
import type { Paint } from './output.ts';
import type { Plan } from './plan.ts';

/** What people see first: where it is, its keys, its time, what is in it, and what to type next. */
export function banner(launched: Launched, plan: Plan, paint: Paint): string {
  const { internals, server } = launched;
  const rows: readonly (readonly [string, string])[] = [
    ['Listening on', paint('bold', server.url) + boundText(server)],
    ['Secret key', launched.apiKey],
    ['Publishable key', launched.publishableKey],
    ['Webhook secret', launched.webhookSecret],
    ['Clock', clockText(launched)],
    ['Seed', internals.seed ?? 'none: ids are random'],
    ['In place', inPlaceText(plan.emulator)],
    ['Webhooks', webhooksText(plan)],
    ['State', plan.state ?? 'not kept; --state <file> keeps it'],
  ];
  const table = rows.map(([name, value]) => `  ${paint('dim', name.padEnd(16))} ${value}`).join('\n');
  const commands = firstCommands(launched, plan)
    .map((command) => `  ${command}`)
    .join('\n');
  return `\n${paint('bold', 'stripe-fc-emulator')} ${VERSION}: Stripe Financial Connections, offline\n\n${table}\n\nTry it: link an account, refresh its balance, look at it again.\n\n${commands}\n\n`;
}

function clockText({ internals }: Launched): string {
  const { kind, startMs, scale } = internals.time;
  // A sandbox out of a file stands where it stood.
  const from = kind === 'frozen' ? internals.now() : new Date(startMs);
  const since = from.toISOString().replace('.000Z', 'Z');
  if (kind === 'real') return "runs with this machine's";
  if (kind === 'frozen') return `stands at ${since}; POST /_emulator/clock/advance moves it`;
  return `runs from ${since}, ${scale} sandbox second${scale === 1 ? '' : 's'} in one real second`;
}

function inPlaceText({ fixtures, objects = {} }: EmulatorOptions): string {
  const institutions = new InstitutionCatalogue(fixtures).names().length;
  const counts = Object.entries(objects).map(([type, list]) => `${list.length} ${type}`);
  return [`${institutions} test institutions`, ...(counts.length === 0 ? ['no objects'] : counts)].join(', ');
}

function webhooksText({ emulator, forwardTo }: Plan): string {
  const others = (emulator.webhooks?.length ?? 0) - (forwardTo === undefined ? 0 : 1);
  const more = others === 0 ? '' : `${others} from the configuration`;
  if (forwardTo === undefined)
    return more === '' ? 'to endpoints made by API; --forward-to <url> adds one' : more;
  const events = forwardTo.events.includes('*') ? 'all events' : forwardTo.events.join(', ');
  return `forwarded to ${masked(forwardTo.url)} (${events})${more === '' ? '' : `, and ${more}`}`;
}

// The refresh is immediate, so that the third line shows a balance even while the clock stands. Forms in double quotes,
// because JSON in single quotes would not work in cmd; these lines work in bash, zsh, PowerShell 7 and cmd.
function firstCommands({ apiKey, server }: Launched, { serve }: Plan): readonly string[] {
  const account = `${server.url}/v1/financial_connections/accounts/fca_demo`;
  const key = `-u ${apiKey}:`;
  const token =
    serve.controlToken === undefined ? '' : ' -H "Emulator-Control-Token: $STRIPE_FC_EMULATOR_CONTROL_TOKEN"';
  const objects = 'financial_connections.accounts[0]';
  return [
    `curl ${server.url}/_emulator/objects ${key}${token} -d "${objects}[id]=fca_demo" -d "${objects}[permissions][]=balances"`,
    `curl ${account}/refresh ${key} -H "Emulator-Refresh: immediate" -d "features[]=balance"`,
    `curl ${account} ${key}`,
  ];
}
