import { listed } from '../core/composed.ts';
import { duration, durationSentence, parseDuration } from '../core/duration.ts';
import type { Spelled } from '../core/names.ts';
import { hash, type OptionalShape, oneOf, optional, type Params, type Shape, string } from '../core/shape.ts';
import { STRIPES_VOICE } from '../core/voice.ts';

/*
 * How refreshes go: one vocabulary for options, flags, the control surface, fixtures and the header. Each knob has one
 * name: `delayMs`, `outcome` and `nextRefreshAfterMs` in TypeScript, `delay`, `outcome` and `next_refresh_after` elsewhere.
 */

export const REFRESH_FEATURES = ['balance', 'inferred_balances', 'ownership', 'transactions'] as const;
export type RefreshFeature = (typeof REFRESH_FEATURES)[number];

/** Those that there are outside of previews. */
export const FEATURES_OUTSIDE_PREVIEWS = [
  'balance',
  'ownership',
  'transactions',
] as const satisfies readonly RefreshFeature[];

/** The same for each feature: `value` makes it. */
export const byFeature = <Value>(
  value: (feature: RefreshFeature) => Value,
): Readonly<Record<RefreshFeature, Value>> => ({
  balance: value('balance'),
  inferred_balances: value('inferred_balances'),
  ownership: value('ownership'),
  transactions: value('transactions'),
});

/** A refresh's result. `unavailable` finishes without a balance, `current_only` with half of one. */
export const REFRESH_OUTCOMES = [
  'succeeded',
  'failed',
  'failed_and_deactivated',
  'unavailable',
  'current_only',
] as const;
export type RefreshOutcome = (typeof REFRESH_OUTCOMES)[number];

export interface RefreshDefaults {
  /** Sandbox milliseconds from start to completion; 1000 by default, because real programs stop polling after 6 to 20 s. */
  readonly delayMs: number;
  readonly outcome: RefreshOutcome;
  /** Sandbox milliseconds from the start of a refresh until the next is allowed; never before it has completed. */
  readonly nextRefreshAfterMs: number;
}

export const DEFAULT_REFRESH: RefreshDefaults = {
  delayMs: 1000,
  outcome: 'succeeded',
  nextRefreshAfterMs: 1000,
};

/** When a refresh finishes: within the call, after a delay, when told to, or not at all. */
export type RefreshTiming =
  | { readonly kind: 'immediate' }
  | { readonly kind: 'delay'; readonly delayMs: number }
  | { readonly kind: 'manual' }
  | { readonly kind: 'never' };

/** `immediate`, `manual`, `never`, or a duration; undefined for anything else. */
export function parseTiming(text: string): RefreshTiming | undefined {
  const kind = text.trim();
  if (kind === 'immediate' || kind === 'manual' || kind === 'never') return { kind };
  const delayMs = parseDuration(kind);
  return delayMs === undefined ? undefined : { kind: 'delay', delayMs };
}

const anyText = string();

const timing: Shape<RefreshTiming> = (value, path, voice = STRIPES_VOICE) => {
  const text = voice.reads === 'text' ? anyText(value, path, voice) : value;
  const parsed = typeof text === 'string' ? parseTiming(text) : undefined;
  if (parsed === undefined)
    throw voice.refused(
      path,
      (place) => `${durationSentence(place, String(value))} Or say immediate, manual or never.`,
    );
  return parsed;
};

/** How an account's refreshes of one feature go. Durations carry a unit: `250ms`, `5s`, `1h`. */
export interface RefreshChange {
  /** One outcome holds until it is changed; several, in a list or as `'failed, succeeded'`, are for the next in turn. */
  readonly outcome?: string | readonly RefreshOutcome[];
  /** `immediate`, `manual`, `never`, or a duration. */
  readonly delay?: string;
  /** From the start of a refresh until the next is allowed: a duration. */
  readonly next_refresh_after?: string;
  /** The outcome behind those listed, of which there may then be one. */
  readonly then?: RefreshOutcome;
}

/** What `RefreshChange` may be, for the control surface, fixtures and the header. */
export const REFRESH_CHANGE = {
  outcome: optional(listed(oneOf(...REFRESH_OUTCOMES), { of: 'outcomes' })),
  delay: optional(timing),
  next_refresh_after: optional(duration),
  // biome-ignore lint/suspicious/noThenProperty: the control surface's word for the outcome after the listed ones.
  then: optional(oneOf(...REFRESH_OUTCOMES)),
} as const satisfies Readonly<
  Record<Spelled<keyof RefreshDefaults, '_'>, OptionalShape<unknown>> &
    Record<keyof RefreshChange, OptionalShape<unknown>>
>;

/** The same of all features, and what differs by feature, as fixtures say it. */
export type RefreshChanges = RefreshChange & Readonly<Partial<Record<RefreshFeature, RefreshChange>>>;

const ofOne = optional(hash(REFRESH_CHANGE));

export const REFRESH_CHANGES = {
  ...REFRESH_CHANGE,
  ...byFeature(() => ofOne),
} as const satisfies Readonly<Record<keyof RefreshChanges, OptionalShape<unknown>>>;

/** How an account's refreshes of one feature go: the listed outcomes in turn, then `afterwards`, or else the default. */
export interface RefreshScript {
  readonly outcomes: readonly RefreshOutcome[];
  readonly afterwards?: RefreshOutcome;
  readonly timing?: RefreshTiming;
  /** From the start of a refresh until the next is allowed; the server's own interval when not given. */
  readonly nextRefreshAfterMs?: number;
}

/** The script after a change; what the change does not say stays. */
export function changedScript(before: RefreshScript, change: Params<typeof REFRESH_CHANGE>): RefreshScript {
  const timing = change.delay ?? before.timing;
  const nextRefreshAfterMs = change.next_refresh_after ?? before.nextRefreshAfterMs;
  return {
    ...changedOutcomes(before, change),
    ...(timing === undefined ? {} : { timing }),
    ...(nextRefreshAfterMs === undefined ? {} : { nextRefreshAfterMs }),
  };
}

type Outcomes = Pick<RefreshScript, 'outcomes' | 'afterwards'>;

/** One outcome holds until it is changed; a list is used up, and so is one that says what comes behind it. */
function changedOutcomes(
  { outcomes, afterwards }: RefreshScript,
  { outcome, then }: Params<typeof REFRESH_CHANGE>,
): Outcomes {
  if (outcome === undefined) {
    const after = then ?? afterwards;
    return { outcomes, ...(after === undefined ? {} : { afterwards: after }) };
  }
  const [only, second] = outcome;
  if (then !== undefined) return { outcomes: outcome, afterwards: then };
  return only !== undefined && second === undefined
    ? { outcomes: [], afterwards: only }
    : { outcomes: outcome };
}
