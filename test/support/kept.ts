import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions, type LogEntry } from '../../src/index.ts';
import { resolveOptions } from '../../src/options/resolve.ts';
import { internalsOf } from '../../src/server/internals.ts';
import { openState } from '../../src/server/state/state.ts';
import type { StateWriter } from '../../src/server/state/writer.ts';

/** The name of a file in a folder of its own, until its test has finished. */
export function stateFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-fc-emulator-state-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'state');
}

export interface Kept {
  readonly emulator: Emulator;
  readonly writer: StateWriter;
  readonly log: readonly LogEntry[];
  /** What a signal does to the command line. */
  readonly stop: () => Promise<void>;
}

/** An emulator whose sandboxes are kept in a file, as the command line makes one. */
export async function kept(file: string, given: EmulatorOptions = {}): Promise<Kept> {
  const log: LogEntry[] = [];
  const options = { log: (entry: LogEntry) => void log.push(entry), ...given };
  const opened = await openState(file, resolveOptions(options).settings.limits);
  const emulator = createEmulator(options);
  const writer = await opened.settle(internalsOf(emulator));
  const stop = async () => {
    await writer.finish();
    await emulator.close();
  };
  onTestFinished(() => stop().catch(() => {}));
  return { emulator, writer, log, stop };
}
