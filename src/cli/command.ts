import { closest } from '../core/closest.ts';
import { UsageError } from './usage-error.ts';

const COMMANDS = ['start', 'exec'] as const;
export type Command = (typeof COMMANDS)[number];

export const meant = (suggestion: string | undefined): string =>
  suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;

/** The command among what was typed besides flags; `start` if there is none. */
export function commandOf(words: readonly string[], hasRest: boolean): Command {
  const [word = 'start', ...more] = words;
  const command = COMMANDS.find((name) => name === word);
  if (command === undefined) {
    const near = closest(word, [...COMMANDS, 'help', 'version']);
    const flag = near === 'help' || near === 'version' ? `--${near}` : near;
    throw new UsageError(`There is no command "${word}".${meant(flag)}`);
  }
  if (command === 'exec' && more.length > 0) {
    throw new UsageError(
      `The command to run stands behind two dashes: stripe-fc-emulator exec -- ${more.join(' ')}`,
    );
  }
  if (command === 'start' && (more.length > 0 || hasRest)) {
    throw new UsageError(
      `"start" takes flags only${more.length > 0 ? `, not "${more.join(' ')}"` : ''}. To run a command against an emulator: stripe-fc-emulator exec -- <command…>`,
    );
  }
  return command;
}
