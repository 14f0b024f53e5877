import { VERSION } from '../version.ts';
import { type Launched, launch } from './launch.ts';
import { makeOutput, paintFor } from './output.ts';
import type { Plan } from './plan.ts';

/** Serves until a signal ends it. */
export async function start(plan: Plan, notices: readonly string[]): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));
  const paint = paintFor(process.stdout, plan.colour);
  const { format, level } = plan;
  const output = makeOutput({ stream: process.stdout, format, level, paint });
  for (const text of notices) output.log({ kind: 'notice', text });
  const launched = await launch(plan, output.log);
  output.begin(format === 'json' ? `${readyLine(launched)}\n` : await opening(launched, plan, paint));
}

/** The first line under `--format json`: programs that start the emulator wait for it. */
function readyLine({ emulator, server }: Launched): string {
  return JSON.stringify({
    event: 'ready',
    url: server.url,
    port: server.port,
    secretKey: emulator.apiKey,
    publishableKey: emulator.publishableKey,
    webhookSecret: emulator.webhookSecret,
    version: VERSION,
  });
}

async function opening(launched: Launched, plan: Plan, paint: ReturnType<typeof paintFor>): Promise<string> {
  if (plan.level === 'quiet') return `stripe-fc-emulator is ready on ${launched.server.url}\n`;
  const { banner } = await import('./banner.ts');
  return banner(launched, plan, paint);
}
