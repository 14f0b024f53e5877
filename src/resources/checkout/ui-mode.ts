import { errors } from '../../core/catalogue.ts';
import { oneOf } from '../../core/shape.ts';
import { UI_MODES } from '../../model/billing-words.ts';
import { EARLIER_UI_MODES, earlierUiMode } from '../../model/versions/before-dahlia.ts';
import { isBefore } from '../../model/versions/version-string.ts';
import type { CheckoutSession } from '../../model/wire.ts';

export type UiMode = NonNullable<CheckoutSession['ui_mode']>;

/** From this version on the earlier names "will fail" (changelog 2026-03-25.dahlia). */
const RENAMED_IN = '2026-03-25';

/** `custom` came with this one (stripe-node changelog). */
const CUSTOM_SINCE = '2025-03-31.basil';

const present = oneOf(...UI_MODES);
const beforeDahlia = oneOf('hosted', 'embedded', 'custom');
const beforeBasil = oneOf('hosted', 'embedded');

/** The mode that a call asks for, by the names of its version: that others fail there is recorded of the newest alone. */
export function uiModeOf(version: string, given: string | undefined): UiMode {
  if (given === undefined) return 'hosted_page';
  if (!isBefore(version, RENAMED_IN)) return present(given, 'ui_mode');
  const known = isBefore(version, CUSTOM_SINCE) ? beforeBasil : beforeDahlia;
  return EARLIER_UI_MODES[known(given, 'ui_mode')];
}

/** Whether the customer leaves the caller's site for a page of its own. */
export const isHosted = (mode: UiMode): boolean => mode === 'hosted_page';

interface PageParams {
  readonly cancel_url?: string;
  readonly redirect_on_completion?: 'always' | 'if_required' | 'never';
  readonly return_url?: string;
  readonly success_url?: string;
}

/** What a mode is called in a version. */
const nameOf = (version: string, mode: UiMode): string =>
  (isBefore(version, RENAMED_IN) ? earlierUiMode(mode) : undefined) ?? mode;

/** Refuses the addresses of another mode than that of the session, and a page that leads nowhere afterwards. */
export function checkPages(version: string, mode: UiMode, params: PageParams): void {
  if (isHosted(mode)) {
    if (params.success_url === undefined) throw errors.parameterMissing('success_url');
    if (params.return_url !== undefined) throw errors.checkoutUrlForeign('return_url', nameOf(version, mode));
    return;
  }
  // Of `form` no source says it.
  const foreign = (['success_url', 'cancel_url'] as const).find((name) => params[name] !== undefined);
  if (foreign !== undefined && mode !== 'form')
    throw errors.checkoutUrlForeign(foreign, nameOf(version, mode));
  const returns = mode === 'embedded_page' && params.redirect_on_completion !== 'never';
  if (returns && params.return_url === undefined) throw errors.parameterMissing('return_url');
}
