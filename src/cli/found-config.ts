import { existsSync } from 'node:fs';
import { sentence } from '../core/sentence.ts';
import { UsageError } from './usage-error.ts';

const NAMES = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'].map(
  (extension) => `stripe-fc-emulator.config.${extension}`,
);

/** The configuration file in the working directory, which nobody has to name. */
export function foundConfig(): string | undefined {
  const [file, other] = NAMES.filter((name) => existsSync(name));
  if (file !== undefined && other !== undefined)
    throw new UsageError(
      sentence`There are ${file} and ${other} in this folder, and only one of them can hold the options: remove the other, or choose with --config.`,
    );
  return file;
}
