import { oneOf } from '../../core/shape.ts';
import { isBefore } from '../../model/versions/version-string.ts';
import type { OperationContext } from '../operation.ts';

/** From this version on `usage` is taken whatever it says, and changes nothing (recorded at 2026-08-26.dahlia). */
const DEAD_SINCE = '2026-03-25';

/** The words of `usage`. */
export const USAGE = oneOf('off_session', 'on_session');

/** The `usage` that an intent shows: what was asked for, under a version that honours it. */
export function shownUsage(
  { version, note }: Pick<OperationContext<unknown>, 'version' | 'note'>,
  given: string | undefined,
): 'off_session' | 'on_session' {
  if (given === undefined) return 'off_session';
  if (isBefore(version, DEAD_SINCE)) return USAGE(given, 'usage');
  if (given !== 'off_session')
    note('From 2026-03-25.dahlia on, Stripe answers `usage` with off_session, whatever was asked for.');
  return 'off_session';
}
