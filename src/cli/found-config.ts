import { sentence } from '../core/sentence.ts';
import { nodeFs } from '../server/node-modules.ts';
import { UsageError } from './usage-error.ts';

const NAMES = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'].map(
  (extension) => `stripe-fc-emulator.config.${extension}`,
);

/** The configuration file in the working directory, which nobody has to name. */
export function foundConfig(): string | undefined {
  const [file, other] = NAMES.filter((name) => nodeFs().existsSync(name));
  if (file !== undefined && other !== undefined)
    throw new UsageError(
      sentence`There are ${file} and ${other} in this folder, and only one of them can hold the options: remove the other, or choose with --config.`,
    );
  return file;
}
