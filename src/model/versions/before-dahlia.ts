import { withMissing } from '../../core/field-order.ts';
import { isHash } from '../../core/form.ts';
import type { CheckoutSession } from '../wire.ts';
import { type Fields, without } from './older-form.ts';

/* How Checkout Sessions were before. */

type UiMode = NonNullable<CheckoutSession['ui_mode']>;

/** What the modes of a Checkout Session were called (changelog 2026-03-25.dahlia), and what they are called now. */
export const EARLIER_UI_MODES = {
  hosted: 'hosted_page',
  embedded: 'embedded_page',
  custom: 'elements',
} as const satisfies Readonly<Record<string, UiMode>>;

const EARLIER: readonly (readonly [earlier: string, now: string])[] = Object.entries(EARLIER_UI_MODES);

/** What a mode was called; `form` has no earlier name. */
export const earlierUiMode = (mode: unknown): string | undefined =>
  EARLIER.find(([, now]) => now === mode)?.[0];

/** In the older version by its older name. */
export function withEarlierMode(session: Fields): Fields {
  const earlier = earlierUiMode(session.ui_mode);
  return earlier === undefined ? session : { ...session, ui_mode: earlier };
}

export function withPresentMode(session: Fields): Fields {
  const { ui_mode: mode } = session;
  const now = EARLIER.find(([earlier]) => earlier === mode)?.[1];
  return now === undefined ? session : { ...session, ui_mode: now };
}

/** What was shipped, where sessions of before basil told of it. */
export function withShipping(session: Fields): Fields {
  const { collected_information: collected } = session;
  return withMissing(
    session,
    'shipping_details',
    isHash(collected) ? (collected.shipping_details ?? null) : null,
  );
}

export const withoutShipping = (session: Fields): Fields => without(session, ['shipping_details']);

/** What sessions told of shipping until 2022-08-01: none is chosen here. */
export const withShippingRate = (session: Fields): Fields =>
  withMissing(withMissing(session, 'shipping', null), 'shipping_rate', null);

export const withoutShippingRate = (session: Fields): Fields =>
  without(without(session, ['shipping']), ['shipping_rate']);
