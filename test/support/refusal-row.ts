import type { EmulatorOptions } from '../../src/index.ts';
import type { CallOptions, Setup } from './setup.ts';

/** How one line of the catalogue is provoked through the front door, and what is answered then. */
export interface Refusal {
  readonly provoke: (world: Setup) => Promise<{ readonly status: number; readonly body: unknown }>;
  readonly status: number;
  /** `type` is `invalid_request_error` unless said otherwise. */
  readonly error: {
    readonly message: string;
    readonly type?: string;
    readonly code?: string;
    readonly decline_code?: string;
    readonly param?: string;
  };
  readonly given?: EmulatorOptions;
}

type Told = Omit<Refusal['error'], 'message'>;

/** A row: how, then the status, the sentence and the rest. */
export const row = (
  provoke: Refusal['provoke'],
  status: number,
  message: string,
  told: Told = {},
  given?: EmulatorOptions,
): Refusal => ({
  provoke,
  status,
  error: { message, ...told },
  ...(given === undefined ? {} : { given }),
});

export const get = (path: string, options?: CallOptions) => (world: Setup) =>
  world.call('GET', path, options);
export const post =
  (path: string, form = '', headers: Record<string, string> = {}) =>
  (world: Setup) =>
    world.call('POST', path, { form, headers });

/** A second call after a first one, whose refusal would be a fault of the test. */
export const after =
  (first: Refusal['provoke'], second: Refusal['provoke']): Refusal['provoke'] =>
  async (world) => {
    const { status, body } = await first(world);
    if (status !== 200) throw new Error(`The first call is refused: ${JSON.stringify(body)}`);
    return second(world);
  };
