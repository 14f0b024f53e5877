import { errors } from '../../core/catalogue.ts';
import { oneOf } from '../../core/shape.ts';
import { UI_MODES } from '../../model/billing-words.ts';
import { EARLIER_UI_MODES } from '../../model/versions/before-dahlia.ts';
import { isBefore } from '../../model/versions/version-string.ts';
import type { CheckoutSession } from '../../model/wire.ts';

export type UiMode = NonNullable<CheckoutSession['ui_mode']>;

/** From this version on the earlier names "will fail" (changelog 2026-03-25.dahlia). */
const RENAMED_IN = '2026-03-25';

const known = oneOf(...UI_MODES);

/** The mode that a call asks for. Before they were renamed, the newer names are taken, too: nothing says that they fail. */
export function uiModeOf(version: string, given: string | undefined): UiMode {
  if (given === undefined) return 'hosted_page';
  const earlier =
    isBefore(version, RENAMED_IN) && Object.hasOwn(EARLIER_UI_MODES, given)
      ? EARLIER_UI_MODES[given]
      : undefined;
  return earlier ?? known(given, 'ui_mode');
}

/** Whether the customer leaves the caller's site for a page of its own. */
export const isHosted = (mode: UiMode): boolean => mode === 'hosted_page';

interface PageParams {
  readonly cancel_url?: string;
  readonly redirect_on_completion?: 'always' | 'if_required' | 'never';
  readonly return_url?: string;
  readonly success_url?: string;
}

/** Refuses the addresses of another mode than that of the session, and a page that leads nowhere afterwards. */
export function checkPages(mode: UiMode, params: PageParams): void {
  if (isHosted(mode)) {
    if (params.success_url === undefined) throw errors.parameterMissing('success_url');
    return;
  }
  // Of `form` no source says it.
  const foreign = (['success_url', 'cancel_url'] as const).find((name) => params[name] !== undefined);
  if (foreign !== undefined && mode !== 'form') throw errors.checkoutUrlForeign(foreign, mode);
  const returns = mode === 'embedded_page' && params.redirect_on_completion !== 'never';
  if (returns && params.return_url === undefined) throw errors.parameterMissing('return_url');
}
