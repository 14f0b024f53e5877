import type { EmulatorOptions } from './options.ts';
import type { ServeOptions } from './serve.ts';

/** How the command line serves the emulator. */
export interface ServerConfig extends ServeOptions {
  /** Where signed events are sent. */
  readonly forwardTo?: string;
  /** Those that are sent there; all by default. */
  readonly events?: readonly string[];
  /** `text` by default. */
  readonly format?: 'text' | 'json';
}

/** What is kept over a restart. */
export interface StateOptions {
  /** A file; without one nothing is kept. */
  readonly state?: string;
}

/** What a configuration file of the command line holds: `export default { … } satisfies EmulatorConfig`. */
export interface EmulatorConfig extends EmulatorOptions, StateOptions {
  readonly server?: ServerConfig;
}
