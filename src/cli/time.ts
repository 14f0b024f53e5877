import type { TimeOption } from '../options/options.ts';
import { TIME } from '../options/time.ts';
import { valuesOf } from './flag-reader.ts';
import { type GivenFlags, rankOf } from './flags.ts';
import { UsageError } from './usage-error.ts';

/** How the sandbox's time passes: `--time-scale` over the time that was asked for, unless that was asked for nearer by. */
export function timeOf(flags: GivenFlags, time: TimeOption): TimeOption {
  const { scale } = valuesOf(TIME, flags, 'time');
  if (scale === undefined) return time;
  const [paceRank, timeRank] = [rankOf(flags, 'time-scale'), rankOf(flags, 'time')];
  if (timeRank > paceRank) return time;
  if (time === 'frozen' && timeRank === paceRank)
    throw new UsageError(
      '--time-scale makes time run, and --time frozen makes it stand: leave one away, or give --time an instant.',
    );
  return { start: typeof time === 'string' ? new Date() : time.start, runs: true, scale };
}
