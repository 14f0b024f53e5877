import { suggestion } from '../core/closest.ts';
import { ours, sentence } from '../core/sentence.ts';
import { UsageError } from './usage-error.ts';

const COMMANDS = ['start', 'exec'] as const;
export type Command = (typeof COMMANDS)[number];

const typed = (word: string): string => (word === 'help' || word === 'version' ? `--${word}` : word);

/** The command among what was typed besides flags; `start` if there is none. */
export function commandOf(words: readonly string[], hasRest: boolean): Command {
  const [word = 'start', ...more] = words;
  const command = COMMANDS.find((name) => name === word);
  if (command === undefined) {
    const hint = suggestion(word, [...COMMANDS, 'help', 'version'], { shown: typed });
    throw new UsageError(sentence`There is no command "${word}".${ours(hint)}`);
  }
  if (command === 'exec' && more.length > 0) {
    throw new UsageError(
      sentence`The command to run stands behind two dashes: stripe-fc-emulator exec -- ${more.join(' ')}`,
    );
  }
  if (command === 'start' && (more.length > 0 || hasRest)) {
    throw new UsageError(
      sentence`"start" takes flags only${more.length > 0 ? `, not "${more.join(' ')}"` : ''}. To run a command against an emulator: stripe-fc-emulator exec -- <command…>`,
    );
  }
  return command;
}
