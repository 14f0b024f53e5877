import { StripeError } from '../core/errors.ts';
import { keyPair } from '../core/keys.ts';
import { type Engine, startEngine } from '../engine.ts';
import { type Log, WEBHOOK_SECRET } from '../model/settings.ts';
import type { Emulator, EmulatorOptions } from '../options/options.ts';
import { resolveOptions } from '../options/resolve.ts';
import type { ServeOptions } from '../options/serve.ts';
import type { Internals } from '../server/internals.ts';
import { listen, type OwnServer } from '../server/listen.ts';
import type { OpenedState } from '../server/state/state.ts';
import type { StateWriter } from '../server/state/writer.ts';
import type { Plan } from './plan.ts';
import { UsageError } from './usage-error.ts';

/** Options that are refused came from flags or the file, so they are usage errors. */
function withOptions<Result>(
  { emulator }: Plan,
  log: Log | false,
  use: (options: EmulatorOptions) => Result,
): Result {
  try {
    return use({ ...emulator, log });
  } catch (thrown) {
    if (!(thrown instanceof TypeError || thrown instanceof StripeError)) throw thrown;
    throw new UsageError(
      `Failed to start with these options: ${thrown.message.replace(/^createEmulator: /, '')}`,
    );
  }
}

/** What clients of the emulator are configured with. */
type Credentials = Pick<Emulator, 'apiKey' | 'publishableKey' | 'webhookSecret'>;

export interface Launched extends Credentials {
  readonly internals: Internals;
  readonly server: OwnServer;
  /** Keeps the file of `--state` up to date. */
  readonly state: StateWriter | undefined;
  /** Ends timers and deliveries. */
  readonly close: () => void;
}

/** Starts the emulator and its server in a process that runs nothing else. */
export async function launch(plan: Plan, log: Log, serve: ServeOptions = plan.serve): Promise<Launched> {
  const chosen = plan.emulator.log ?? log;
  const opened = await openedState(plan, chosen);
  const engine = await startedEngine(plan, chosen);
  const internals = engine.internals(engine.own, lateRoute(engine));
  // The sandboxes out of the file are in place before anybody can ask for them.
  const state = await opened?.settle(internals);
  const server = await listen(internals, serve, true);
  state?.begin();
  return { ...credentialsOf(engine), internals, server, state, close: () => engine.close() };
}

/** The secret alone, so that it can stand in `$( … )`, as with Stripe's CLI. */
export async function printSecret(plan: Plan): Promise<void> {
  const engine = await startedEngine(plan, false);
  process.stdout.write(`${credentialsOf(engine).webhookSecret}\n`);
  engine.close();
}

const credentialsOf = ({ settings }: Engine): Credentials => ({
  ...keyPair(settings.apiKey),
  webhookSecret: WEBHOOK_SECRET,
});

async function startedEngine(plan: Plan, log: Log | false): Promise<Engine> {
  const seeding =
    plan.emulator.objects === undefined ? undefined : await import('../control/seeding/objects.ts');
  return withOptions(plan, log, (options) => startEngine(options, seeding?.putObjects));
}

/** The control surface, and with it the way of whatever is a `Request`: many programs never come there. */
function lateRoute(engine: Engine): Internals['route'] {
  let loading: Promise<Internals['route']> | undefined;
  const load = async (): Promise<Internals['route']> => {
    const { Control } = await import('../control/surface.ts');
    const control = new Control(engine);
    return (request) => control.route(request);
  };
  return async (request) => {
    // Not kept if it fails: the next call tries again.
    loading ??= load().catch((thrown: unknown) => {
      loading = undefined;
      throw thrown;
    });
    return (await loading)(request);
  };
}

async function openedState(plan: Plan, log: Log | false): Promise<OpenedState | undefined> {
  if (plan.state === undefined) return undefined;
  const { limits } = withOptions(plan, log, (options) => resolveOptions(options).settings);
  // Loaded as it is needed: without a state nothing of it is.
  const { openState } = await import('../server/state/state.ts');
  return openState(plan.state, limits);
}

/** Takes no more calls, and writes the state a last time; resolves to the exit code, after the sentence if that failed. */
export async function ended({ server, state }: Launched): Promise<number> {
  try {
    await server.hangUp();
    await state?.finish();
    return 0;
  } catch (thrown) {
    process.stderr.write(`stripe-fc-emulator: ${thrown instanceof Error ? thrown.message : thrown}\n`);
    return 1;
  }
}
