import { StripeError } from '../core/errors.ts';
import { createEmulator } from '../emulator.ts';
import type { Log } from '../model/settings.ts';
import type { Emulator } from '../options/options.ts';
import type { ServeOptions } from '../options/serve.ts';
import { listen, type Server } from '../server/listen.ts';
import type { Plan } from './plan.ts';
import { UsageError } from './usage-error.ts';

/** Makes the emulator. Options that it refuses came from flags or the file, so they are usage errors. */
function made(plan: Plan, log: Log | false): Emulator {
  try {
    return createEmulator({ ...plan.emulator, log });
  } catch (thrown) {
    if (!(thrown instanceof TypeError || thrown instanceof StripeError)) throw thrown;
    throw new UsageError(
      `Failed to start with these options: ${thrown.message.replace(/^createEmulator: /, '')}`,
    );
  }
}

export interface Launched {
  readonly emulator: Emulator;
  readonly server: Server;
}

/** Starts the emulator and its server in a process that runs nothing else. */
export async function launch(plan: Plan, log: Log, serve: ServeOptions = plan.serve): Promise<Launched> {
  const emulator = made(plan, plan.emulator.log ?? log);
  return { emulator, server: await listen(emulator, serve, true) };
}

/** The secret alone, so that it can stand in `$( … )`, as with Stripe's CLI. */
export async function printSecret(plan: Plan): Promise<void> {
  const emulator = made(plan, false);
  process.stdout.write(`${emulator.webhookSecret}\n`);
  await emulator.close();
}
