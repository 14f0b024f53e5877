import { instantIn } from '../core/instant.ts';
import type { TimeOption } from '../options/options.ts';
import type { FlagReader } from './flag-reader.ts';
import { UsageError } from './usage-error.ts';

const TIME_WANTED = '"real", "frozen" or an instant. Give one such as 2026-01-31T12:00:00Z, or Unix seconds.';

/** When the sandbox starts, and how its time passes: `--time` and `--time-scale` over what the file says. */
export function timeOf(reader: FlagReader, file: TimeOption): TimeOption {
  const time = reader.parsed('time', TIME_WANTED, timeIn) ?? file;
  const scale = reader.parsed('time-scale', 'a number above 0. 60 makes a minute of each second.', scaleIn);
  if (scale === undefined) return time;
  if (time === 'frozen')
    throw new UsageError(
      '--time-scale makes time run, and --time frozen makes it stand: leave one away, or give --time an instant.',
    );
  return { start: time === 'real' ? new Date() : time.start, runs: true, scale };
}

function timeIn(text: string): TimeOption | undefined {
  if (text === 'real' || text === 'frozen') return text;
  const start = instantIn(text);
  return start === undefined ? undefined : { start, runs: false };
}

function scaleIn(text: string): number | undefined {
  const scale = Number(text);
  return text !== '' && Number.isFinite(scale) && scale > 0 ? scale : undefined;
}
