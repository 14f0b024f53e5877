import { VERSION } from '../version.ts';
import { boundText } from './bound.ts';
import { ended, type Launched, launch } from './launch.ts';
import { endWithScript } from './left-behind.ts';
import { makeOutput, paintFor } from './output.ts';
import type { Plan } from './plan.ts';

/** Serves until a signal ends it. */
export async function start(plan: Plan, notices: readonly string[]): Promise<void> {
  const ending = new Ending();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  // A terminal that is closed: Node ends by it even under nohup, and with a state something is to be done before.
  const all = plan.state === undefined ? signals : ([...signals, 'SIGHUP'] as const);
  for (const signal of all) process.on(signal, () => ending.begin());
  endWithScript();
  const paint = paintFor(process.stdout, plan.colour);
  const { format, level } = plan;
  const output = makeOutput({ stream: process.stdout, format, level, paint });
  for (const text of notices) output.log({ kind: 'notice', text });
  const launched = await launch(plan, output.log);
  ending.of = launched;
  output.begin(format === 'json' ? `${readyLine(launched)}\n` : await opening(launched, plan, paint));
}

/** Ends the process at once, or after the state has been written; a second time at once, whatever is being written. */
class Ending {
  of: Launched | undefined;
  #hasBegun = false;

  begin(): void {
    if (this.#hasBegun) process.exit(1);
    this.#hasBegun = true;
    // With the code that a start which has failed has set.
    if (this.of?.state === undefined) process.exit();
    void ended(this.of).then((code) => process.exit(code));
  }
}

/** The first line under `--format json`: programs that start the emulator wait for it. */
function readyLine({ apiKey, publishableKey, webhookSecret, server }: Launched): string {
  return JSON.stringify({
    event: 'ready',
    url: server.url,
    port: server.port,
    secretKey: apiKey,
    publishableKey,
    webhookSecret,
    version: VERSION,
  });
}

async function opening(launched: Launched, plan: Plan, paint: ReturnType<typeof paintFor>): Promise<string> {
  if (plan.level === 'quiet')
    return `stripe-fc-emulator is ready on ${launched.server.url}${boundText(launched.server)}\n`;
  const { banner } = await import('./banner.ts');
  return banner(launched, plan, paint);
}
